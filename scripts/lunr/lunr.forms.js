/* Search by any form of a word, for lunr and for Material's search box.
 *
 *     lunr.forms({ stems, fold })      a plugin for a builder, as any language of lunr
 *
 * stems(word, typed) gives the stems of a word; typed says that it came without diacritics, and that its stems should have
 * none. fold(word) takes diacritics off. Without them a word is found by itself and by its beginning.
 *
 * Material appends * to what is typed, and lunr leaves a term with * alone: no stemmer ever sees it. So a query is read here
 * anew, and the index is left as it is: a table of its words by their stems, made at the first query, says which of them
 * answer. What is typed finds, in this order, itself, itself with other diacritics, its other forms; and where there is none
 * of these, the words that begin with it.
 */
;(lunr => {
  const BOOST = { itself: 40, folded: 20, form: 1 }
  const bare = word => word.normalize("NFD").replace(/\p{M}/gu, "")

  lunr.forms = ({ stems = () => [], fold = bare } = {}) => {
    // The words of an index, by their stems as written and by these without diacritics.
    const tables = new WeakMap()
    const table = index => {
      if (!tables.has(index)) {
        const made = { words: Object.keys(index.invertedIndex), written: new Map(), folded: new Map() }
        const enter = (map, stem, word) => map.has(stem) ? map.get(stem).add(word) : map.set(stem, new Set([word]))
        for (const word of made.words)
          for (const stem of stems(word)) {
            enter(made.written, stem, word)
            enter(made.folded, fold(stem), word)
          }
        tables.set(index, made)
      }
      return tables.get(index)
    }

    // The words of an index that answer a typed word.
    const answers = (typed, index) => {
      const { words, written, folded } = table(index)
      const plain = fold(typed)
      const kin = (map, list) => list.flatMap(stem => [...map.get(stem) ?? []])
      const loosely = () => kin(folded, stems(plain, true))
      let found = plain === typed ? loosely() : kin(written, stems(typed))
      if (typed in index.invertedIndex) found.push(typed)
      if (!found.length && plain !== typed) found = loosely() // Some of its diacritics are wrong.
      if (!found.length) found = words.filter(word => fold(word).startsWith(plain))
      return [...new Set(found)]
    }

    const weight = (word, typed) =>
      word === typed ? BOOST.itself : fold(word) === fold(typed) ? BOOST.folded : BOOST.form

    const search = function (text) {
      const typed = new lunr.Query(this.fields)
      new lunr.QueryParser(text, typed).parse()
      const { OPTIONAL, REQUIRED, PROHIBITED } = lunr.Query.presence
      const words = { [OPTIONAL]: [], [REQUIRED]: [], [PROHIBITED]: [] }
      const asked = new Map() // word of the index → the words typed that it answers
      const results = this.query(query => {
        for (const clause of typed.clauses) {
          const word = clause.term.replace(/\*$/, "")
          if (word.length < 2) continue
          words[clause.presence].push(word)
          for (const term of answers(word, this)) {
            query.clause({ ...clause, term, boost: clause.boost * weight(term, word), usePipeline: false, presence: OPTIONAL })
            asked.set(term, [...(asked.get(term) ?? []), word])
          }
        }
      })
      if (!asked.size) return [] // A query of nothing finds all.
      // Material shows which of the typed words were found by the beginnings of terms, and marks each position it is given: so
      // a result is told by the words that were typed, each position once.
      for (const { matchData } of results) {
        const told = Object.create(null)
        for (const [term, fields] of Object.entries(matchData.metadata))
          for (const word of asked.get(term) ?? [term]) {
            const known = told[word] ??= Object.create(null)
            for (const [field, { position }] of Object.entries(fields))
              known[field] = { position: [...new Set([...(known[field]?.position ?? []), ...position])] }
          }
        matchData.metadata = told
      }
      return results.filter(({ matchData: { metadata } }) =>
        words[REQUIRED].every(word => word in metadata) && !words[PROHIBITED].some(word => word in metadata))
    }

    return function () {
      this.pipeline.reset()
      this.searchPipeline.reset()
      lunr.Index.prototype.search = search
    }
  }
})(lunr)
