/* Finds the sections of a site by the words in them, in any of their forms.
 *
 *     const search = createSearch(pages, stemmer)
 *     await search.prepare()
 *     search.find("klientiem")      { results, words, unknown, found }: see find
 *     search.suggest("klietns")     "klients": the nearest word of the site
 *
 * pages: [[address, [id, heading, text, keywords], …], …], from scripts/publishing/search_index.py. The first section of a page
 * is the page itself and has its title. keywords: terms that the section explains, and their synonyms: where all words of one
 * are typed, the section comes first.
 * stemmer: { stems(word, isFolded), fold(word) }, one of the files stemmer.LANGUAGE.js; without one, a word is found by itself
 * and by its beginning.
 *
 * There is no query syntax: what is typed is words and nothing else, so nothing typed can be slow or fail.
 */
function createSearch(pages, stemmer) {
  const MAX_TYPED = 200 // Characters of a query that are read, and words of it that are searched for
  const MAX_WORDS = 10
  const SLICE = 8 // Milliseconds of work before the browser may answer the reader
  // How near a word of the site is to the typed one, and how much the part of a section counts. A heading with any form of the
  // word goes before a text with the word itself.
  const NEARNESS = { itself: 4, folded: 3, form: 2, beginning: 1 }
  const FIELD = { title: 30, heading: 25, text: 1 }
  const KEYWORD = 1000

  const fold = stemmer?.fold ?? (word => word.normalize("NFD").replace(/\p{M}/gu, ""))
  const stems = stemmer?.stems ?? (() => [])

  const sections = pages.flatMap(([address, ...parts]) => parts.map(([id, heading, text, keywords = []], place) => ({
    address: id ? `${address}#${id}` : address,
    page: place ? parts[0][1] : "", // The title of its page, where the section is not the page itself
    heading,
    text,
    keywords: keywords.map(keyword => wordsOf(keyword).map(({ word }) => word)),
  })))

  const vocabulary = new Map() // word → its occurrences: [{ section, weight, count }, …]
  const byStem = new Map() // stem → words
  const byFoldedStem = new Map() // stem without diacritics → words
  const foldedWords = new Map() // word → the word without diacritics

  function addTo(map, key, value) {
    if (!map.has(key)) map.set(key, [])
    map.get(key).push(value)
  }

  function addText(section, text, weight) {
    const counts = new Map()
    for (const { word } of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [word, count] of counts) addTo(vocabulary, word, { section, weight, count })
  }

  function addSection(section) {
    addText(section, section.heading, section.page ? FIELD.heading : FIELD.title)
    addText(section, section.text, FIELD.text)
    for (const word of section.keywords.flat()) if (!vocabulary.has(word)) vocabulary.set(word, [])
  }

  function addStems(word) {
    foldedWords.set(word, fold(word))
    for (const stem of stems(word)) {
      addTo(byStem, stem, word)
      addTo(byFoldedStem, fold(stem), word)
    }
  }

  /* Builds the index, in slices, so that typing is never held up. */
  async function prepare() {
    let start = performance.now()
    const pauseIfLong = async () => {
      if (performance.now() - start < SLICE) return
      await new Promise(resume => setTimeout(resume))
      start = performance.now()
    }
    for (const section of sections) {
      addSection(section)
      await pauseIfLong()
    }
    for (const word of vocabulary.keys()) {
      addStems(word)
      await pauseIfLong()
    }
  }

  const withStem = (map, list) => list.flatMap(stem => map.get(stem) ?? [])

  /* The forms of a typed word that the site has. */
  function formsOf(typed) {
    const plain = fold(typed)
    const found = new Set(plain === typed ? withStem(byFoldedStem, stems(plain, true)) : withStem(byStem, stems(typed)))
    if (vocabulary.has(typed)) found.add(typed)
    if (!found.size && plain !== typed) { // Some of its diacritics may be missing.
      for (const word of withStem(byFoldedStem, stems(plain, true))) if (keepsDiacritics(typed, word)) found.add(word)
    }
    return found
  }

  /* The words of the site that begin with a typed one, which may not be typed to its end yet. */
  function wordsBeginningWith(typed) {
    const plain = fold(typed)
    const found = [...foldedWords].filter(([word, folded]) => folded.startsWith(plain) && keepsDiacritics(typed, word))
    return found.map(([word]) => word)
  }

  /* Word of the site → how near it is to a typed word that it answers. */
  function answers(typed) {
    const found = new Map()
    for (const word of formsOf(typed)) found.set(word, nearness(word, typed))
    if (vocabulary.has(typed)) return found
    for (const word of wordsBeginningWith(typed)) if (!found.has(word)) found.set(word, NEARNESS.beginning)
    return found
  }

  /* Whether a word has each diacritic of a typed one, as far as both have the same letters: pārdosana, but not vārīt, may be var. */
  function keepsDiacritics(typed, word) {
    for (const [place, letter] of [...typed].entries()) {
      const other = word[place] ?? ""
      if (fold(letter) !== fold(other)) return place > 1
      if (letter !== other && letter !== fold(letter)) return false
    }
    return true
  }

  function nearness(word, typed) {
    if (word === typed) return NEARNESS.itself
    return foldedWords.get(word) === fold(typed) ? NEARNESS.folded : NEARNESS.form
  }

  /* What answers a text that a reader typed.
   *
   * results: sections, best first: those with most of the words, then those where the words stand in the heading, are nearest to
   * what was typed, stand most often. found: the words of the site that answered, to be marked. words: those that were searched
   * for, of two letters or more. unknown: those of them that nothing answers.
   */
  function find(text) {
    const words = [...new Set(wordsOf(text.slice(0, MAX_TYPED)).map(({ word }) => word))]
      .filter(word => word.length > 1).slice(0, MAX_WORDS)
    const found = new Set()
    const unknown = []
    const scores = new Map() // section → { words: how many of the typed ones it has, score }
    for (const typed of words) {
      const answering = answers(typed)
      if (!answering.size) unknown.push(typed)
      for (const [section, score] of scoreSections(answering)) {
        const before = scores.get(section) ?? { words: 0, score: 0 }
        scores.set(section, { words: before.words + 1, score: before.score + score })
      }
      for (const word of answering.keys()) found.add(word)
    }
    raiseByKeyword(scores, found)
    const results = [...scores.keys()].sort((a, b) =>
      scores.get(b).words - scores.get(a).words || scores.get(b).score - scores.get(a).score)
    return { results, found, words, unknown }
  }

  /* Puts the sections first that explain what was typed: all words of one of their keywords were found. */
  function raiseByKeyword(scores, found) {
    for (const section of sections) {
      const keyword = section.keywords.find(words => words.every(word => found.has(word)))
      if (!keyword) continue
      const before = scores.get(section) ?? { words: 0, score: 0 }
      scores.set(section, { words: Math.max(before.words, keyword.length), score: before.score + KEYWORD })
    }
  }

  /* Section → how well it answers one typed word: by its best occurrence, and between equals by the number of them. */
  function scoreSections(answering) {
    const best = new Map()
    const counts = new Map()
    for (const [word, nearness] of answering) {
      for (const { section, weight, count } of vocabulary.get(word)) {
        best.set(section, Math.max(best.get(section) ?? 0, weight * nearness))
        counts.set(section, (counts.get(section) ?? 0) + count)
      }
    }
    for (const [section, count] of counts) best.set(section, best.get(section) + count / (count + 1))
    return best
  }

  /* The word of the site that is nearest to a typed one, at most two slips away; undefined where there is none. */
  function suggest(typed) {
    const plain = fold(typed)
    let nearest
    let least = plain.length < 5 ? 1.5 : 2.5
    for (const [word, folded] of foldedWords) {
      if (word.length < 3 || Math.abs(word.length - plain.length) > least) continue
      const otherStart = folded[0] === plain[0] ? 0 : 0.4 // The first letter is seldom the wrong one.
      const frequency = Math.min(vocabulary.get(word).length, 99) / 1000
      const distance = countSlips(plain, folded, least) + otherStart - frequency
      if (distance >= least) continue
      least = distance
      nearest = word
    }
    return nearest
  }

  return { prepare, find, suggest }
}

/* The words of a text in small letters, each with its place: [{ word, start, end }, …]. */
function wordsOf(text) {
  const found = text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)
  return [...found].map(({ 0: word, index }) => ({
    word: word.normalize("NFKC").toLowerCase(),
    start: index,
    end: index + word.length,
  }))
}

/* How many letters are wrong, missing, doubled or swapped between two words (optimal string alignment distance); Infinity where
 * they are more than `most`.
 */
function countSlips(one, other, most) {
  let twoAbove = []
  let above = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const here = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      here[column] = Math.min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (isSame ? 0 : 1))
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (row > 1 && column > 1 && isSwapped) here[column] = Math.min(here[column], twoAbove[column - 2] + 1)
    }
    if (Math.min(...here) > most) return Infinity
    twoAbove = above
    above = here
  }
  return above[other.length]
}
