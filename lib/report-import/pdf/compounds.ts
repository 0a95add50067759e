/**
 * Recognizes hyphenated compounds of English, Russian and Kazakh by their parts. This only decides where neither the
 * compound nor the word without the hyphen occurs elsewhere in the document.
 */

/** What is known about the document's words. */
interface Vocabulary {
  /** Whether a word occurs in the document without a hyphen. */
  isWord(word: string): boolean;
  /** Whether the word, or another form of it, occurs in the document. */
  isForm(word: string): boolean;
}

/** Parts of words that never stand after a hyphen. */
const ENGLISH_SUFFIX =
  /^(?:a(?:ble|bl[ey]|bilit|c[iy]|lly|l[iy]|nces?$|nc[iy]|r(?:y|ies|ians?)$|t(?:ed|es?|ing|ive|ory|ors?)$|tions?)|cians?$|e(?:d|es?|rs?|rn|st|nces?|nts?)$|ful|hood|i(?:a[nl]?s?|bl[ey]|bilit|cal|cs?$|ed$|es[t]?$|fi|ngs?$|o[nu]|s[mt]|sh$|t(?:y|ies)$|tive|v(?:e|ity)|z|s(?:e[ds]?|ing|ations?)$)|ize|less|ly$|ment|ness|s?sions?$|ship|t(?:ions?|y|ies)$|tional|tur(?:e|al)|ward)/u;
const SUFFIX_OR_SHORT = /^.{1,3}$/u;

/** Prefixes that keep their hyphen before any word, and those that keep it before a word of the document. */
const ENGLISH_PREFIX = /^(?:non|self|quasi|vice|ex-vice)$/u;
const ENGLISH_PREFIX_OF_WORD = /^(?:anti|cross|mid|neo|post|pre|pro|ultra)$/u;
/** Rests of ordinary words after these prefixes, as in "promotion", "preserve" or "postcard". */
const ORDINARY_REST =
  /^(?:card|caution|determin|domin|existing|fess|found|gress|judic|long|matur|mise|miss|mot|nounc|occup|pell|pon|port|pos(?:e|i)|scri|sent|serv|sid|sum|tect|test|text|tract|vent|view|vious|vinc|vis)/u;
/** Last parts that follow a hyphen as a rule. */
const ENGLISH_LAST =
  /^(?:based|related|speaking|controlled|oriented|funded|owned|backed|sponsored|driven|scale|term|level|making|ranking|profile|wing)$/u;
const ENGLISH_NUMBER =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/u;
/** First and last parts of compounds that are written as one word, such as "framework", "nationwide" or "however". */
const CLOSED_FIRST =
  /^(?:after|air|any|back|class|con|counter|cor|data|dis|down|every|fire|foot|for|fore|frame|hand|head|here|house|how|inter|land|life|main|mean|mis|never|news|off|other|out|over|per|pro|some|stake|sub|super|the|there|through|trans|un|under|up|water|what|where|with|work)$/u;
const CLOSED_LAST =
  /^(?:book|come|ever|ground|hold|house|keep|land|more|paper|place|quarter|scape|ship|shop|side|stand|stream|thing|time|ward|wealth|where|wide|wise|word|work)/u;
/** Minimum length of the last part of a compound whose parts are both words. */
const MIN_WORD = 5;

/** First parts of Russian compound adjectives. */
const RUSSIAN_FIRST =
  /(?:^(?:военно|горно|научно|учебно|северо|юго|южно|северно|западно|восточно|русско|англо|франко|германо|американо|арабо|политико|историко|экономико|химико|физико|технико|медико|математико|естественно)|.{3}(?:н|[еи]ск|льн)о)$/u;
/** First parts that are written together with the second one. */
const RUSSIAN_CLOSED = /^(?:сельско|железно|народно|одно|равно|разно|полно|законо|древне|велико|средне)$/u;
const RUSSIAN_ADJECTIVE =
  /^[а-яё]{3,}(?:[нвк]|ск)(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ых|их|ыми|ими)$/u;
const RUSSIAN_PREFIX = /^(?:вице|интернет|онлайн|бизнес|пресс|премьер|генерал)$/u;
const RUSSIAN_PRONOUN =
  /^(?:как|как(?:ой|ая|ое|ие|ого|ому|ую|их|им|ими|ом)|кт?о|кого|кому|кем|что|чего|чему|чем|где|когда|куда|откуда|почему|зачем|чей|чья|чьё|чьи|сколько)$/u;
const RUSSIAN_MANNER =
  /^(?:[а-яё]{3,}[сц]ки|прежнему|видимому|новому|разному|другому|своему|моему|твоему|нашему|вашему|настоящему|иному|старому|хорошему)$/u;

