/**
 * Aliases: other names of the same thing that no rule finds, since they are other words (Moscow and Москва) or too short to tell
 * by (ЕС). Spellings that `skeletonOf` brings together (Лавров and Lavrov, Odessa and Одесса) need no line here.
 *
 * This is the place to add to. A group is a line: names as they are printed, of one to three words each, parted by " = ". The
 * singular cases of a Russian word are known by themselves; a Russian name of several words is looked for as it stands, so
 * its genitive, which is its commonest form, is given too. A name belongs to one group.
 *
 * A name should mean nothing else to readers of this field. Left out are "us" (the pronoun), Oral for Uralsk (the adjective),
 * Семей for Semey ("of families"), Akmola for Astana (now the region around it), and translations of words that are no names.
 */

import { tokenize } from "./analysis";

const GROUPS = [
  // States. The short form of a state's full name is the same state.
  "Russia = Rossiya = Rossija = Russian Federation = RF = Россия = РФ = Российская Федерация = Российской Федерации",
  "Kazakhstan = Qazaqstan = Kazakstan = Казахстан = Қазақстан = РК = Республика Казахстан = Республики Казахстан",
  "Kyrgyzstan = Kirghizia = Kirgizia = Kirgiziya = Kyrgyz Republic = Кыргызстан = Киргизия = Кыргызская Республика = Кыргызской Республики",
  "Uzbekistan = Ozbekiston = Узбекистан",
  "Turkmenistan = Turkmenia = Туркменистан = Туркмения",
  "Belarus = Belorussia = Byelorussia = Беларусь = Белоруссия",
  "Ukraine = Ukraina = Украина = Україна",
  "Moldova = Moldavia = Молдова = Молдавия",
  "Georgia = Gruziya = Sakartvelo = Грузия",
  "Transnistria = Pridnestrovie = Приднестровье",
  "China = Китай",
  "Turkey = Turkiye = Турция",
  "USSR = Soviet Union = СССР = Советский Союз = Советского Союза",
  "USA = U.S. = United States = США = Соединенные Штаты = Соединенных Штатов",

  // Peoples and regions
  "Kazakh = Kazakhs = Qazaq = Qazaqs = Казах = Казахи = Казахов = Қазақ",
  "Eurasia = Evraziya = Евразия = Еуразия",
  "Crimea = Krym = Крым",
  "Caucasus = Kavkaz = Кавказ",
  "Siberia = Sibir = Сибирь",
  "Xinjiang = Sinkiang = Синьцзян",

  // Cities, by all the names that they have had
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
  "Dnipro = Dnipropetrovsk = Dnepropetrovsk = Дніпро = Днепропетровск",

  // Unions and institutions
  "EAEU = EEU = Eurasian Economic Union = ЕАЭС = Евразийский экономический союз = Евразийского экономического союза",
  "EEC = Eurasian Economic Commission = ЕЭК = Евразийская экономическая комиссия = Евразийской экономической комиссии",
  "EAEC = EurAsEC = Eurasian Economic Community = ЕврАзЭС",
  "CIS = СНГ = Содружество Независимых Государств = Содружества Независимых Государств",
  "CSTO = ОДКБ",
  "SCO = Shanghai Cooperation Organisation = Shanghai Cooperation Organization = ШОС",
  "EU = European Union = ЕС = Евросоюз = Европейский союз = Европейского союза",
  "UN = United Nations = ООН",
  "OSCE = ОБСЕ",
  "NATO = НАТО",
  "BRICS = БРИКС",
  "Islamic State = ISIS = ISIL = Daesh = ИГИЛ = ДАИШ = Исламское государство = Исламского государства",
  "Kremlin = Kreml = Кремль",
  "Russian World = Russkiy Mir = Russky Mir = Русский мир = Русского мира", // the idea and the foundation
  "Russia Today = RT",
  "VKontakte = V Kontakte = VK = ВКонтакте = В Контакте = ВК",

  // Given names that English spells in its own way
  "Alexander = Aleksandr = Alexandr = Александр",
  "Victor = Viktor = Виктор",
];

/**
 * How a Russian noun ends, in the nominative too, where three letters stay before it. No more than that, so that Грузия is not груз
 * nor Россия рос: the stems of Грузия and груз are the same.
 */
const CASE_ENDING = /(?<=[а-я]{3})(?:[ое][йм]|[аеоуыюяиь])$/;

const names = new Map<string, readonly (readonly string[])[]>();
for (const group of GROUPS) {
  const spellings = group.split(" = ").map((name) => tokenize(name).map(({ word }) => word));
  for (const spelling of spellings) names.set(keyOf(spelling), spellings);
}

/**
 * The other names of what a word or a phrase names.
 *
 * @param words normalised words in order, the whole name and nothing else: ["alma", "ata"]
 * @returns each name as normalised words; empty where none is known
 */
export function aliasesOf(words: readonly string[]): readonly (readonly string[])[] {
  const key = keyOf(words);
  return (names.get(key) ?? []).filter((name) => keyOf(name) !== key);
}

function keyOf(words: readonly string[]): string {
  return words.map((word) => word.replace(CASE_ENDING, "")).join(" ");
}
