/**
 * Names of people and organizations, split into the parts that citations need. These are the parts used by CSL-JSON.
 */

/**
 * A name in a report's front matter. It is given in display form, or in parts if they can't be derived from the display
 * form.
 */
export type WrittenName = string | { literal: string } | { family: string; given?: string };

export interface PersonName {
  family: string;
  given?: string;
  /** A particle that belongs to the family name: "van der". */
  "non-dropping-particle"?: string;
  /** For example, "Jr." */
  suffix?: string;
}

/** The parts of a name. An organization has only one part, and so does a person with a single name. */
export type NameParts = PersonName | { literal: string };

/** Maximum number of words in a person's name, not counting particles. */
const MAX_WORDS = 4;

const PARTICLES = new Set(
  (
    "af al av bin bint da das de dei del della den der di do dos du el ibn la las le los 't te ten ter van vom von zu zum zur " +
    "аль бин ван да де дель ден дер ди дю ибн ла ле тен тер фон цу эль"
  ).split(" "),
);

/** Words that join two family names, or follow the father's name in a patronymic. */
const WITHIN_NAMES = new Set([
  "y",
  "e",
  "i",
  "оглы",
  "оглу",
  "кызы",
  "улы",
  "ұлы",
  "қызы",
  "uly",
  "kyzy",
  "ogly",
  "oglu",
]);

