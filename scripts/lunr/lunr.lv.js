/* Latvian for lunr: the stems of a word whatever its ending, written with diacritics or without.
 *
 *     lunr(function () { this.use(lunr.lv); … })     as any language of lunr
 *     lunr.lv.stems("klientiem")                     all stems the form may have
 *     lunr.lv.stems("pardosana", true)               the same for what was typed without diacritics; the stems have none
 *     lunr.lv.fold("pārdošana")                      "pardosana"
 *
 * A Latvian form often has more than one reading (veidos: "in kinds", "will form"), and its ending does not tell which. So a
 * word has a stem for each reading, those of verbs with a hyphen before; two words are forms of one word if they share one.
 *
 * Rules after "Latviešu valodas gramatika" (LU Latviešu valodas institūts, 2013): declension, degrees of comparison,
 * conjugation, alternation of consonants. The endings of nouns and adjectives are those of Kārlis Krēsliņš' light stemmer too.
 */
;(lunr => {
  const words = text => text.trim().split(/[\s/]+/)
  const join = (starts, ends) => words(starts).flatMap(start => ends.map(end => start + end))

  const fold = word => word.normalize("NFD").replace(/\p{M}/gu, "")

  // Adjectives, indefinite and definite; their degrees; nouns of six declensions and of -šanās; diminutives.
  const ADJECTIVE = words("s a am ai u ā i as iem ām us os ās ais ajam ajai o ajā ie ajiem ajām ajos ajās")
  const DEGREES = [...ADJECTIVE, "āk", ...join("āk", ADJECTIVE)]
  const NOUN = words("s š is us a e i u ū ī ā m im um es as ei ai ē ij am īm ēm ām iem us os ēs ās ūs īs ies")
  const DIMINUTIVE = join("iņ īt īš", [...NOUN, ""])
  const NOMINAL = [...DEGREES, ...NOUN, ...DIMINUTIVE]

  // Verbs: what follows the stem of the present, of the past, of the infinitive. Participles decline.
  const PRESENT = [
    ...words("u i a am ām at āt iet os ies as ās amies āmies aties āties ieties ot oties ošies ošās"),
    ...join("oš am ām", DEGREES),
  ]
  const FUTURE = words("šu si s sim sit siet šot šos sies simies sities sieties šoties")
  const PAST = [
    ...words("u i a ām āt iet os ies ās āmies āties ieties is usi usī usies ušies usās ušās ušos"),
    ...join("uš", DEGREES),
    ...join("ī", FUTURE), // cietīšu, where the infinitive has st
  ]
  const GERUND = words("dams dama dami damas damies damās")
  const INFINITIVE = [...words("t tu ties tos"), ...FUTURE, ...GERUND, ...join("t šoš", DEGREES)]

  // The first conjugation, where the three stems differ: infinitive, present, past (a stem left out is the one before it).
  // Closed: new verbs go to the others, which differ in ā, ē, ī, o and j only.
  const FIRST = `
    ar / aug / aus auž aud / bāz bāž bāz / beig beidz / bēg / bēr ber bēr / bir birst bir / brauk brauc / bris brien
    brid / bruk brūk bruk / cel ceļ cēl / cep / cens cenš cent / cies cieš ciet / cirp cērp cirp / cirs cērt cirt /
    deg / dē dēj / dīg dīgst dīg / dil dilst dil / do dod dev / dur dur dūr / dzel dzeļ dzēl / dzer dzer dzēr / dzī
    dzen dzin / dzim dzimst dzim / dzis dziest dzis / ēs ēd / gāz gāž gāz / ģērb / glāb / glaus glauž glaud / grāb /
    grauz grauž grauz / griez griež griez / grim grimst grim / grūs grūž grūd / gū gūst guv / ie ej gāj / jau jauj
    jāv / jauk jauc / jaus jauš jaut / jā jāj / jēg jēdz / jūg jūdz / jus jūt jut / kal kaļ kal / kāp kāpj kāp / kār
    kar kār / kau kauj kāv / klā klāj / klieg kliedz / klīs klīst klīd / klup klūp klup / kļū kļūst kļuv / kop kopj
    kop / kos kož kod / krā krāj / krau krauj krāv / krāp krāpj krāp / kris krīt krit / kul kuļ kūl / kur kur kūr /
    kus kūst kus / ķer ķer ķēr / lais laiž laid / lauz lauž lauz / lem lemj lēm / māk māc / lēk lec lēc / lie lej
    lēj / lieg liedz / līg līgst līg / lik liek lik / līp līp / līs lien līd / lī līst lij / lok / lūg lūdz / lūz
    lūst lūz / mal maļ mal / mēr mēr / mes met / mez mēž mēz / mig mieg mig / min / mir mirst mir / mī mij / mis mīt
    mit / mos most mod / muk mūk muk / nāk / nes / nir nirst nir / nīk nīkst nīk / nīs nīst nīd / ņem ņem ņēm / os
    ož od / paus pauž paud / pēr per pēr / pī pin / pirk pērk pirk / ples pleš plet / plēs plēš plēs / plīs plīst
    plīs / plūk plūc / plūs plūst plūd / pļau pļauj pļāv / pras prot prat / pūs pūš pūt / pū pūst puv / rak rok rak
    / ras rod rad / rau rauj rāv / rāp rāpj rāp / rie rej rēj / rim rimst rim / rī rij / ruk rūk ruk / sal salst sal
    / sāk / sauk sauc / seg sedz / sēs sēž sēd / sē sēj / sie sien sēj / sil silst sil / sis sit / skar skar skār /
    skrie skrien skrēj / skum skumst skum / skū skuj skuv / slauk slauc / slēg slēdz / slēp slēpj slēp / slie slien
    slēj / slīk slīkst slīk / smel smeļ smēl / smie smej smēj / snaus snauž snaud / snieg sniedz / snig snieg snig /
    spē spēj / sper sper spēr / spies spiež spied / spļau spļauj spļāv / spraus sprauž spraud / sprāg sprāgst sprāg
    / spries spriež spried / stā stāj / steig steidz / stiep stiepj stiep / stum stum stūm / sūk sūc / sus sūt sut /
    sveik sveic / svēr sver svēr / svies sviež svied / šau šauj šāv / šķel šķeļ šķēl / šķir šķir šķīr / šķīs šķīst
    šķīd / šū šuj šuv / tap top tap / teik teic / tērp / tik tiek tik / tin / trauk trauc / trūk trūkst trūk / tver
    tver tvēr / urb urbj urb / vāk vāc / vel veļ vēl / vem vem vēm / vēr ver vēr / vērp / vērs vērš vērs / vērs vērt
    / ves ved / vī vij / vil viļ vīl / vilk velk vilk / zag zog zag / zīs zīž zīd / zus zūd zud / žau žauj žāv / žū
    žūst žuv / kļau kļauj kļāv / ļau ļauj ļāv / bļau bļauj bļāv / skau skauj skāv / veik veic / liek liec / ilg
    ilgst ilg / bries briest bried / gais gaist gais / šķis šķiet šķit / žņaug žņaudz / ir irst ir / joz jož joz /
    vir verd vir / rā rāj / plauk plaukst plauk / grū grūst gruv / zī zīst zin / kals kalst kalt / bur bur būr / rūg
    rūgst rūg / smak smok smak / slāp slāpst slāp / reib reibst reib / tūk tūkst tūk / svil svilst svil / pamp
    pampst pamp / kamp kampj kamp / strēb streb / knāb / vīs vīst vīt / viep viepj viep / bū ir bij
  `.trim().split("/").map(line => words(line)).map(([root, present = root, past = present]) => ({ root, present, past }))

  // The third conjugation where the present has the hard consonant: mācēt – māk.
  const HARD_PRESENT = "sac sak/loc lok/slauc slauk/brauc brauk/tec tek/māc māk/gul guļ/mīc mīk/bruc bruk/luc luk"

  const PREFIX = "aiz ap at ie iz no pa pār pie sa uz"
  const NOT_OR_MUST = "ne jā" // before any form of a verb
  const MOST = "vis" // before a superlative
  // Soft consonants for hard ones; both are read: lācis – lāča, latvietis – latvieša, zvaigzne – zvaigžņu.
  const SOFT = "č c/ļ l/ņ n/ķ k/ģ g/š t/š s/ž d/ž z/bj b/mj m/pj p/vj v/šņ sn/žņ zn/šļ sl/žļ zl/ļļ ll/ļņ ln/ņņ nn"
  const THEME = "ā ē ī o"

  // k and g become c and dz before some endings, and back: saucis – saukusi, lok-s – lociņš.
  const alternate = stem => new Set([
    stem, stem.replace(/k$/, "c"), stem.replace(/g$/, "dz"), stem.replace(/c$/, "k"), stem.replace(/dz$/, "g"),
  ])

  // The rules for words as they are written, and for words typed without diacritics.
  const rules = form => {
    const set = endings => new Set(endings.map(form))
    const any = text => words(form(text)).join("|")
    const known = new Map()
    const learn = (stem, ending, root) => known.set(stem, [...(known.get(stem) ?? []), [ending, root]])
    const [present, past, infinitive, gerund] = [PRESENT, PAST, INFINITIVE, GERUND].map(set)
    for (const { root, present: now, past: then } of FIRST) {
      const name = form(root)
      learn(name, infinitive, name)
      learn(form(root.replace(/s$/, "z")), gerund, name) // ciezdams
      for (const [stem, endings] of [[now, present], [then, past]])
        for (const sound of alternate(stem)) learn(form(sound), endings, name)
    }
    learn("es", set(words("mu i am at ot")), form("bū")) // but not esošs, which has become an adjective
    for (const [root, now] of HARD_PRESENT.split("/").map(words)) learn(form(now), present, form(root))
    return {
      known, present, past, infinitive,
      nominal: set(NOMINAL), diminutive: set(DIMINUTIVE),
      prefixes: ["", ...words(form(PREFIX))],
      notOrMust: RegExp(`^(?:${any(NOT_OR_MUST)})(?=..)`),
      most: RegExp(`^${MOST}(?=.*${form("āk")})`),
      theme: RegExp(`^(.{2,})(?:${any(THEME)})$`),
      themeJ: RegExp(`^(.{2,})(?:${any(THEME)})j$`),
      // Without diacritics š is s: any s may be soft.
      soft: SOFT.split("/").map(pair => words(form(pair))).filter(([soft, hard]) => soft !== hard),
      vowel: /[aeiouāēīōū]$/,
    }
  }
  const WRITTEN = rules(word => word)
  const TYPED = rules(fold)

  const nominal = (stem, ending, { soft, diminutive }) => [
    ...(ending && diminutive.has(ending) ? alternate(stem) : [stem]),
    ...soft.filter(([end]) => stem.endsWith(end)).map(([end, hard]) => stem.slice(0, -end.length) + hard),
  ]

  const verbal = (stem, ending, { known, present, past, infinitive, prefixes, theme, themeJ, vowel }) => {
    const found = []
    for (const start of prefixes.filter(start => stem.startsWith(start)))
      for (const [endings, root] of known.get(stem.slice(start.length)) ?? [])
        if (endings.has(ending) || (!ending && endings === present)) found.push(start + root)
    const strong = stem.length > 2 && !vowel.test(stem)
    if (infinitive.has(ending) || !ending) found.push(stem.match(theme)?.[1])
    if (present.has(ending) || past.has(ending)) found.push(stem.match(themeJ)?.[1])
    if (strong && (present.has(ending) || !ending)) found.push(stem)
    return found.filter(Boolean)
  }

  const splits = word => Array.from({ length: Math.min(word.length - 1, 12) }, (_, length) => {
    const cut = word.length - length
    return [word.slice(0, cut), word.slice(cut)]
  })

  const stems = (word, typed = false) => {
    const rule = typed ? TYPED : WRITTEN
    const form = (typed ? fold(word) : word).toLowerCase()
    const found = new Set()
    for (const name of new Set([form, form.replace(rule.most, "")]))
      for (const [stem, ending] of splits(name))
        if (ending ? rule.nominal.has(ending) : !rule.vowel.test(name))
          for (const key of nominal(stem, ending, rule)) found.add(key)
    for (const verb of new Set([form, form.replace(rule.most, ""), form.replace(rule.notOrMust, "")]))
      for (const [stem, ending] of splits(verb)) for (const key of verbal(stem, ending, rule)) found.add("-" + key)
    return found.size ? [...found] : [form]
  }

  lunr.lv = function () {
    this.pipeline.reset()
    this.searchPipeline.reset()
    this.pipeline.add(lunr.lv.stemmer)
    this.searchPipeline.add(lunr.lv.stemmer)
  }
  lunr.lv.fold = fold
  lunr.lv.stems = stems
  lunr.lv.stemmer = token => stems(fold(token.toString()), true).map(stem => token.clone(() => stem))
  lunr.Pipeline.registerFunction(lunr.lv.stemmer, "stemmer-lv")
})(lunr)
