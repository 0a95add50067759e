/**
 * Aliases are other names for the same thing. No rule can derive them, because they are different words (Moscow and
 * Москва) or too short for a phonetic match (ЕС). Spellings that `skeletonOf` already maps together (Лавров and Lavrov,
 * Odessa and Одесса) don't need a line here.
 *
 * Add new aliases here. Each line is a group: names as printed, one to five words each, separated by " = ". The
 * singular cases of a one-word Russian or Kazakh name are recognized automatically. A Russian name of several words is
 * matched literally, so its genitive, the most frequent form, is listed too. Each name belongs to only one group.
 *
 * A name must be unambiguous in this field. The list leaves out "us" (the pronoun), Oral for Uralsk (the adjective),
 * Семей for Semey ("of families"), Akmola for Astana (now the region around it), Дели for Delhi (which the case rule
 * reads as "affairs"), and translations of words that are neither names nor set terms.
 */

import { tokenize } from "./analysis";
import { stemKazakh } from "./kazakh";
import { skeletonOf } from "./skeleton";
import { kazakhRoot } from "./stemming";

/** Maximum number of words in a name. */
export const LONGEST_NAME = 5;

const GROUPS = [
  // States. A short form of a state's name is an alias of its full name.
  "Russia = Rossiya = Rossija = Russian Federation = RF = Россия = Ресей = РФ = Российская Федерация = Российской Федерации",
  "Kazakhstan = Qazaqstan = Kazakstan = Казахстан = Қазақстан = РК = Республика Казахстан = Республики Казахстан = ҚР",
  "Kyrgyzstan = Kirghizia = Kirgizia = Kirgiziya = Kyrgyz Republic = Кыргызстан = Қырғызстан = Киргизия = Кыргызская Республика = Кыргызской Республики",
  "Uzbekistan = Ozbekiston = Узбекистан = Өзбекстан",
  "Turkmenistan = Turkmenia = Туркменистан = Түрікменстан = Туркмения",
  "Belarus = Belorussia = Byelorussia = Беларусь = Белоруссия",
  "Ukraine = Ukraina = Украина = Україна",
  "Moldova = Moldavia = Молдова = Молдавия",
  "Georgia = Gruziya = Sakartvelo = Грузия",
  "Transnistria = Pridnestrovie = Приднестровье",
  "China = Китай = Қытай",
  "Turkey = Turkiye = Турция = Түркия",
  "Abkhazia = Abkhazeti = Абхазия",
  "South Ossetia = Southern Ossetia = Южная Осетия = Южной Осетии",
  "Algeria = Алжир",
  "Australia = Австралия",
  "Austria = Австрия",
  "Belgium = Бельгия",
  "Bulgaria = Болгария",
  "Cambodia = Камбоджа",
  "Canada = Канада",
  "Colombia = Колумбия",
  "Congo = Конго",
  "Croatia = Хорватия",
  "Cuba = Куба",
  "Cyprus = Кипр",
  "Czech Republic = Czechia = Чехия = Чешская Республика = Чешской Республики",
  "Denmark = Дания",
  "Egypt = Египет = Египта = Мысыр",
  "England = Англия",
  "Ethiopia = Эфиопия",
  "Finland = Финляндия",
  "Great Britain = United Kingdom = UK = Британия = Великобритания = Ұлыбритания = Соединенное Королевство",
  "Hungary = Венгрия = Мажарстан",
  "Indonesia = Индонезия",
  "Ireland = Ирландия",
  "Israel = Израиль",
  "Japan = Япония",
  "Jordan = Иордания",
  "Kuwait = Кувейт",
  "Lebanon = Ливан",
  "Libya = Ливия",
  "Lithuania = Литва",
  "Macedonia = Македония",
  "Malaysia = Малайзия",
  "Mexico = Мексика",
  "Montenegro = Черногория",
  "Morocco = Марокко",
  "Myanmar = Burma = Мьянма = Бирма",
  "Netherlands = Holland = Нидерланды = Голландия",
  "Nicaragua = Никарагуа",
  "North Korea = DPRK = Северная Корея = Северной Кореи = Солтүстік Корея = КНДР",
  "South Korea = Republic of Korea = Южная Корея = Южной Кореи = Оңтүстік Корея = Республика Корея",
  "Norway = Норвегия",
  "Philippines = Филиппины",
  "Poland = Польша",
  "Romania = Румыния",
  "Saudi Arabia = Саудовская Аравия = Саудовской Аравии = Сауд Арабиясы",
  "South Africa = ЮАР",
  "Spain = Испания",
  "Sweden = Швеция",
  "Switzerland = Швейцария",
  "Thailand = Таиланд",
  "United Arab Emirates = UAE = ОАЭ",
  "Venezuela = Венесуэла",
  "USSR = Soviet Union = СССР = КСРО = Советский Союз = Советского Союза",
  "USA = U.S. = United States = США = АҚШ = Соединенные Штаты = Соединенных Штатов",

  // Peoples and regions
  "Kazakh = Kazakhs = Qazaq = Qazaqs = Казах = Казахи = Казахов = Қазақ",
  "Eurasia = Evraziya = Евразия = Еуразия",
  "Central Asia = Центральная Азия = Центральной Азии = Средняя Азия = Средней Азии = Орталық Азия",
  "Asia = Азия",
  "Africa = Африка",
  "America = Америка",
  "Europe = Европа = Еуропа",
  "Crimea = Krym = Крым",
  "Caucasus = Kavkaz = Кавказ",
  "Siberia = Sibir = Сибирь",
  "Xinjiang = Sinkiang = Синьцзян",

  // Cities, including their former names
  "Moscow = Moskva = Moskwa = Москва = Мәскеу",
  "Saint Petersburg = St. Petersburg = Petersburg = Leningrad = Санкт-Петербург = Петербург = Ленинград",
  "Astana = Nur-Sultan = Tselinograd = Астана = Нур-Султан = Нұр-Сұлтан = Целиноград",
  "Almaty = Alma-Ata = Алматы = Алма-Ата = Алма-Ате = Алма-Аты",
  "Oskemen = Ust-Kamenogorsk = Өскемен = Усть-Каменогорск",
  "Semey = Semipalatinsk = Семипалатинск",
  "Aktobe = Aktyubinsk = Актобе = Ақтөбе = Актюбинск",
  "Atyrau = Guryev = Атырау = Гурьев",
  "Kostanay = Kustanay = Костанай = Қостанай = Кустанай",
  "Kyzylorda = Kzyl-Orda = Кызылорда = Қызылорда = Кзыл-Орда",
  "Ashgabat = Ashkhabad = Ашхабад = Ашгабат",
  "Kyiv = Kiev = Київ = Киев",
  "Kharkiv = Kharkov = Харків = Харьков",
  "Lviv = Lvov = Львів = Львов",
  "Luhansk = Lugansk = Луганськ = Луганск",
  "Bishkek = Frunze = Pishpek = Бишкек = Фрунзе",
  "Dushanbe = Stalinabad = Душанбе = Сталинабад",
  "Taraz = Zhambyl = Dzhambul = Тараз = Жамбыл = Джамбул",
  "Chisinau = Kishinev = Kishinyov = Кишинев",
  "Tbilisi = Tiflis = Тбилиси = Тифлис",
  "Sukhumi = Sukhum = Сухуми = Сухум",
  "Beijing = Peking = Пекин",
  "Ulaanbaatar = Ulan Bator = Улан-Батор",
  "Mumbai = Bombay = Мумбаи = Бомбей",
  "Chennai = Madras = Ченнаи = Мадрас",
  "Calcutta = Kolkata = Калькутта",
  "Dhaka = Dacca = Дакка",
  "Trivandrum = Thiruvananthapuram = Тривандрам",
  "Gdansk = Danzig = Гданьск = Данциг",
  "Abu Dhabi = Абу-Даби",
  "Addis Ababa = Аддис-Абеба",
  "Athens = Афины",
  "Bethlehem = Вифлеем",
  "Brussels = Брюссель",
  "Bucharest = Бухарест",
  "Cairo = Каир",
  "Caracas = Каракас",
  "Colombo = Коломбо",
  "Copenhagen = Копенгаген",
  "Damascus = Дамаск",
  "Geneva = Женева",
  "Havana = Гавана",
  "Istanbul = Стамбул",
  "Jerusalem = Иерусалим",
  "Kathmandu = Катманду",
  "Lisbon = Lisboa = Лиссабон",
  "Mexico City = Мехико",
  "New Delhi = Нью-Дели",
  "New York = Нью-Йорк",
  "Nicosia = Никосия",
  "Osh = Ош",
  "Paris = Париж",
  "Phnom Penh = Пномпень",
  "Rome = Рим",
  "Sao Paulo = San Paolo = Сан-Паулу",
  "Stockholm = Стокгольм",
  "Tehran = Teheran = Тегеран",
  "Dnipro = Dnipropetrovsk = Dnepropetrovsk = Дніпро = Днепропетровск",

  // Unions and institutions
  "EAEU = EEU = Eurasian Economic Union = ЕАЭС = Евразийский экономический союз = Евразийского экономического союза = ЕАЭО = Еуразиялық экономикалық одақ",
  "EEC = Eurasian Economic Commission = ЕЭК = Евразийская экономическая комиссия = Евразийской экономической комиссии",
  "EAEC = EurAsEC = Eurasian Economic Community = ЕврАзЭС",
  "CIS = СНГ = Содружество Независимых Государств = Содружества Независимых Государств = ТМД",
  "CSTO = Collective Security Treaty = ОДКБ = Договор о коллективной безопасности = Договора о коллективной безопасности = ҰҚШҰ",
  "SCO = Shanghai Cooperation Organisation = Shanghai Cooperation Organization = ШОС = ШЫҰ",
  "EU = European Union = ЕС = Евросоюз = Европейский союз = Европейского союза = Еуропалық одақ",
  "UN = United Nations = ООН = БҰҰ",
  "OSCE = ОБСЕ = ЕҚЫҰ",
  "NATO = НАТО",
  "BRICS = БРИКС",
  "Islamic State = ISIS = ISIL = Daesh = ИГИЛ = ДАИШ = Исламское государство = Исламского государства",
  "Kremlin = Kreml = Кремль",
  "Russian World = Russkiy Mir = Russky Mir = Русский мир = Русского мира", // Both the idea and the foundation
  "Russia Today = RT",
  "State Duma = Госдума = Государственная Дума = Государственной Думы",
  "Foreign Ministry = Ministry of Foreign Affairs = Ministry for Foreign Affairs = MFA = МИД = Министерство иностранных дел",
  "Ministry of Interior = Interior Ministry = MVD = МВД",
  "Ministry of Emergency = EMERCOM = МЧС",
  "Ministry of Education and Science = МОН = Минобрнауки",
  "Higher School of Economics = HSE = ВШЭ",
  "Moscow State University = MSU = МГУ",
  "Council on International Affairs = International Affairs Council = RIAC = RCIA = РСМД",
  "NGO = Non-Governmental Organizations = Non-Governmental Organization = НПО = НКО",
  "PMC = Private Military Companies = Private Military Contractors = ЧВК = Частные военные компании = Частных военных компаний",
  "Hermitage = Ermitazh = Эрмитаж",
  "Great Patriotic War = Великая Отечественная война = Великой Отечественной войны = Ұлы Отан соғысы",
  "VKontakte = V Kontakte = VK = ВКонтакте = В Контакте = ВК",

  // Given names that have an English spelling
  "Alexander = Aleksandr = Alexandr = Александр",
  "Victor = Viktor = Виктор",
  "Joseph = Josef = Джозеф = Иосиф",
  "Nye = Най",

  // Set terms that have one name in each language
  "Soft power = Мягкая сила = Мягкой силы = Жұмсақ күш",
  "Public diplomacy = Публичная дипломатия = Публичной дипломатии = Қоғамдық дипломатия",
  "Hybrid war = Гибридная война = Гибридной войны",
  "Mass media = СМИ = БАҚ",

  // Units
  "million = mln = млн = миллион",
  "billion = bln = bn = млрд = миллиард",
  "ruble = rouble = rub = рубль = руб",
];

