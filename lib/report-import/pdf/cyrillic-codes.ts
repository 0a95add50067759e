import type { Glyph, Page } from "./page";
import type { TextLayer } from "./text-layer";

/**
 * Files that don't map their characters to Unicode, such as those of LaTeX with bitmap fonts, often contain Cyrillic in
 * an 8-bit encoding. PDFium returns its codes as Latin-1, so that «Введение» is read as "Ââåäåíèå". In languages with
 * Latin letters, letters with accents are next to plain letters. In Cyrillic text, they are next to one another.
 */

const CODES = Array.from({ length: 128 }, (_, n) => n + 128);
const decodedAs = (label: string): string =>
  CODES.map((code) => new TextDecoder(label).decode(new Uint8Array([code]))).join("");

/** The characters of each encoding from code 128. That of LaTeX, T2A, has the letters of Windows-1251. */
const WINDOWS_1251 = decodedAs("windows-1251");
const KOI8_R = decodedAs("koi8-r");
const T2A_CAPITALS = "ҐҒЂЋҺҖҘЉЇҚҠҜӔҢҤЅӨҪЎҮҰҲЏҸҶЄӘЊЁ";
const T2A = `${T2A_CAPITALS}№¤§${T2A_CAPITALS.toLowerCase()}„«»${WINDOWS_1251.slice(64)}`;
/** The other characters of T2A, by their code. */
const T2A_LOW: Readonly<Record<number, string>> = {
  16: "“",
  17: "”",
  21: "–",
  22: "—",
  27: "ff",
  28: "fi",
  29: "fl",
  30: "ffi",
  31: "ffl",
  127: "-",
};
/** In T2A, the Kazakh and Ukrainian "і" is the Latin letter. */
const T2A_LATIN: Readonly<Record<string, string>> = { i: "і", I: "І" };

const FIRST_LETTER = 0xc0;
/** Minimum number of letters that a decision is based on. */
const MIN_LETTERS = 60;
/** Minimum share of letters that are next to another one. The words «и», «в», «с», «к» and «о» have one letter. */
const MIN_ADJACENT = 0.8;
/** The most frequent letters of Russian and Kazakh, and their minimum share. They are 72% of Russian text. */
const FREQUENT = new Set("оеаинтсрвлдыұғқәө");
const MIN_FREQUENT = 0.5;
/** The usual characters from 128 to 191 inside words of Russian, Kazakh and Ukrainian, and at their start and end. */
const USUAL = /[ёәғқңөұүһіїєґ]/iu;
const USUAL_START = /[ёәғқңөұүһіїєґ„“«№]/iu;
const USUAL_END = /[ёәғқңөұүһіїєґ“”»…]/iu;
/** Characters that are decoded outside words. Others are more likely to be symbols of another font. */
const PUNCTUATION = /[„“”«»№–—…]/u;
const UNREADABLE = /[\ue000-\uf8ff\ufffd]/u;
/** Maximum number of letters of a word to look at in either direction. */
const MAX_WORD = 20;
/** Maximum gap between the letters of a word, as a fraction of their size. */
const MAX_GAP = 0.15;

/** How the characters from 128 are used, either those that the file doesn't map to Unicode, or the others. */
class Tally {
  #letters = 0;
  #adjacent = 0;
  readonly #counts = new Map<number, number>();
  /** The characters from 128 to 191 that are inside a word, or at its start or end. */
  readonly #inside = new Map<number, number>();
  readonly #starts = new Map<number, number>();
  readonly #ends = new Map<number, number>();
  readonly #isMapped: boolean;

  constructor(isMapped: boolean) {
    this.#isMapped = isMapped;
  }

