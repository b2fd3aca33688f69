/* The stem of an English word, whatever its inflection: customers and customer, persuading and persuades, sold and sell.
 *
 *     site.stemmer.stems("customers")    ["customer"]
 *     site.stemmer.fold("café")          "cafe"
 *
 * Inflections only: plurals, -ed, -ing, and irregular forms from a list. Nouns made from verbs (negotiation) are other words.
 * The rules follow steps 1 and 5 of Martin Porter's English stemmer: https://snowballstem.org/algorithms/english/stemmer.html
 */
;(() => {
  const fold = word => word.normalize("NFD").replace(/\p{M}/gu, "")

  // Each line: forms that no rule finds, and last the word they are forms of.
  const IRREGULAR = `
    am are been being is was were be / began begun begin / bought buy / broke broken break / brought bring / built build /
    came come / children child / chose chosen choose / did does done do / drew drawn draw / drove driven drive / felt feel /
    found find / gave given give / got gotten get / grew grown grow / had has have / held hold / kept keep / knew known know /
    led lead / left leave / lost lose / made make / meant mean / men man / met meet / paid pay / people person / ran run /
    said say / sat sit / saw seen see / sent send / shown show / sold sell / spent spend / spoke spoken speak / stood stand /
    taken took take / taught teach / thought think / told tell / understood understand / went gone go / women woman /
    won win / written wrote write
  `
  const irregular = new Map()
  for (const line of IRREGULAR.trim().split("/")) {
    const forms = line.trim().split(/\s+/)
    for (const form of forms) irregular.set(form, forms.at(-1))
  }

  const VOWEL = /[aeiouy]/
  const DOUBLE = /(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/
  const LENGTHENED = /(at|bl|iz)$/ // relating – relate, enabling – enable
  const SHORT = /^[^aeiouy]*[aeiouy][^aeiouywx]$/ // hoping – hope: one short syllable takes its e back

  // customers – customer, companies – company, processes – process; business and focus keep their s.
  function withoutPlural(word) {
    if (word.endsWith("sses")) return word.slice(0, -2)
    if (/(xes|ches|shes)$/.test(word)) return word.slice(0, -2)
    if (/..ies$/.test(word)) return word.slice(0, -3) + "y"
    if (word.endsWith("s") && !/(ss|us|is)$/.test(word) && VOWEL.test(word.slice(0, -2))) return word.slice(0, -1)
    return word
  }

  // closed – close, negotiating – negotiate, carried – carry, planned – plan
  function withoutTense(word) {
    if (/..ied$/.test(word)) return word.slice(0, -3) + "y"
    const [ending] = word.match(/(ed|ing)$/) ?? []
    if (!ending || word.endsWith("eed")) return word
    const stem = word.slice(0, -ending.length)
    if (!VOWEL.test(stem)) return word // bring, red
    if (DOUBLE.test(stem)) return stem.slice(0, -1)
    if (LENGTHENED.test(stem) || SHORT.test(stem)) return stem + "e"
    return stem
  }

  // The e at the end stands in some forms only: close, closing. Sell and selling differ by nothing, controlled by an l.
  const withoutEnd = word => (word.length > 3 ? word.replace(/e$/, "").replace(/ll$/, "l") : word)

  function stems(word) {
    const form = fold(word).toLowerCase()
    return [withoutEnd(irregular.get(form) ?? withoutTense(withoutPlural(form)))]
  }

  site.stemmer = { stems, fold }
})()
