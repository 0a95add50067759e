/** Skeletons: what the spellings of one name have in common, in Latin and in Cyrillic script. */

const DIGIT = /\p{N}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const KAZAKH = /[әғқңөұү]/;

/**
 * A letter and how English texts write it: Cyrillic of Russian, Kazakh and their neighbours, and the Latin letters that are not
 * a letter with a mark. What is not here, such as ь and ъ and other scripts, counts for nothing. The package any-ascii gives the
 * same skeletons, but its table of all scripts is 218 kB, compressed, and search runs in the page.
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
 * Russian case endings that a consonant closes; those of vowels alone fall with the last vowels of the skeleton. The Russian
 * stemmer is of no use here: it takes names for inflected words (казах, Горчаков, Газпром, Ислам), so that their cases part.
 * Of the 11,300 singular cases of the names in a Russian dictionary, these rules leave 98.5 % with their nominative, the stemmer 90 %.
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

/** Genitive, dative and locative, where a letter that Russian lacks tells the language: Қазақстанның, Қазақстанға, Қазақстанда. */
const KAZAKH_ENDING = /(?<=.{5})(?:[дтн][ыі]ң|[гғкқ][ае]|[дт][ае])$/;

/**
 * The spellings of a sound, the longer before the shorter, and the letter that stands for it. ш and щ count as с, ж as з, ц as
 * ч: once normalised, the š, ž and č of scholars and the ş of Turkic alphabets have lost what tells them from s, z and c. A
 * lone c is never k: that is how English spells, and it would only make English words meet Russian ones.
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

/** ё, ье and a glide before е: Gorbachyov, Soloviev, Yeltsin, Назарбаев as Nazarbayev. */
const SOFT_E = /i+[eo]/g;
/** Lyudmila is Ludmila too, but Yulia keeps its first letter. */
const SOFT_U = /(?<=[^aeiou])iu/g;
const DOUBLED = /(.)\1+/g;
/** Endings of cases and of gender (Glebova, Глебову). Not Aktau, which would meet акт, nor the end of a name as short as Abai. */
const LAST_VOWELS = /(?<=...)(?!au$)[aeiou]+$/;

const LEAST_LETTERS = 3;
/** As in stemming.ts: longer words are no words, and expressions that look back would make them felt. */
const LONGEST_WORD = 40;

/** The bound keeps a long-lived server from remembering every query. */
const MEMO_SIZE = 100_000;
const memo = new Map<string, string>();

/**
 * The skeleton of a word: the same for `kadyrov` and `кадыровым`, `yeltsin`, `eltsin` and `ельцин`, `zhirinovskii` and
 * `жириновского`. It is a key to compare by, never a word to show: Кадыров is `kadirov`, Щербак is `serbak`.
 *
 * Made for names. Among other words it also lets some meet that have nothing in common (rate and ratio), so it should be asked
 * only where a name may stand.
 *
 * @param word as `normalizeWord` returns it
 * @returns letters from a to z, at least three; empty where that leaves too little to tell by (fewer letters, or a digit)
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