const ORGANISATION = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    "academy|administration|affairs|agency|alliance|association|authority|bank|board|bureau|cent(?:er|re)|chamber|club|co",
    "coalition|college|commission|committee|commonwealth|company|conference|confederation|congress|consortium|consulting",
    "corporation|council|department|development|directorate|embassy|endowment|federation|forum|foundation|fund|gmbh",
    "government|group|house|inc|initiative|institut|institute|institution|international|laboratory|league|library|llc|llp|ltd",
    "media|ministry|mission|movement|museum|nations|network|observatory|office|organi[sz]ation|parliament|partners",
    "partnership|party|press|program|programme|project|relations|research|school|secretariat|service|services|society",
    "stiftung|studies|team|trust|union|university|watch",
    "агентство|академия|альянс|ассоциация|ао|банк|бюро|департамент|зао|институт|комиссия|комитет|компания|конгресс",
    "корпорация|лаборатория|лига|министерство|общество|объединение|ооо|организация|партия|правительство|программа|совет",
    "союз|тоо|университет|управление|федерация|фонд|фонды|центр|школа",
    "агенттігі|академиясы|банкі|бірлестігі|қауымдастығы|қоғамы|қоры|кеңесі|комитеті|министрлігі|институты|орталығы|ұйымы",
    "университеті|үкіметі",
  ].join("|")})(?![\p{L}\p{N}])`,
  "iu",
);

const SUFFIX = /^(?:jr|sr|ii|iii|iv|мл|ст)\.?$/iu;
const INITIALS = /^(?:-?\p{Lu}\p{Ll}?\.)+$/u;
const PATRONYMIC = /(?:ич|вна|чна|улы|ұлы|қызы|кызы|оглы)$/u;
const MORE_THAN_LETTERS = /[\p{N}&/:()]/u;

/** The display form of a name. */
export function shownName(name: WrittenName): string {
  if (typeof name === "string") return name;
  if ("literal" in name) return name.literal;
  return [name.given, name.family].filter(Boolean).join(" ");
}

/** The parts of a name. If they are not given, they are guessed from its words. */
export function partsOfName(name: WrittenName): NameParts {
  if (typeof name !== "string") return "literal" in name ? name : writtenParts(name.family, name.given ?? "");
  const words = wordsOf(name);
  return isOrganisation(name) || words.length < 2 ? { literal: words.join(" ") } : personParts(name);
}

/** The parts of a person's name, given in display form or as "Family, Given". */
export function personParts(name: string): PersonName {
  const [first = "", ...more] = name.split(",").map((part) => wordsOf(part).join(" "));
  const suffix = more.find((part) => SUFFIX.test(part));
  const given = more.filter((part) => part !== suffix).join(" ");
  const parts = given === "" ? spokenParts(wordsOf(first)) : writtenParts(first, given);
  return suffix === undefined ? parts : { ...parts, suffix };
}

export type NameKind = "person" | "organisation";

/** The kind of a name. If it is not given, it is guessed from the name's words. */
export function kindOfName(name: WrittenName): NameKind {
  if (typeof name !== "string") return "literal" in name ? "organisation" : "person";
  return isOrganisation(name) ? "organisation" : "person";
}

/** A name as it has to be written in front matter to be read as a name of this kind. */
export function writtenName(name: string, kind: NameKind): WrittenName {
  if (kind === "organisation") return { literal: name };
  if (!isOrganisation(name)) return name;
  const { family, given, ...parts } = personParts(name);
  const particle = parts["non-dropping-particle"];
  return { family: particle === undefined ? family : `${particle} ${family}`, ...(given !== undefined && { given }) };
}

/** Whether a text contains a word that occurs only in names of organizations. */
export const namesOrganisation = (text: string): boolean => ORGANISATION.test(text);

/** Whether a name more likely belongs to an organization than to a person. */
export function isOrganisation(name: string): boolean {
  if (namesOrganisation(name) || MORE_THAN_LETTERS.test(name)) return true;
  const words = wordsOf(name.replaceAll(",", " ")).filter((word) => !isParticle(word) && !WITHIN_NAMES.has(word));
  const small = words.filter((word) => /^\p{Ll}[\p{L}\p{M}]*$/u.test(word));
  return words.length > MAX_WORDS || (small.length > 0 && small.length < words.length);
}

/** Splits a list of names written as running text: "Anna Lee, Bo Ek and Cy Lund". */
export function listedNames(text: string): string[] {
  return text.split(";").flatMap((part) => {
    const whole = wordsOf(part).join(" ");
    if (whole === "") return [];
    const names = whole.split(/ ?[,&] ?(?:and |и )?| (?:and|и|және) /u).filter((name) => name !== "");
    // "Gussarova, Anna" and "Department of Trade and Industry" are single names.
    return names.length === 1 || names.every(isWhole) ? names : [whole];
  });
}

function isWhole(name: string): boolean {
  return wordsOf(name).length > 1 || (/^\p{Lu}{2,}$/u.test(name) && !SUFFIX.test(name));
}

/**
 * Splits a name in its natural order: given names, particles, family name. In Russian lists, the family name often
 * comes first, followed by initials or by a given name and patronymic.
 */
function spokenParts(words: readonly string[]): PersonName {
  const last = words.length - 1;
  const initials = words.findIndex((word) => INITIALS.test(word));
  if (initials > 0 && words.slice(initials).every((word) => INITIALS.test(word))) {
    return writtenParts(words.slice(0, initials).join(" "), words.slice(initials).join(" "));
  }
  const isFatherLast = WITHIN_NAMES.has(words[last]!) || PATRONYMIC.test(words[last]!);
  if (words.length > 2 && isFatherLast && !PATRONYMIC.test(words[1]!)) {
    return writtenParts(words[0]!, words.slice(1).join(" "));
  }
  const particle = words.findIndex((word, index) => index > 0 && index < last && isParticle(word.toLowerCase()));
  const joint = words[last - 1] === "y" ? last - 2 : last;
  const from = Math.max(1, particle > 0 ? particle : joint);
  return writtenParts(words.slice(from).join(" "), words.slice(0, from).join(" "));
}

/** Particles come before the family name. In inverted form, they come after the given name: "Berg, Ludwig van der". */
function writtenParts(family: string, given: string): PersonName {
  const familyWords = wordsOf(family);
  const givenWords = wordsOf(given);
  const own = familyWords.findIndex((word) => !isParticle(word));
  const before = givenWords.findLastIndex((word) => !isParticle(word)) + 1;
  const at = own < 0 ? 0 : own;
  const particle = [...givenWords.slice(before), ...familyWords.slice(0, at)].join(" ");
  return {
    family: familyWords.slice(at).join(" "),
    ...(before > 0 && { given: givenWords.slice(0, before).join(" ") }),
    ...(particle !== "" && { "non-dropping-particle": particle }),
  };
}

function isParticle(word: string): boolean {
  return PARTICLES.has(word);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== "");
}
