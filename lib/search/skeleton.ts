/** Skeletons: phonetic keys shared by the Latin and Cyrillic spellings of a name. */

const DIGIT = /\p{N}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const KAZAKH = /[әғқңөұү]/;

/**
 * Maps each letter to its usual English transliteration: Cyrillic letters of Russian, Kazakh and related languages, and
 * Latin letters that are not a base letter with a mark. Anything else, such as ь, ъ and other scripts, is dropped. The
 * package any-ascii would yield the same skeletons, but its table of all scripts takes 218 kB compressed, and search
 * also runs in the browser.
 */
const ROMAN = new Map(
  `
  аa бb вv гg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ыi эe юiu яia
  әa ғg қk ңn өo ұu үu һh іi єie ґg ҳkh ҷdzh ßss øo łl đd ıi əa æae œoe
  `
    .trim()
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 1), entry.slice(1)]),
);

/**
 * Russian case endings with a final consonant. Endings that consist of vowels are removed along with the last vowels of
 * the skeleton. The Russian stemmer is unsuitable. It treats names as inflected words (казах, Горчаков, Газпром,
 * Ислам), so their case forms get different stems. For 98.5 % of the 11,300 singular case forms of names in a Russian
 * dictionary, these rules give the same skeleton as the nominative; the stemmer does so for 90 %.
 */
const RUSSIAN_ENDING = new RegExp(
  [
    "(?<=..)(?:[ое]го|[ое]му|[ыи]ми)", // Толстого, русскому
    "(?<=...)[ая]ми|(?<=.{5})я[мх]", // Ведомостями, Известиях
    "(?<=[ое]в|[иы]н|[сц]к)[ыи]м|(?<=[сц]к)их", // Путиным, but Касым and Крым
    "(?<=..[аеилоуюь])ем", // Сергеем, Кремлем, but Артем
    "(?<=...)(?<!пр|сат|лек|рк|бк|йк)ом", // Казахстаном, but Газпром, Росатом, обком
  ]
    .map((ending) => `(?:${ending})$`)
    .join("|"),
);

/**
 * Genitive, dative and locative, if a letter that Russian lacks identifies the language: Қазақстанның, Қазақстанға,
 * Қазақстанда.
 */
const KAZAKH_ENDING = /(?<=.{5})(?:[дтн][ыі]ң|[гғкқ][ае]|[дт][ае])$/;

/**
 * Spellings of each sound, longer ones first, and the letter that represents it. ш and щ map to s, ж to z, and ц to c,
 * because after normalization, the scholarly š, ž and č and the Turkic ş are no longer distinct from s, z and c. A
 * single c never maps to k. That is an English spelling and would only match English words with Russian ones.
 */
const SOUNDS: readonly (readonly [spellings: string, letter: string])[] = [
  ["schtsch|s(?:hch|tch|ch|hh?)|sc(?=[eiju])", "s"], // Khrushchev, Khruschev, Hruščev
  ["dzh|zh|^d?j|d?j(?=[iy])|(?<=[aeiou])d?j(?=an)", "z"], // Zhukov, Dzhambul, Japarov, Tajik, Andijan, but Tatjana
  ["tsch|tch|tsh|t[sz]|c[hz]?", "c"], // Yeltsin, Trotzky, Gorchakov, Gortchakov, Gorčakov
  ["kh", "h"],
  ["gh", "g"],
  ["ph", "f"],
  ["(?<=[eo])ff?$|w", "v"], // Gorchakoff, Moskwa
  ["q", "k"],
  ["x", "ks"],
  ["[yj]", "i"],
  ["ou", "u"], // Loukachenko
];
const SOUND = new RegExp(SOUNDS.map(([spellings]) => `(${spellings})`).join("|"), "g");

/** ё, ье, and a glide before е: Gorbachyov, Soloviev, Yeltsin, Назарбаев spelled Nazarbayev. */
const SOFT_E = /i+[eo]/g;
/** Lyudmila is also spelled Ludmila, but Yulia keeps its first letter. */
const SOFT_U = /(?<=[^aeiou])iu/g;
const DOUBLED = /(.)\1+/g;
/**
 * Case and gender endings (Glebova, Глебову). Excludes Aktau, which would match акт, and the endings of short names
 * such as Abai.
 */
const LAST_VOWELS = /(?<=...)(?!au$)[aeiou]+$/;

const LEAST_LETTERS = 3;
/**
 * Maximum length of a word. Longer strings are not words, as in stemming.ts. Lookbehind expressions would also be slow
 * on them.
 */
const LONGEST_WORD = 40;

/** Maximum size of the cache, to limit the memory that a long-running server uses. */
const MEMO_SIZE = 100_000;
const memo = new Map<string, string>();

/**
 * Returns the skeleton of a word. `kadyrov` and `кадыровым` share one, and so do `yeltsin`, `eltsin` and `ельцин`, or
 * `zhirinovskii` and `жириновского`. It is a key for comparison, not for display: Кадыров is `kadirov`, Щербак is
 * `serbak`.
 *
 * Designed for names. Unrelated common words can share a skeleton too (rate and ratio), so use it only where a name is
 * likely.
 *
 * @param word as returned by `normalizeWord`
 * @returns letters from a to z, at least three; empty if fewer letters remain or the word has a digit
 */
export function skeletonOf(word: string): string {
  if (word.length > LONGEST_WORD || DIGIT.test(word)) return "";
  const known = memo.get(word);
  if (known !== undefined) return known;
  if (memo.size >= MEMO_SIZE) memo.clear();
  const found = compute(word);
  memo.set(word, found);
  return found;
}

function compute(word: string): string {
  const skeleton = romanise(withoutEnding(word))
    .replace(SOUND, (...match) => SOUNDS[match.findIndex((part, group) => group > 0 && part !== undefined) - 1]![1])
    .replace(SOFT_E, "e")
    .replace(SOFT_U, "u")
    .replace(DOUBLED, "$1")
    .replace(LAST_VOWELS, "");
  return skeleton.length < LEAST_LETTERS ? "" : skeleton;
}

function withoutEnding(word: string): string {
  if (KAZAKH.test(word)) return word.replace(KAZAKH_ENDING, "");
  return CYRILLIC.test(word) ? word.replace(RUSSIAN_ENDING, "") : word;
}

function romanise(word: string): string {
  return word.replace(/[^a-z]/gu, (letter) => ROMAN.get(letter) ?? "");
}
