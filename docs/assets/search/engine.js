/* The search engine: finds the sections of a site by the words in them, in any form of the words.
 *
 *     const search = site.createSearch(pages, stemmer)
 *     await search.prepare()
 *     search.find("klientiem")      { results, completeCount, words, unknown, found }: see find
 *     search.suggest("klietns")     "klients": the nearest word of the site
 *
 * pages: [[address, [id, heading, text, keywords], …], …], from scripts/search/search_index.py. The first section of a page
 * stands for the page itself and has its title. keywords: terms that a section explains, and their synonyms; the section comes
 * first in the results when all words of one of them are typed.
 * stemmer: { stems(word, isFolded), fold(word) }, site.stemmer from stemmer.LANGUAGE.js. Without one, a word is found by itself
 * and by its beginning.
 *
 * To fold a word is to remove its diacritics: pārdošana, pardosana. A form is a word with one of its endings: klients, klientiem.
 *
 * There is no query syntax: a query is words and nothing else, so that no query can be slow or fail.
 */
site.createSearch = (pages, stemmer) => {
  const MAX_QUERY_LENGTH = 200 // Characters of a query that are read
  const MAX_WORDS = 10 // Words of a query that are searched for
  const SLICE = 10 // Milliseconds of work, after which the browser may react to the reader

  // The score of a word in a section is the weight of its match type, times that of the part of the section. So a heading with any
  // form of the typed word comes before a text with the word itself.
  const MATCH_WEIGHTS = { itself: 4, folded: 3, form: 2, beginning: 1 }
  const PART_WEIGHTS = { title: 30, heading: 25, text: 1 }
  const KEYWORD_SCORE = 1000

  const fold = stemmer?.fold ?? (word => word.normalize("NFD").replace(/\p{M}/gu, ""))
  const stems = stemmer?.stems ?? (() => [])

  const sections = pages.flatMap(pageSections)
  const vocabulary = new Map() // Word → its occurrences: [{ section, weight, count }, …]
  const wordsByStem = new Map() // Stem → words
  const wordsByFoldedStem = new Map() // Stem without diacritics → words
  const foldedWords = new Map() // Word → the word without diacritics

  function pageSections([pageAddress, ...entries]) {
    const title = entries[0]?.[1]
    return entries.map(([id, heading, text, keywords = []], index) => ({
      address: id ? `${pageAddress}#${id}` : pageAddress,
      page: index === 0 ? "" : title, // The title of the page that the section belongs to; the first is the page itself.
      heading,
      text,
      keywords: keywords.map(keyword => site.splitWords(keyword).map(({ word }) => word)),
    }))
  }

  function addTo(map, key, value) {
    if (!map.has(key)) map.set(key, [])
    map.get(key).push(value)
  }

  function addText(section, text, weight) {
    const counts = new Map()
    for (const { word } of site.splitWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [word, count] of counts) addTo(vocabulary, word, { section, weight, count })
  }

  function addSection(section) {
    addText(section, section.heading, section.page ? PART_WEIGHTS.heading : PART_WEIGHTS.title)
    addText(section, section.text, PART_WEIGHTS.text)
    for (const word of section.keywords.flat()) {
      if (!vocabulary.has(word)) vocabulary.set(word, []) // A word that is found by its forms, but stands in no text
    }
  }

  function addStems(word) {
    foldedWords.set(word, fold(word))
    for (const stem of stems(word)) {
      addTo(wordsByStem, stem, word)
      addTo(wordsByFoldedStem, fold(stem), word)
    }
  }

  /* Builds the index. It pauses after each slice of work, so that typing is never held up. */
  async function prepare() {
    let start = performance.now()
    const pauseIfLong = async () => {
      if (performance.now() - start < SLICE) return
      // setTimeout, for browsers without scheduler.yield, waits some milliseconds each time.
      await (globalThis.scheduler?.yield?.() ?? new Promise(resume => setTimeout(resume)))
      start = performance.now()
    }
    for (const section of sections) {
      addSection(section)
      await pauseIfLong()
    }
    for (const isFolded of [false, true]) {
      stems("", isFolded) // Stemmers make their rules at the first word.
      await pauseIfLong()
    }
    for (const word of vocabulary.keys()) {
      addStems(word)
      await pauseIfLong()
    }
  }

  /* Returns the words of the site that match a typed word, each with the weight of its match type: the forms of the word and,
   * unless the site has the word itself, those that begin with it, because it may not be typed to its end yet. */
  function matchingWords(typed) {
    const matches = new Map()
    for (const word of formsOf(typed)) matches.set(word, matchWeight(word, typed))
    if (vocabulary.has(typed)) return matches
    for (const word of wordsBeginningWith(typed)) {
      if (!matches.has(word)) matches.set(word, MATCH_WEIGHTS.beginning)
    }
    return matches
  }

  /* Returns the forms of a typed word that the site has. */
  function formsOf(typed) {
    const folded = fold(typed)
    const wordsOfFoldedStems = () => lookUp(wordsByFoldedStem, stems(folded, true))
    const isFolded = folded === typed
    const forms = new Set(isFolded ? wordsOfFoldedStems() : lookUp(wordsByStem, stems(typed)))
    if (vocabulary.has(typed)) forms.add(typed)
    if (forms.size > 0 || isFolded) return forms
    // The reader may have left out some of the diacritics.
    return new Set(wordsOfFoldedStems().filter(word => hasTypedDiacritics(word, typed)))
  }

  function wordsBeginningWith(typed) {
    const foldedTyped = fold(typed)
    const words = []
    for (const [word, folded] of foldedWords) {
      if (folded.startsWith(foldedTyped) && hasTypedDiacritics(word, typed)) words.push(word)
    }
    return words
  }

  function lookUp(wordsByKey, keys) {
    return keys.flatMap(key => wordsByKey.get(key) ?? [])
  }

  /* Returns whether a word has each diacritic of the typed word, as far as the letters of both are the same: pārdošana has those of
   * pārdosana; var does not have that of vārīt. From the third letter on the letters may differ, as endings do. */
  function hasTypedDiacritics(word, typed) {
    for (const [index, typedLetter] of [...typed].entries()) {
      const letter = word[index] ?? ""
      if (fold(typedLetter) !== fold(letter)) return index > 1
      const isTypedWithDiacritic = typedLetter !== fold(typedLetter)
      if (isTypedWithDiacritic && typedLetter !== letter) return false
    }
    return true
  }

  function matchWeight(word, typed) {
    if (word === typed) return MATCH_WEIGHTS.itself
    return foldedWords.get(word) === fold(typed) ? MATCH_WEIGHTS.folded : MATCH_WEIGHTS.form
  }

  /* Returns what a query finds:
   *
   * results: sections, best first. Those with more of the words come before others; between equals, those with the words in the
   * heading, with words nearer to what was typed, with more occurrences.
   * completeCount: how many of the results, the first ones, have all words.
   * found: the words of the site that match, to be highlighted.
   * words: the words of the query that were searched for, those of two letters or more.
   * unknown: those of them that match nothing.
   */
  function find(query) {
    const words = queryWords(query)
    const found = new Set()
    const unknown = []
    const ranks = new Map() // Section → { words: how many words of the query it has, score }
    for (const typed of words) {
      const matches = matchingWords(typed)
      if (matches.size === 0) unknown.push(typed)
      for (const word of matches.keys()) found.add(word)
      for (const [section, score] of scoreSections(matches)) {
        const rank = ranks.get(section) ?? { words: 0, score: 0 }
        ranks.set(section, { words: rank.words + 1, score: rank.score + score })
      }
    }
    raiseByKeywords(ranks, found)
    const results = sortByRank(ranks)
    const completeCount = results.filter(section => ranks.get(section).words >= words.length).length
    return { results, completeCount, found, words, unknown }
  }

  function queryWords(query) {
    const words = site.splitWords(query.slice(0, MAX_QUERY_LENGTH)).map(({ word }) => word)
    const different = [...new Set(words)]
    return different.filter(word => word.length > 1).slice(0, MAX_WORDS)
  }

  function sortByRank(ranks) {
    return [...ranks.keys()].sort((a, b) => {
      const [rankA, rankB] = [ranks.get(a), ranks.get(b)]
      if (rankA.words !== rankB.words) return rankB.words - rankA.words
      return rankB.score - rankA.score
    })
  }

  /* Raises the sections that explain what was typed to the top: those with a keyword of which all words were found. */
  function raiseByKeywords(ranks, found) {
    for (const section of sections) {
      const keyword = section.keywords.find(words => words.every(word => found.has(word)))
      if (!keyword) continue
      const rank = ranks.get(section) ?? { words: 0, score: 0 }
      ranks.set(section, { words: Math.max(rank.words, keyword.length), score: rank.score + KEYWORD_SCORE })
    }
  }

  /* Returns section → its score for one typed word: that of its best occurrence, and less than 1 for the number of occurrences.
   * matches: word of the site → the weight of its match type. */
  function scoreSections(matches) {
    const scores = new Map()
    const counts = new Map()
    for (const [word, typeWeight] of matches) {
      for (const { section, weight, count } of vocabulary.get(word)) {
        scores.set(section, Math.max(scores.get(section) ?? 0, weight * typeWeight))
        counts.set(section, (counts.get(section) ?? 0) + count)
      }
    }
    for (const [section, count] of counts) scores.set(section, scores.get(section) + count / (count + 1))
    return scores
  }

  /* Returns the word of the site that is nearest to a typed one, at most two slips away (one in a word of less than five letters);
   * undefined where there is none. A word that stands in more sections counts as a little nearer. */
  function suggest(typed) {
    const foldedTyped = fold(typed)
    let nearest
    let leastDistance = foldedTyped.length < 5 ? 1.5 : 2.5
    for (const [word, folded] of foldedWords) {
      if (word.length < 3 || Math.abs(word.length - foldedTyped.length) > leastDistance) continue
      const otherStart = folded[0] === foldedTyped[0] ? 0 : 0.4 // The first letter is seldom the wrong one.
      const frequency = Math.min(vocabulary.get(word).length, 99) / 1000
      const distance = countSlips(foldedTyped, folded, leastDistance) + otherStart - frequency
      if (distance >= leastDistance) continue
      leastDistance = distance
      nearest = word
    }
    return nearest
  }

  return { prepare, find, suggest }
}

/* Returns the words of a text in small letters, each with the range where it stands: [{ word, start, end }, …]. */
site.splitWords = text => {
  const matches = text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)
  return [...matches].map(match => ({
    word: match[0].normalize("NFKC").toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/* Returns how many letters are wrong, missing, doubled or swapped between two words: their optimal string alignment distance, row
 * by row of the table that https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance describes. Where they are more than `most`,
 * returns Infinity as soon as that is certain. */
function countSlips(one, other, most) {
  let rowBeforeLast = []
  let lastRow = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const thisRow = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const missing = lastRow[column] + 1
      const added = thisRow[column - 1] + 1
      const replaced = lastRow[column - 1] + (isSame ? 0 : 1)
      thisRow[column] = Math.min(missing, added, replaced)
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (row > 1 && column > 1 && isSwapped) {
        thisRow[column] = Math.min(thisRow[column], rowBeforeLast[column - 2] + 1)
      }
    }
    if (Math.min(...thisRow) > most) return Infinity
    rowBeforeLast = lastRow
    lastRow = thisRow
  }
  return lastRow[other.length]
}
