import { listedNames, namesOrganisation } from "../../report/names";

/** Words that can occur in a title but not in a person's name. */
const NOT_IN_NAMES = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?:${[
    "a|an|the|and|or|in|on|to|for|with|from|by|at|is|as|its|his|her|my|our|no|not",
    "book|books|chapter|part|volume|edition|version|act|scene|series|draft|final|revised|annual|public|domain|copyright",
    "personae|contents|illustrations|notes?|summary|overview|proceedings|manual|policy|guide|handbook|report|history",
    "story|stories|tales?|poems?|letters?|essays?|works|life|adventures|memoirs?|journal|novel|tragedy|comedy|romance",
    "press|printed|published|london|york|january|february|march|april|may|june|july|august|september|october|november|december",
    "и|или|в|во|на|о|об|от|для|по|из|с|со|за|не|под|над|при|у|к|том|часть|глава|книга|роман|повесть|рассказы?|пьеса|драма",
    "комедия|трагедия|поэма|стихи|стихотворения|сочинения|собрание|избранное|сказки?|история|записки|отчёт|отчет|доклад",
    "және|туралы|әңгіме|роман|өлең|есеп|жыл|тарихы",
  ].join("|")})(?![\p{L}\p{M}.])`,
  "iu",
);
const NAME_WORD = String.raw`(?:\p{Lu}\.-?)+|\p{Lu}[\p{L}\p{M}’'-]*\.?`;
const PARTICLE = "(?:de|de la|della|del|du|da|van|van der|von|der|le|la|of|фон|де|ван|аль|ибн)";
const PERSON = new RegExp(
  String.raw`^(?:${NAME_WORD})(?: (?:${PARTICLE} )?(?:${NAME_WORD})){1,4}(?:,? (?:Jr|Sr|II|III)\.?)?$`,
  "u",
);
const INITIALS = /(?:^|\s)\p{Lu}\./u;
const PATRONYMIC = /\p{Ll}(?:вич|вна|ична|инична|ұлы|қызы|улы|кызы)(?!\p{L})/iu;
const CYRILLIC = /^[\p{Script=Cyrillic}\p{P}\s]+$/u;
const MAX_NAME_LENGTH = 60;
/** Degrees and ranks after a name. */
const AFTER_NAME =
  /(?:,? ?\(?(?:Kn?t|Esq|M\.? ?A|B\.? ?A|M\.? ?D|D\.? ?D|LL\. ?D|Ph\. ?D|F\. ?R\. ?S|[1-9]\d{3}(?:\s*[-–]\s*\d{2,4})?)\.?\)?)+[.,]?$/u;
const ROLE = /,? \(?(?:eds?\.?|editors?|ред\.|author)\)?$/iu;

/**
 * How likely it is that a line is a person's name. It is 0 if the line cannot be one, and 2 if initials, a patronymic
 * or Cyrillic letters confirm it.
 */
export function personScore(text: string): 0 | 1 | 2 {
  if (text.length > MAX_NAME_LENGTH || NOT_IN_NAMES.test(text) || !PERSON.test(text)) return 0;
  if (namesOrganisation(text)) return 0;
  return INITIALS.test(text) || PATRONYMIC.test(text) || CYRILLIC.test(text) ? 2 : 1;
}

/** Whether a line has initials or a patronymic. Titles hardly ever have them. */
export const isSurelyPerson = (text: string): boolean =>
  personScore(text) === 2 && (INITIALS.test(text) || PATRONYMIC.test(text));

/** A word in capitals that is not a Roman numeral. */
const LOUD_WORD = /(?<![\p{L}'’])(?!(?:III|VIII|XIII)(?!\p{L}))\p{Lu}{3,}(?!\p{L})/gu;

/** A name without underscores, ranks or years. Words in capitals keep only their first capital. */
export function cleanName(text: string): string {
  const name = text.replaceAll("_", "").replace(/\s+/gu, " ").trim().replace(AFTER_NAME, "").replace(ROLE, "");
  const bare = name.replace(/[,;:*]+$/u, "").trim();
  return bare.replace(LOUD_WORD, (word) => word[0]! + word.slice(1).toLowerCase());
}

/** Names that indicate that the author is unknown. */
const NOBODY = /^(?:various|anonymous|unknown|n\/a|none|народ|неизвест\p{L}*|без автора)\.?$/iu;

/** The authors in the text after "by" or "Author:". */
export function namesAfterBy(text: string): string[] {
  const whole = cleanName(text);
  if (whole === "" || NOBODY.test(whole)) return [];
  return listedNames(whole).map(cleanName);
}