/** Kazakh pairs of words: the first word, and how the second one begins. */
const KAZAKH_PAIRS: Readonly<Record<string, RegExp>> = {
  аға: /^іні/u,
  ақыл: /^(?:ой|кеңес)/u,
  ата: /^(?:ана|баба|тек)/u,
  әдет: /^ғұрып|^ғұрыб/u,
  әке: /^шеше/u,
  бала: /^шаға/u,
  дос: /^жаран/u,
  ел: /^жұрт/u,
  жер: /^су/u,
  жөн: /^жос/u,
  іс: /^(?:шара|әрекет|қимыл|сапар|тәжірибе)/u,
  киім: /^кешек|^кешег/u,
  күш: /^(?:қуат|жігер)/u,
  қару: /^жара/u,
  қарым: /^қатынас/u,
  мал: /^мүлі/u,
  оқу: /^(?:ағарту|тәрбие|әдісте)/u,
  салт: /^(?:дәстүр|сана)/u,
  сан: /^алуан/u,
  сауда: /^саттық|^саттығ/u,
  тәлім: /^тәрбие/u,
  үй: /^жай/u,
  ыдыс: /^ая/u,
};
const KAZAKH_ADJECTIVE = /^(?:.+(?:лық|лік|дық|дік|тық|тік)|әскери|ғылыми|мәдени|рухани|саяси|тарихи)$/u;
/** The case, number and possessive endings of Kazakh. */
const KAZAKH_ENDINGS =
  /^(?:[тдл][ае]р|[тд][ае]н?|[тдн]ың|[тдн]ің|[тдн][ыі]|[ғқ]а|[гк]е|[мпб]ен|[ыі]н?|ына|іне|ында|інде|ымен|імен|ш[ыі]|ғы|гі)+$/u;
const KAZAKH_LETTER = /[әғқңөұүһі]/u;

/**
 * Whether two parts of a word, in lower case, are those of a compound that is written with a hyphen.
 *
 * @param first the part before the hyphen at the end of a line
 * @param rest the part on the next line
 */
export function isLikelyCompound(first: string, rest: string, words: Vocabulary): boolean {
  if (/^\p{Script=Latin}/u.test(first)) return isEnglishCompound(first, rest, words);
  return (
    (first === rest && first.length > 2) ||
    isRussianCompound(first, rest) ||
    isKazakhCompound(first, rest) ||
    (first.length > 2 && rest.length > 3 && words.isWord(first) && words.isWord(rest))
  );
}

/** Whether a part of a word may be an English prefix with a hyphen before the given word, as in "post-graduate". */
export const canPrefix = (first: string, rest: string): boolean =>
  ENGLISH_PREFIX.test(first) ||
  (ENGLISH_PREFIX_OF_WORD.test(first) && rest.length >= MIN_WORD && !ORDINARY_REST.test(rest));

/** Whether a part of a word can only be its end, because no word begins like this. */
export const isEnding = (rest: string): boolean => ENGLISH_SUFFIX.test(rest) || KAZAKH_ENDINGS.test(rest);

function isEnglishCompound(first: string, rest: string, words: Vocabulary): boolean {
  if (ENGLISH_NUMBER.test(first) && ENGLISH_NUMBER.test(rest)) return true;
  if (SUFFIX_OR_SHORT.test(rest) || ENGLISH_SUFFIX.test(rest)) return false;
  if (ENGLISH_PREFIX.test(first)) return rest.length >= MIN_WORD || words.isForm(rest);
  if (ENGLISH_PREFIX_OF_WORD.test(first)) return canPrefix(first, rest) && words.isForm(rest);
  if (first.length < 3 || CLOSED_FIRST.test(first)) return false;
  if (ENGLISH_LAST.test(rest)) return true;
  return rest.length >= MIN_WORD && !CLOSED_LAST.test(rest) && words.isWord(first) && words.isForm(rest);
}

function isRussianCompound(first: string, rest: string): boolean {
  if (rest === "либо" || rest === "нибудь" || (rest === "то" && RUSSIAN_PRONOUN.test(first))) return true;
  if (first === "кое") return RUSSIAN_PRONOUN.test(rest);
  if (first === "по") return RUSSIAN_MANNER.test(rest);
  if (first === "из") return rest === "за" || rest === "под";
  if (RUSSIAN_PREFIX.test(first)) return rest.length > 3 && !/^мен/u.test(rest);
  return RUSSIAN_FIRST.test(first) && !RUSSIAN_CLOSED.test(first) && RUSSIAN_ADJECTIVE.test(rest);
}

function isKazakhCompound(first: string, rest: string): boolean {
  if (Object.hasOwn(KAZAKH_PAIRS, first)) return KAZAKH_PAIRS[first]!.test(rest);
  if (KAZAKH_LETTER.test(first) && first.length > 2 && rest.startsWith(first)) return true;
  return rest.length >= MIN_WORD && KAZAKH_ADJECTIVE.test(first) && !KAZAKH_ENDINGS.test(rest);
}
