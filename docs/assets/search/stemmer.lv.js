/* The stems of a Latvian word, whatever its ending, written with diacritics or without.
 *
 *     site.stemmer.stems("klientiem")          all stems that the form may have
 *     site.stemmer.stems("pardosana", true)    the same for a word typed without diacritics; the stems have none either
 *     site.stemmer.fold("pārdošana")           "pardosana"
 *
 * A Latvian form often has more than one reading (veidos: "in kinds" or "will form"), and its ending does not tell which. So
 * a word has one stem for each reading; the stem of a verb begins with a hyphen. Two words are forms of one word if they
 * share a stem.
 *
 * The rules follow "Latviešu valodas gramatika" (LU Latviešu valodas institūts, 2013): declension, degrees of comparison,
 * conjugation, alternation of consonants. The endings of nouns and adjectives are also those of Kārlis Krēsliņš' light stemmer.
 */
;(() => {
  const words = text => text.trim().split(/[\s/]+/)
  const fold = word => word.normalize("NFD").replace(/\p{M}/gu, "")

  // Each beginning with each ending after it.
  const join = (beginnings, endings) =>
    words(beginnings).flatMap(beginning => endings.map(ending => beginning + ending))

  // Adjectives, indefinite and definite; their degrees; nouns of six declensions and of -šanās; diminutives.
  const ADJECTIVE = words("s a am ai u ā i as iem ām us os ās ais ajam ajai o ajā ie ajiem ajām ajos ajās")
  const DEGREES = [...ADJECTIVE, "āk", ...join("āk", ADJECTIVE)]
  const NOUN = words("s š is us a e i u ū ī ā m im um es as ei ai ē ij am īm ēm ām iem us os ēs ās ūs īs ies")
  const DIMINUTIVE = join("iņ īt īš", [...NOUN, ""])
  const NOMINAL = [...DEGREES, ...NOUN, ...DIMINUTIVE]

  // Verbs: what follows the stem of the present, of the past, of the infinitive. Participles decline.
  const PRESENT_OF_FIRST = [
    ...words("u i am at iet os ies as ās amies aties ieties ot oties ošies ošās"),
    ...join("oš am", DEGREES),
  ]
  const PRESENT = [...PRESENT_OF_FIRST, ...words("a ām āt āmies āties"), ...join("ām", DEGREES)]
  const FUTURE = words("šu si s sim sit siet šot šos sies simies sities sieties šoties")
  const PAST = [
    ...words("u i a ām āt iet os ies ās āmies āties ieties is usi usī usies ušies usās ušās ušos"),
    ...join("uš", DEGREES),
    ...join("ī", FUTURE), // cietīšu, where the infinitive has st
  ]
  const GERUND = words("dams dama dami damas damies damās")
  const INFINITIVE = [...words("t tu ties tos"), ...FUTURE, ...GERUND, ...join("t šoš", DEGREES)]

  // The first conjugation, where the three stems differ: infinitive, present, past; a stem left out is the one before it.
  // The list is closed: new verbs join the other conjugations, whose stems differ in ā, ē, ī, o and j only.
  const FIRST_CONJUGATION = `
    ar / aug / aus aust aus / aus auž aud / beig beidz / bils bilst bild / bir birst bir / bliez bliež bliez / blīs blīst
    blīd / brauk brauc / bries briest bried / bris brien brid / bruk brūk bruk / brāz brāž brāz / brēk brēc / bur bur būr /
    bāz bāž bāz / bēg / bēr ber bēr / bļau bļauj bļāv / bū ir bij / cel ceļ cēl / cens cenš cent / cep / cies cieš ciet /
    cirp cērp cirp / cirs cērt cirt / deg / dieg diedz / dil dilst dil / do dod dev / drup drūp drup / drāz drāž drāz / dur
    dur dūr / dves dveš dves / dzel dzeļ dzēl / dzer dzer dzēr / dzim dzimst dzim / dzis dziest dzis / dzēs dzēš dzēs / dzī
    dzen dzin / dē dēj / dīg dīgst dīg / gais gaist gais / glaus glauž glaud / glāb / grauz grauž grauz / greb grebj greb /
    griez griež griez / grim grimst grim / grāb / grū grūst gruv / grūs grūž grūd / gul gulst gūl / gur gurst gur / gāz gāž
    gāz / gū gūst guv / ie ej gāj / ilg ilgst ilg / ir irst ir / jau jauj jāv / jauk jauc / jaus jauš jaut / joz jož joz /
    juk jūk juk / jus jūt jut / jā jāj / jēg jēdz / jūg jūdz / kais kaist kais / kal kaļ kal / kals kalst kalt / kamp kampj
    kamp / kau kauj kāv / klieg kliedz / klup klūp klup / klā klāj / klīs klīst klīd / knieb kniebj knieb / knāb / kop kopj
    kop / kos kož kod / krau krauj krāv / krims kremt krimt / kris krīt krit / krā krāj / krāk krāc / krāp krāpj krāp / kul
    kuļ kūl / kur kur kūr / kus kūst kus / kvēp kvēpst kvēp / kāp kāpj kāp / kār kar kār / kārs kārš kārs / kļau kļauj kļāv
    / kļū kļūst kļuv / kūp / lais laiž laid / lak lok lak / lauz lauž lauz / lem lemj lēm / lenk lenc / lie lej lēj / lieg
    liedz / liek liec / lik liek lik / lok / lēk lec lēc / lī līst lij / līg līgst līg / līk līkst līk / līp līp / līs lien
    līd / lūg lūdz / lūz lūst lūz / mal maļ mal / mau mauj māv / mels melš mels / mes met / mez mēž mēz / mig mieg mig /
    milz milst milz / min / mir mirst mir / mirk mirkst mirk / mis mīt mit / mos most mod / muk mūk muk / māk māc / mēr mēr
    / mī mij / nes / nir nirst nir / nāk / nīk nīkst nīk / nīs nīst nīd / os ož od / pamp pampst pamp / paus pauž paud / pel
    peļ pēl / pik pīkst pik / pirk pērk pirk / plauk plaukst plauk / ples pleš plet / pluk plūk pluk / plēs plēš plēs / plīs
    plīst plīs / plūk plūc / plūs plūst plūd / pos pož post / pras prot prat / pēr per pēr / pī pin / pļau pļauj pļāv / pū
    pūst puv / pūs pūš pūt / rak rok rak / ras rod rad / rau rauj rāv / raug raudz raug / raus rauš raus / reib reibst reib
    / rep / rie rej rēj / rieb riebj rieb / ries rieš ries / rim rimst rim / ris rit rit / ruk rūk ruk / rā rāj / rāp rāpj
    rāp / rī rij / rūg rūgst rūg / rūk rūc / sal salst sal / salk salkst salk / sark sarkst sark / sauk sauc / seg sedz /
    sie sien sēj / sil silst sil / sis sit / skar skar skār / skau skauj skāv / skaus skauž skaud / skrie skrien skrēj /
    skum skumst skum / skurb skurbst skurb / skū skuj skuv / slauk slauc / slie slien slēj / slāb slābst slāb / slāp slāpst
    slāp / slēg slēdz / slēp slēpj slēp / slīk slīkst slīk / smak smok smak / smel smeļ smēl / smeldz / smie smej smēj /
    smilk smilkst smilk / snaus snauž snaud / snieg sniedz / snig snieg snig / sper sper spēr / spies spiež spied / spraus
    sprauž spraud / spries spriež spried / spruk sprūk spruk / sprāg sprāgst sprāg / spē spēj / spļau spļauj spļāv / steig
    steidz / stiep stiepj stiep / stig stieg stig / sting stingst sting / strig strieg strig / strēb streb / stum stum stūm
    / stā stāj / suk sūk suk / sus sūt sut / sveik sveic / svies sviež svied / svil svilst svil / svēr sver svēr / sāk / sē
    sēj / sēs sēž sēd / sīk sīc / sūk sūc / tap top tap / teik teic / tik tiek tik / tik tīk tik / tilp telp tilp / tin / tirp tirpst tirp
    / trauk trauc / trenk trenc / triek triec / triep triepj triep / truk trūk truk / trī trin trin / trūk trūkst trūk /
    tums tumst tums / tup tupst tup / tver tver tvēr / tvīk tvīkst tvīk / tērp / tūk tūkst tūk / urb urbj urb / veik
    veic / vel veļ vēl / vem vem vēm / ves ved / viep viepj viep / vil viļ vīl / vilk velk vilk / vir verd vir / vāk vāc /
    vārg vārgst vārg / vēr ver vēr / vērp / vērs vērt / vērs vērš vērs / vī vij / vīs vīst vīt / zag zog zag / zel zeļ zēl /
    zus zūd zud / zī zīst zin / zīs zīž zīd / ēs ēd / ģērb / ģīb ģībst ģīb / ķep / ķer ķer ķēr / ļau ļauj ļāv / ņem ņem ņēm
    / ņirg ņirdz / šalk šalc / šau šauj šāv / šaus šauš šaus / šmauk šmauc / šķau šķauj šķāv / šķel šķeļ šķēl / šķies šķiež
    šķied / šķil šķiļ šķīl / šķir šķir šķīr / šķis šķiet šķit / šķērs šķērž šķērd / šķī šķin šķin / šķīs šķīst šķīd / šļāk
    šļāc / šļūk šļūc / šņauk šņauc / šņāk šņāc / šū šuj šuv / žau žauj žāv / žilb žilbst žilb / žņaug žņaudz / žū žūst žuv
  `
    .split("/")
    .map(line => {
      const [root, present = root, past = present] = words(line)
      return { root, present, past }
    })

  // The third conjugation where more than the vowel is left out in the present, mācēt – māk, or where it is an ā: dziedāt – dzied.
  const THIRD_CONJUGATION = `sacī sak / locī lok / slaucī slauk / braucī brauk / tecē tek / mācē māk / gulē guļ / mīcī mīk /
    brucī bruk / dziedā dzied / raudā raud`

  const PREFIX = "aiz ap at ie iz no pa pār pie sa uz"
  const NOT_OR_MUST = "ne jā" // before any form of a verb
  const MOST = "vis" // before a superlative
  const LONGEST_ENDING = 11 // Letters
  // Nouns of the second, fifth and sixth declension have a soft consonant before some endings, and the hard one that it comes from
  // before others: lācis – lāča, latvietis – latvieša, zvaigzne – zvaigžņu. The ending -s is hard in few nouns: sirds – siržu.
  const SOFT_ENDINGS = words("a u i iem us os")
  const HARD_ENDINGS = words("is im ī i e es ei ē ēm ēs ij īm īs")
  const HARD_BEFORE_S = words(`
    ac akmen as asmen aus av bals birz blakt cilt dakt debes durv dzelz gov izkapt klēt klint krāsn krūt kūt mēnes nakt
    nās not pil pirt plīt pult ruden sāl sird smilt sun takt tās telt ūden ugun valst vāt vēst ziben ziv zos žult
  `)
  const SOFT = "č c/ļ l/ņ n/ķ k/ģ g/š t/š s/ž d/ž z/bj b/mj m/pj p/vj v/šņ sn/žņ zn/šļ sl/žļ zl/ļļ ll/ļņ ln/ņņ nn"
  const THEMES = "ā ē ī o" // the vowels between the stem and the ending of runāt, peldēt, darīt, veidot
  const THEMES_LEFT_OUT = words("ē ī") // in the present of the third conjugation: turēt – tur, darīt – dara;
  const THEMES_LEFT_OUT_AFTER_IN = words("ā ē ī") // after -in- an ā as well: risināt – risina
  // Words that never change: none is a form of another word, or hardly ever, as vēl, which is seldom "wishes".
  const INVARIABLE = words(`
    aiz ap ar arī bet caur dēļ gan ja jau jo ka kad kamēr kā lai līdz līdzi ne nevis no par pat pār pēc pie pirms pret
    starp tad tā tāpēc tomēr uz un vai vēl vien virs zem
  `)

  // The stem with each sound it may end in: k and g become c and dz before some endings, and back (saucis – saukusi).
  function alternate(stem) {
    if (stem.endsWith("k")) return [stem, stem.slice(0, -1) + "c"]
    if (stem.endsWith("g")) return [stem, stem.slice(0, -1) + "dz"]
    if (stem.endsWith("c")) return [stem, stem.slice(0, -1) + "k"]
    if (stem.endsWith("dz")) return [stem, stem.slice(0, -2) + "g"]
    return [stem]
  }

  // The stems of the first conjugation: stem → the endings that may follow it, and the root of its verb.
  function learnVerbs(form, endings) {
    const known = new Map()
    const learn = (stem, following, root) => {
      if (!known.has(stem)) known.set(stem, [])
      known.get(stem).push({ endings: following, root })
    }
    for (const { root, present, past } of FIRST_CONJUGATION) {
      const name = form(root)
      learn(name, endings.infinitive, name)
      learn(form(root.replace(/s$/, "z")), endings.gerund, name) // ciezdams
      for (const stem of alternate(present)) learn(form(stem), endings.presentOfFirst, name)
      for (const stem of alternate(past)) learn(form(stem), endings.past, name)
    }
    learn("es", new Set(words("mu i am at ot")), form("bū")) // but not esošs, which has become an adjective
    for (const pair of THIRD_CONJUGATION.split("/")) {
      const [root, present] = words(form(pair))
      learn(present, endings.present, root)
    }
    return known
  }

  // All rules with their letters changed by `form`: as they are for words with diacritics, folded for words without.
  function makeRules(form) {
    const set = endings => new Set(endings.map(form))
    const anyOf = text => words(form(text)).join("|")
    const endings = {
      nominal: set(NOMINAL),
      diminutive: set(DIMINUTIVE),
      presentOfFirst: set(PRESENT_OF_FIRST),
      present: set(PRESENT),
      past: set(PAST),
      infinitive: set(INFINITIVE),
      gerund: set(GERUND),
      verbal: set([...PRESENT, ...PAST, ...INFINITIVE, ...GERUND, "mu"]), // esmu
      soft: set(SOFT_ENDINGS),
      hard: set(HARD_ENDINGS),
    }
    return {
      endings,
      verbs: learnVerbs(form, endings),
      prefixes: ["", ...words(form(PREFIX))],
      notOrMust: RegExp(`^(?:${anyOf(NOT_OR_MUST)})(?=..)`),
      most: RegExp(`^${MOST}(?=.*${form("āk")})`),
      theme: RegExp(`^..+(?:${anyOf(THEMES)})$`),
      themeJ: RegExp(`^(..+(?:${anyOf(THEMES)}))j$`),
      themesLeftOut: THEMES_LEFT_OUT.map(form),
      themesLeftOutAfterIn: THEMES_LEFT_OUT_AFTER_IN.map(form),
      soft: SOFT.split("/").map(pair => words(form(pair))),
      hardBeforeS: set(HARD_BEFORE_S),
      invariable: set(INVARIABLE),
      vowel: /[aeiouāēīōū]$/,
    }
  }

  // Made at the first word that needs them: on a slow phone each takes as long as the reader may notice.
  let writtenRules
  let foldedRules
  function rulesFor(isFolded) {
    if (isFolded) return (foldedRules ??= makeRules(fold))
    return (writtenRules ??= makeRules(word => word))
  }

  // Every way to part a word into a stem and an ending: klienti → klienti·, klient·i, klien·ti, …
  function splits(word) {
    const found = []
    for (let cut = word.length; cut > 1 && word.length - cut <= LONGEST_ENDING; cut--)
      found.push([word.slice(0, cut), word.slice(cut)])
    return found
  }

  // The stems of a noun or an adjective: the one before the ending, and the hard one, marked ~, of nouns whose consonant softens.
  function nominalStems(stem, ending, { soft, hardBeforeS, endings }) {
    const isDiminutive = endings.diminutive.has(ending)
    const isHard = isDiminutive || endings.hard.has(ending) || (ending === "s" && hardBeforeS.has(stem))
    const plain = isDiminutive ? alternate(stem) : [stem]
    const found = isHard ? [...plain, ...plain.map(hard => `${hard}~`)] : plain
    if (endings.soft.has(ending))
      for (const [end, hard] of soft) if (stem.endsWith(end)) found.push(`${stem.slice(0, -end.length)}${hard}~`)
    return found
  }

  // The stems of a verb. Each line is a way to read a form, and many forms can be read in more than one:
  //
  //   what is before the ending          the ending is of                     the stem of the verb       as in
  //   a stem in the list                 what follows it there, or "" in      the prefix, and the root   pārdod·u: pārdo
  //   (with a prefix or without)         the present
  //   ends in ā, ē, ī or o               the infinitive, or ""                the same                   runā·t: runā
  //   ends in āj, ēj, īj or oj           the present or past                  without the j              runāj·a: runā
  //   three letters, the last a          the present, or ""                   with ē and with ī,         tur·am: turē, turī
  //   consonant                                                               after in with ā as well
  //   three letters, the last a          the present of the first             the same                   (verbs that the list
  //   consonant                          conjugation, or ""                                              does not have)
  function verbalStems(stem, ending, rules) {
    const { infinitive, present, past, presentOfFirst } = rules.endings
    const isBare = ending === ""
    const found = listedStems(stem, ending, rules)

    if (rules.theme.test(stem) && (isBare || infinitive.has(ending))) found.push(stem)

    const withoutJ = stem.match(rules.themeJ)?.[1]
    if (withoutJ && (present.has(ending) || past.has(ending))) found.push(withoutJ)

    const isConsonantal = stem.length > 2 && !rules.vowel.test(stem)
    if (isConsonantal && (isBare || present.has(ending))) {
      const themes = stem.endsWith("in") ? rules.themesLeftOutAfterIn : rules.themesLeftOut
      for (const theme of themes) found.push(stem + theme)
    }
    if (isConsonantal && (isBare || presentOfFirst.has(ending))) found.push(stem)
    return found
  }

  // The stems of a verb that the list of the first conjugation has, or a part of the third.
  function listedStems(stem, ending, { verbs, prefixes, endings }) {
    const found = []
    for (const prefix of prefixes) {
      if (!stem.startsWith(prefix)) continue
      for (const verb of verbs.get(stem.slice(prefix.length)) ?? []) {
        const isBarePresent = ending === "" && verb.endings === endings.presentOfFirst
        if (isBarePresent || verb.endings.has(ending)) found.push(prefix + verb.root)
      }
    }
    return found
  }

  function stems(word, isFolded = false) {
    const rules = rulesFor(isFolded)
    const form = (isFolded ? fold(word) : word).toLowerCase()
    if (rules.invariable.has(form)) return [`=${form}`]
    const positive = form.replace(rules.most, "")
    const found = new Set()
    for (const name of new Set([form, positive]))
      for (const [stem, ending] of splits(name)) {
        const isNominal = ending ? rules.endings.nominal.has(ending) : !rules.vowel.test(name)
        if (isNominal) for (const key of nominalStems(stem, ending, rules)) found.add(key)
      }
    for (const name of new Set([form, positive, form.replace(rules.notOrMust, "")]))
      for (const [stem, ending] of splits(name)) {
        const isVerbal = !ending || rules.endings.verbal.has(ending)
        if (isVerbal) for (const key of verbalStems(stem, ending, rules)) found.add("-" + key)
      }
    return found.size ? [...found] : [form]
  }

  site.stemmer = { stems, fold }
})()
