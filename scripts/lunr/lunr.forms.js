/* Search by any form of a word, for lunr and for Material's search box.
 *
 *     lunr.forms({ stems, fold })      a plugin for a builder: indexes each word as it is, folded, and under its stems
 *
 * stems(word, typed) gives the stems of a word; typed says that it came without diacritics, and that its stems should have
 * none. fold(word) takes diacritics off. Without them a word is found by itself and by its beginning.
 *
 * Material appends * to what is typed, and lunr leaves a term with * alone: no stemmer ever sees it. So a query is read here
 * anew. What is typed finds, in this order: itself, itself with other diacritics, its other forms; and where there is none of
 * these, the words that begin with it.
 */
;(lunr => {
  // Marks that no word begins with: a stem as written, a stem without diacritics.
  const STEM = "=", FOLDED = "~"
  const BOOST = { itself: 40, folded: 20, form: 1 }

  const bare = word => word.normalize("NFD").replace(/\p{M}/gu, "")

  const plugin = ({ stems = () => [], fold = bare } = {}) => {
    const index = token => {
      const word = token.toString(), own = stems(word)
      const terms = [word, fold(word), ...own.map(stem => STEM + stem), ...own.map(stem => FOLDED + fold(stem))]
      return [...new Set(terms)].map(term => token.clone(() => term))
    }
    lunr.Pipeline.registerFunction(index, "forms")

    // The index terms that answer a typed word, each with its weight.
    const answers = (word, terms) => {
      const plain = fold(word) === word
      const kin = plain ? stems(word, true).map(stem => FOLDED + stem) : stems(word).map(stem => STEM + stem)
      const loose = plain ? [] : stems(fold(word), true).map(stem => FOLDED + stem)
      const known = list => list.filter(term => term in terms)
      const found = [
        ...known([word]).map(term => [term, BOOST.itself]),
        ...known([fold(word)]).filter(term => term !== word).map(term => [term, BOOST.folded]),
        ...known(kin).map(term => [term, BOOST.form]),
      ]
      if (found.length) return found
      const misspelt = known(loose) // Some of its diacritics are wrong.
      return misspelt.length ? misspelt.map(term => [term, BOOST.form]) : [[fold(word) + "*", BOOST.form]]
    }

    const search = function (text) {
      const typed = new lunr.Query(this.fields)
      new lunr.QueryParser(text, typed).parse()
      const { OPTIONAL, REQUIRED, PROHIBITED } = lunr.Query.presence
      const words = { [OPTIONAL]: [], [REQUIRED]: [], [PROHIBITED]: [] }
      const asked = [] // [term of the index, or its beginning with *, and the word that was typed]
      const results = this.query(query => {
        for (const clause of typed.clauses) {
          const word = clause.term.replace(/\*$/, "")
          if (word.length < 2) continue
          words[clause.presence].push(word)
          const wild = word.includes("*") || clause.editDistance
          for (const [term, boost] of wild ? [[clause.term, 1]] : answers(word, this.invertedIndex)) {
            query.clause({ ...clause, term, boost: clause.boost * boost, usePipeline: false, presence: OPTIONAL })
            asked.push([term, word])
          }
        }
      })
      // Material shows which of the typed words were found by the beginnings of terms, and marks each position it is given: so
      // a result is told by the words that were typed, each position once.
      for (const { matchData } of results) {
        const told = Object.create(null)
        for (const [term, fields] of Object.entries(matchData.metadata)) {
          const answered = asked.filter(([asks]) => asks.endsWith("*") ? term.startsWith(asks.slice(0, -1)) : term === asks)
          for (const word of new Set(answered.length ? answered.map(([, word]) => word) : [term])) {
            const known = told[word] ??= Object.create(null)
            for (const [field, { position }] of Object.entries(fields))
              known[field] = { position: [...new Set([...(known[field]?.position ?? []), ...position])] }
          }
        }
        matchData.metadata = told
      }
      return results.filter(({ matchData: { metadata } }) =>
        words[REQUIRED].every(word => word in metadata) && !words[PROHIBITED].some(word => word in metadata))
    }

    return function () {
      this.pipeline.reset()
      this.searchPipeline.reset()
      this.pipeline.add(index)
      lunr.Index.prototype.search = search
    }
  }
  lunr.forms = plugin
})(lunr)