/**
 * Case endings of Russian nouns, including the nominative, if at least three letters remain. A full stemmer would merge
 * unrelated words: Грузия and груз share a stem, and so do Россия and рос.
 */
const CASE_ENDING = /(?<=[а-я]{3})(?:[ое][йм]|[аеоуыюяиь])$/;

type Names = readonly (readonly string[])[];

const names = new Map<string, Names>();
/** The Cyrillic names of one word, by their Kazakh stem: Ресейдің, Мәскеуде. */
const namesByKazakhStem = new Map<string, Names>();
/**
 * Names of several words by phonetic key, so that Russkij mir matches Russkiy Mir. Single words are excluded because
 * too many of them sound alike.
 */
const namesBySound = new Map<string, Names>();
/** The first words of names that consist of several words: in one set as written, in the other as phonetic keys. */
const firstWords = new Set<string>();
const firstSounds = new Set<string>();
for (const group of GROUPS) {
  const spellings = group.split(" = ").map((name) => tokenize(name).map(({ word }) => word));
  for (const spelling of spellings) {
    names.set(keyOf(spelling), spellings);
    if (spelling.length === 1) namesByKazakhStem.set(stemKazakh(spelling[0]!), spellings);
    const sound = soundOf(spelling);
    if (sound !== "") namesBySound.set(sound, spellings);
    if (spelling.length < 2) continue;
    firstWords.add(keyOf(spelling.slice(0, 1)));
    if (sound !== "") firstSounds.add(sound.slice(0, sound.indexOf(" ")));
  }
}