  add(glyphs: readonly Glyph[]): void {
    for (let n = 0; n < glyphs.length; n++) {
      const glyph = glyphs[n]!;
      const code = codeOf(glyph);
      if (code < 0x80 || code > 0xff || (glyph.code === undefined) !== this.#isMapped) continue;
      const isAfter = isAfterLetter(glyphs, n);
      const isBefore = isBeforeLetter(glyphs, n);
      if (isLetter(code)) {
        this.#letters++;
        if (isAfter || isBefore) this.#adjacent++;
        count(this.#counts, code);
      } else if (isAfter || isBefore) {
        count(isAfter && isBefore ? this.#inside : isBefore ? this.#starts : this.#ends, code);
      }
    }
  }

  /** Whether there is enough text. */
  get isDecisive(): boolean {
    return this.#letters >= MIN_LETTERS;
  }

  /** The encoding; undefined if there is not enough text, or it isn't Cyrillic. */
  get encoding(): string | undefined {
    if (!this.isDecisive || this.#adjacent < MIN_ADJACENT * this.#letters) return undefined;
    const encoding = this.#frequent(WINDOWS_1251) >= this.#frequent(KOI8_R) ? this.#latexOrWindows() : KOI8_R;
    return this.#frequent(encoding) >= MIN_FREQUENT * this.#letters ? encoding : undefined;
  }

  #frequent(encoding: string): number {
    return sum(this.#counts, (code) => (FREQUENT.has(encoding[code - 128]!) ? 1 : 0));
  }

  /** Both encodings have the same Russian letters, except "ё". T2A has rare letters instead of quotation marks. */
  #latexOrWindows(): string {
    const fits = (encoding: string) => {
      const weigh = (usual: RegExp) => (code: number) => (usual.test(encoding[code - 128]!) ? 1 : -1);
      return (
        sum(this.#inside, weigh(USUAL)) + sum(this.#starts, weigh(USUAL_START)) + sum(this.#ends, weigh(USUAL_END))
      );
    };
    return fits(WINDOWS_1251) > fits(T2A) ? WINDOWS_1251 : T2A;
  }
}

/** Tallies for characters that the file doesn't map to Unicode, and for the others. */
class Tallies {
  readonly unmapped = new Tally(false);
  readonly mapped = new Tally(true);

  add(glyphs: readonly Glyph[]): void {
    this.unmapped.add(glyphs);
    this.mapped.add(glyphs);
  }
}

/** Decodes the Cyrillic text of a document whose pages are added one after another. */
export class CyrillicCodes {
  readonly #all = new Tallies();

  add({ glyphs }: Page): void {
    this.#all.add(glyphs);
  }

  /**
   * Returns a page and its text layer with the characters decoded, as far as the pages so far show how. Invisible
   * characters that can't be decoded are removed.
   */
  decoded<L extends TextLayer | undefined>(page: Page, layer: L): { page: Page; layer: L } {
    const own = new Tallies();
    own.add(page.glyphs);
    const [unmapped, mapped] = (["unmapped", "mapped"] as const).map((kind) =>
      own[kind].isDecisive ? own[kind].encoding : this.#all[kind].encoding,
    );
    const isDecoded = unmapped !== undefined || mapped !== undefined;
    const glyphs = isDecoded ? decode(page.glyphs, unmapped, mapped) : page.glyphs;
    const isChanged = isDecoded || glyphs.some(({ text }) => text === "");
    return {
      page: isChanged ? { ...page, glyphs: withoutInvisible(glyphs) } : page,
      layer:
        unmapped && layer ? { ...layer, unmapped: glyphs.filter(({ text }) => UNREADABLE.test(text)).length } : layer,
    };
  }
}

function decode(glyphs: readonly Glyph[], unmapped: string | undefined, mapped: string | undefined): Glyph[] {
  return glyphs.map((glyph, n) => {
    const encoding = glyph.code === undefined ? mapped : unmapped;
    const text = encoding && decodedAt(glyphs, n, encoding);
    if (text === undefined) return glyph;
    const { code: _, ...rest } = glyph;
    return { ...rest, text };
  });
}

/** The character of a glyph in an encoding; undefined if it stays as it is. */
function decodedAt(glyphs: readonly Glyph[], n: number, encoding: string): string | undefined {
  const code = codeOf(glyphs[n]!);
  const isInWord = isAfterLetter(glyphs, n) || isBeforeLetter(glyphs, n);
  if (isLetter(code)) return isInWord || !isInLatinWord(glyphs, n) ? encoding[code - 128] : undefined;
  const text = code < 0x80 ? undefined : encoding[code - 128];
  if (text !== undefined)
    return isInWord || (glyphs[n]!.code !== undefined && PUNCTUATION.test(text)) ? text : undefined;
  if (encoding !== T2A) return undefined;
  return T2A_LOW[code] ?? (isInWord ? T2A_LATIN[String.fromCharCode(code)] : undefined);
}

/** Whether a letter is between plain letters, as in a French word. */
function isInLatinWord(glyphs: readonly Glyph[], n: number): boolean {
  let plain = 0;
  let other = 0;
  for (const step of [-1, 1]) {
    for (let at = n; Math.abs(at - n) < MAX_WORD; at += step) {
      const [first, second] = step < 0 ? [glyphs[at - 1], glyphs[at]] : [glyphs[at], glyphs[at + 1]];
      if (!first || !second || !isBeside(first, second)) break;
      const code = codeOf(step < 0 ? first : second);
      if (isLetter(code)) other++;
      else if (/^[a-z]$/iu.test(String.fromCharCode(code))) plain++;
      else break;
    }
  }
  return plain > other;
}

function withoutInvisible(glyphs: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  let afterSpace = false;
  for (const glyph of glyphs) {
    if (glyph.text !== "") kept.push(afterSpace ? { ...glyph, afterSpace } : glyph);
    afterSpace = glyph.text === "";
  }
  return kept;
}

const codeOf = ({ code, text }: Glyph): number => code ?? text.charCodeAt(0);

const isLetter = (code: number): boolean => code >= FIRST_LETTER && code <= 0xff;

const isBeside = (first: Glyph, second: Glyph): boolean =>
  !second.afterSpace &&
  first.baseline === second.baseline &&
  Math.abs(second.x0 - first.x1) < MAX_GAP * first.look.size;

/** Whether the glyph before the one at an index, or after it, is a letter with a code from 192, in the same word. */
function isAfterLetter(glyphs: readonly Glyph[], n: number): boolean {
  const before = glyphs[n - 1];
  return before !== undefined && isLetter(codeOf(before)) && isBeside(before, glyphs[n]!);
}

function isBeforeLetter(glyphs: readonly Glyph[], n: number): boolean {
  const next = glyphs[n + 1];
  return next !== undefined && isLetter(codeOf(next)) && isBeside(glyphs[n]!, next);
}

const count = (counts: Map<number, number>, code: number): void => {
  counts.set(code, (counts.get(code) ?? 0) + 1);
};

const sum = (counts: ReadonlyMap<number, number>, factor: (code: number) => number): number =>
  [...counts].reduce((total, [code, times]) => total + times * factor(code), 0);
