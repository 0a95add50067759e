import { canPrefix, isEnding, isLikelyCompound } from "./compounds";
import type { Line } from "./lines";
import { append, cutEnd, emptyText, type RichText } from "./rich-text";

const LETTERS = /[\p{L}\p{M}]/u;
/** A word that is split at the end of a line. U+00AD is a hyphen that is visible only at the end of a line. */
const CUT_WORD = /((?:[\p{L}\p{M}\p{N}]+[-\u2010\u2011])*[\p{L}\p{M}\p{N}’']+)(\u00ad?[-\u2010\u2011]|\u00ad)$/u;
const HYPHENS = "-\u2010\u2011\u00ad";
const NEXT_WORD = /^[\p{L}\p{M}\p{N}’']+(?:[-\u2010\u2011][\p{L}\p{M}\p{N}]+)*/u;
/** The hyphen in "pre- and post-war" replaces the rest of a word. */
const SUSPENDED = /^(?:and|or|to|и|или|и\/или|және|мен|пен|немесе)$/iu;
/** The first half of a range of numbers that is split after its dash, such as "2010–". */
const CUT_RANGE = /\p{N}[–‒]$/u;
/** A URL that is split after a punctuation character. */
const CUT_ADDRESS = /(?:https?:\/\/|www\.)\S*[-/.?=&_%#]$/u;
const NOT_ASCII = /\P{ASCII}/u;
/** Programs that let a word that is too long for its table cell overflow. Office programs split it. */
const NEVER_SPLITS = /weasyprint|skia|chrom|tex\b|dvipdf|groff|troff|prince/iu;
/**
 * If compounds are split at their own hyphens at least this many times, and no other words are split, the document
 * counts as not hyphenated.
 */
const MIN_WITNESSES = 3;
/** Text in capitals, possibly with the s of a plural. */
const CAPITALS = /^[\p{Lu}\p{M}\p{N}’'\u2010\u2011-]{2,}s?$/u;
/** Minimum number of letters that two forms of a word have in common, and maximum length of an inflection. */
const MIN_COMMON = 5;
const MAX_INFLECTION = 3;
/** Minimum length of the rest of a word that has the same beginning as another but isn't an inflection of it. */
const MIN_REST = 3;
/** Maximum number of words to look at, so that the time stays bounded in texts of one letter. */
const MAX_COUNTED = 200;

/**
 * Joins the lines of a text. It uses the document's words to decide whether a hyphen at the end of a line belongs to
 * the word.
 */
export class LineJoiner {
  readonly #words = new Map<string, number>();
  /** The first parts of hyphenated compounds, with the parts that follow them, and the last parts. */
  readonly #heads = new Map<string, Set<string>>();
  readonly #tails = new Set<string>();
  /** The words without hyphens, sorted. */
  #closed: string[] | undefined;
  readonly #hyphenates: boolean;
  /** How each character is used at the ends of lines: to split words, or in compounds. */
  readonly #uses = new Map<string, { splits: number; compounds: number }>();

  /** Whether words that are too long for a table cell may be split without a hyphen. */
  readonly splitsLongWords: boolean;

  /** @param producer the program that wrote the file, if it is known */
  constructor(lines: readonly Pick<Line, "text">[], producer = "") {
    this.splitsLongWords = !NEVER_SPLITS.test(producer);
    for (const line of lines) this.#learn(plainOf(line.text));
    for (const [index, line] of lines.entries()) {
      const cut = cutWordAt(plainOf(line.text));
      const next = lines[index + 1];
      const tail = cut && next && NEXT_WORD.exec(plainOf(next.text))?.[0];
      if (!tail) continue;
      const [whole, hyphenated] = [this.#count(cut[1]! + tail), this.#count(`${cut[1]}-${tail}`)];
      const use = this.#uses.get(cut[2]!) ?? { splits: 0, compounds: 0 };
      this.#uses.set(cut[2]!, use);
      if (cut[2]!.includes("\u00ad") || whole > hyphenated) use.splits++;
      else if (hyphenated > 0) use.compounds++;
    }
    const uses = [...this.#uses.values()];
    const compounds = uses.reduce((sum, use) => sum + use.compounds, 0);
    this.#hyphenates = uses.some(({ splits }) => splits > 0) || compounds < MIN_WITNESSES;
  }

  /** Appends a line to a text. */
  add(target: RichText, line: RichText): void {
    const before = target.text;
    if (before === "") {
      append(target, line);
      return;
    }
    const cut = cutWordAt(before);
    const tail = NEXT_WORD.exec(line.text)?.[0];
    const address = CUT_ADDRESS.exec(before.slice(-300))?.[0];
    if (
      address !== undefined &&
      (NOT_ASCII.test(address) ? /^[\p{L}\p{N}]/u : /^[A-Za-z0-9]/u).test(line.text) &&
      !/^\p{Lu}\p{Ll}+ \p{Ll}/u.test(line.text)
    ) {
      const isSplit = cut && tail && this.#count(cut[1]! + tail) > this.#count(`${cut[1]}-${tail}`);
      if (isSplit) cutEnd(target, cut[2]!.length);
      else if (before.endsWith("\u00ad")) cutEnd(target, 1);
    } else if (CUT_RANGE.test(before) && /^\p{N}/u.test(line.text)) {
      // The halves of a range are joined without a space.
    } else if (cut && tail && !this.#isSuspended(cut, tail)) {
      const isOwn = !cut[2]!.includes("\u00ad") && this.#isOwnHyphen(cut[1]!, tail, cut[2]!);
      cutEnd(target, cut[2]!.length);
      if (isOwn) append(target, { ...emptyText(), text: "-" });
      // A split word has the same style throughout, so extend the style over the hyphen.
      const style = target.styles.at(-1);
      if (isOwn && style && style.end === target.text.length - 1 && line.styles[0]?.start === 0) style.end++;
    } else if (!/\s$/u.test(before) && !/^\s/u.test(line.text)) {
      append(target, { ...emptyText(), text: " " });
    }
    append(target, line);
    // A marker that wraps onto the next line belongs to the word before it.
    const start = target.text.length - line.text.length;
    for (const marker of target.markers.slice(target.markers.length - line.markers.length))
      if (marker.at === start) marker.at = Math.min(start, before.trimEnd().length);
  }

  /**
   * Whether a hyphen at the end of a line marks an omitted part of a word, as in "pre- and postwar". In Kazakh, "мен"
   * ("and") is also a case ending, so the joined word must not occur elsewhere in the document.
   */
  #isSuspended([, head, hyphen]: RegExpExecArray, tail: string): boolean {
    return SUSPENDED.test(tail) && !hyphen!.includes("\u00ad") && this.#count(head! + tail) === 0;
  }

  /** Whether a word occurs in the document, other than at the start of a line. */
  isWord(word: string): boolean {
    return this.#count(word) > 0;
  }

  /** Whether the hyphen at which a word is split belongs to the word. */
  #isOwnHyphen(head: string, tail: string, hyphen: string): boolean {
    if (/\p{N}$/u.test(head) || /^\p{N}/u.test(tail)) return true;
    const isInCapitals = CAPITALS.test(head) && CAPITALS.test(tail);
    if (/^\p{Lu}/u.test(tail) && !isInCapitals) return true;
    const whole = this.#count(head + tail);
    const hyphenated = this.#count(`${head}-${tail}`);
    if (whole !== hyphenated) return hyphenated > whole;
    const role = this.#roleOf(hyphen);
    if (role) return role === "compounds";
    const first = head
      .toLowerCase()
      .split(/[-\u2010\u2011]/u)
      .at(-1)!;
    const rest = tail.toLowerCase();
    const isOtherForm = this.#isOtherForm(head.toLowerCase(), first, rest);
    if (isOtherForm !== undefined) return isOtherForm;
    // Only one part of the compound is likely to occur elsewhere, because the other part is inflected.
    const begins = this.#beginsCompounds(head.toLowerCase()) || this.#beginsCompounds(first);
    if (begins && !isEnding(rest) && (this.isWord(first) || this.isForm(rest) || canPrefix(first, rest))) return true;
    if (!this.#hyphenates) return true;
    if (this.#tails.has(rest.split(/[-\u2010\u2011]/u)[0]!) && this.#count(first) > 0) return true;
    return isLikelyCompound(first, rest, this);
  }

  /**
   * What a character at the end of a line means, if the document uses one character to split words and another in
   * compounds.
   */
  #roleOf(hyphen: string): "splits" | "compounds" | undefined {
    const own = this.#uses.get(hyphen);
    const others = [...this.#uses].flatMap(([other, use]) => (other === hyphen ? [] : [use]));
    if (!own) return undefined;
    if (own.splits >= MIN_WITNESSES && own.compounds === 0 && others.some(({ compounds }) => compounds > 0))
      return "splits";
    const isInCompounds = own.splits === 0 && own.compounds > 0;
    return isInCompounds && others.some(({ splits }) => splits >= MIN_WITNESSES) ? "compounds" : undefined;
  }

  /**
   * Whether another form of the word occurs with its hyphen, as in "socially-minded" and "socially-mindedness"; false if
   * one occurs without it, undefined if none occurs.
   */
  #isOtherForm(head: string, first: string, rest: string): boolean | undefined {
    const start = stemOf(rest);
    if (start.length < 3) return undefined;
    const isHyphenated = [head, first].some((part) =>
      [...(this.#heads.get(part) ?? [])].some((tail) => tail.startsWith(start)),
    );
    if (isHyphenated) return true;
    return this.#closedFrom(first + start).length > 0 ? false : undefined;
  }

  /** Whether a word, or another form of it, occurs in the document. */
  isForm(word: string): boolean {
    if (this.isWord(word) || this.#tails.has(word)) return true;
    const start = stemOf(word);
    return (
      start.length >= MIN_COMMON && this.#closedFrom(start).some(({ length }) => length <= word.length + MAX_INFLECTION)
    );
  }

  /**
   * Whether a part of a word is mostly followed by a hyphen. "In-depth" does not mean that other words that begin with
   * "in" have a hyphen too.
   */
  #beginsCompounds(part: string): boolean {
    const compounds = this.#heads.get(part)?.size ?? 0;
    if (compounds === 0) return false;
    return compounds >= this.#closedFrom(part).filter((word) => word.length >= part.length + MIN_REST).length;
  }

  /** The words without a hyphen that begin with the given letters, up to a limit. */
  #closedFrom(start: string): string[] {
    this.#closed ??= [...this.#words.keys()].filter((word) => !word.includes("-")).sort();
    let [low, high] = [0, this.#closed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#closed[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return this.#closed.slice(low, low + MAX_COUNTED).filter((word) => word.startsWith(start));
  }

  #count(word: string): number {
    return this.#words.get(word.toLowerCase().replace(/[\u2010\u2011]/gu, "-")) ?? 0;
  }

  #learn(text: string): void {
    const found = [...text.matchAll(/[\p{L}\p{M}\p{N}’']+(?:[-\u2010\u2011][\p{L}\p{M}\p{N}]+)*/gu)];
    for (const [index, { 0: word, index: at }] of found.entries()) {
      // The first word of a line may be the rest of a split word.
      const isCut =
        index === 0 || (index === found.length - 1 && /^[-\u2010\u2011]/u.test(text.slice(at + word.length)));
      if (isCut) continue;
      const key = word.toLowerCase().replace(/[\u2010\u2011]/gu, "-");
      this.#words.set(key, (this.#words.get(key) ?? 0) + 1);
      const parts = key.split("-");
      if (parts.length === 1 || !LETTERS.test(key)) continue;
      for (let n = 1; n < parts.length; n++) {
        const head = parts.slice(0, n).join("-");
        const tails = this.#heads.get(head);
        if (tails) tails.add(parts[n]!);
        else this.#heads.set(head, new Set([parts[n]!]));
        this.#tails.add(parts[n]!);
      }
    }
  }
}

/** A word without its inflection, which is at most a few letters long. */
const stemOf = (word: string): string => word.slice(0, Math.max(MIN_COMMON, word.length - MAX_INFLECTION));

/** The text of a line without the soft hyphens inside it, which are invisible. */
const plainOf = (text: string): string =>
  text.includes("\u00ad") ? text.replace(/\u00ad(?!$|[-\u2010\u2011]$)/gu, "") : text;

/** The word that is split at the end of a line. Few lines end with a hyphen, so the others are not searched. */
const cutWordAt = (text: string): RegExpExecArray | null =>
  HYPHENS.includes(text.at(-1) ?? " ") ? CUT_WORD.exec(text.slice(-80)) : null;