/**
 * Whether a normalized word is the first word of a name that consists of several words. Checking this first saves most
 * of the time that a long query would spend looking for names among its words.
 */
export function isFirstOfName(word: string): boolean {
  return firstWords.has(keyOf([word])) || firstSounds.has(skeletonOf(word));
}

/**
 * Returns the other names for a word or phrase.
 *
 * @param words normalized words in order, the complete name: ["alma", "ata"]
 * @returns each name as normalized words; empty if none is known
 */
export function aliasesOf(words: readonly string[]): readonly (readonly string[])[] {
  if (words.length > 1 && !isFirstOfName(words[0]!)) return [];
  const key = keyOf(words);
  const group = names.get(key) ?? namesBySound.get(soundOf(words)) ?? groupInKazakh(words) ?? [];
  return group.filter((name) => keyOf(name) !== key);
}

function groupInKazakh([word, ...others]: readonly string[]): Names | undefined {
  const root = word === undefined || others.length > 0 ? null : kazakhRoot(word);
  return root === null ? undefined : namesByKazakhStem.get(root);
}

/** The phonetic key of a name. Empty for a single word, or if any word is too short to have a key. */
function soundOf(words: readonly string[]): string {
  if (words.length < 2 || words.length > LONGEST_NAME) return "";
  const sounds = words.map(skeletonOf);
  return sounds.includes("") ? "" : sounds.join(" ");
}

function keyOf(words: readonly string[]): string {
  return words.map((word) => word.replace(CASE_ENDING, "")).join(" ");
}
