import type { AnchorCase, AnchorCases } from "./cases";

/**
 * A character of the edited text: its offset in the first text if it comes from there and, if its word replaced
 * another, the start of the replaced word.
 */
type Tracked = readonly [character: string, origin: number | null, replaced?: number | null];

const KINDS = [
  "elsewhere",
  "typography",
  "light",
  "medium",
  "split",
  "moved",
  "deleted",
  "rewritten",
  "short",
  "short-deleted",
] as const;
type Kind = (typeof KINDS)[number];

/** Kinds of edits that remove the passage completely. */
const GONE: readonly Kind[] = ["deleted", "rewritten", "short-deleted"];

/**
 * Passages come from paragraphs of at least `LONG` characters. Paragraphs shorter than `SHORT` are left out of the
 * texts.
 */
const LONG = 200;
const SHORT = 40;

/** Number of passages per edited text. */
const PASSAGES = 4;

/** Share of a passage that must be preserved for its position to be unambiguous. */
const LEFT = 0.6;

const TYPOGRAPHY = new Map(Object.entries({ "'": "’", '"': "”", "-": "–", "’": "'", "“": '"', "”": '"', "–": "-" }));

const isWordCharacter = (character: string | undefined): boolean => /[\p{L}\p{N}]/u.test(character ?? "");

/**
 * Generates cases with known answers. Edits whole paragraphs and single words of a text, and tracks every character.
 * The same seed always produces the same cases.
 *
 * @param versions number of edited texts
 */
export function madeCases(text: string, seed: number, versions: number): AnchorCases {
  const draw = drawing(seed);
  const paragraphs = text
    .split(/\n\s*\n/u)
    .map((paragraph) => [...paragraph.replace(/\s+/gu, " ").trim()])
    .filter(({ length }) => length > SHORT);
  const long = paragraphs.flatMap(({ length }, index) => (length >= LONG ? [index] : []));
  const documents = new Map([["before", paragraphs.map((one) => one.join("")).join("\n\n")]]);
  const editor = new Editor(paragraphs, draw);
  const cases: AnchorCase[] = [];
  for (let version = 0; version < versions && long.length > 0; version++) {
    const kind = KINDS[version % KINDS.length]!;
    const target = long[draw(long.length)]!;
    const edited = editor.edited(kind, target);
    const after = `after-${version}`;
    documents.set(after, edited.map(([character]) => character).join(""));
    const places = new Map(edited.flatMap(([, origin], place) => (origin === null ? [] : [[origin, place] as const])));
    const replacements = edited.flatMap(([, , replaced], place) => (replaced == null ? [] : [{ replaced, place }]));
    for (let count = 0; count < PASSAGES; count++) {
      const passage = editor.passage(kind, target);
      if (!passage) continue;
      const { start, end } = passage;
      const left = Array.from({ length: end - start }, (_, step) => places.get(start + step)).filter(
        (place) => place !== undefined,
      );
      const one = { id: `${version}-${count}`, kind, before: "before", after, start, end };
      if (GONE.includes(kind)) cases.push({ ...one, expect: null });
      else if (left.length >= LEFT * (end - start)) {
        const came = replacements.filter(({ replaced }) => replaced >= start && replaced < end);
        const withReplaced = [...left, ...came.map(({ place }) => place)];
        cases.push({ ...one, expect: rangeOf(left), expectWithReplaced: rangeOf(withReplaced) });
      }
    }
  }
  return { documents, cases };
}

class Editor {
  readonly #starts: number[] = [];
  readonly #words: string[];
  readonly #counts = new Map<string, number>();

  constructor(
    private readonly paragraphs: readonly string[][],
    private readonly draw: (below: number) => number,
  ) {
    let start = 0;
    for (const { length } of paragraphs) {
      this.#starts.push(start);
      start += length + 2;
    }
    this.#words = paragraphs.flatMap((one) => one.join("").match(/[\p{L}\p{N}_]{4,}/gu) ?? []);
    for (const word of this.#words) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }

  edited(kind: Kind, target: number): Tracked[] {
    const edited: Tracked[][] = [];
    let moved: Tracked[] | null = null;
    for (let index = 0; index < this.paragraphs.length; index++) {
      const made = index === target ? this.#target(kind, index) : this.#other(index);
      if (index === target && kind === "moved") moved = made.shift()!;
      edited.push(...made);
    }
    if (moved) edited.splice(this.draw(edited.length + 1), 0, moved);
    return edited.flatMap((one, index) => (index === 0 ? one : [...lineBreaks(), ...one]));
  }

  /** A span of whole words in the first text. */
  passage(kind: Kind, target: number): { start: number; end: number } | null {
    const paragraph = this.paragraphs[target]!;
    let [from, to] = [0, 0];
    if (kind === "short" || kind === "short-deleted") {
      const words = [...paragraph.join("").matchAll(/[\p{L}\p{N}_]{4,}/gu)].filter(
        ([word]) => this.#counts.get(word)! >= 4,
      );
      const word = words[this.draw(Math.max(1, words.length))];
      if (!word) return null;
      from = [...paragraph.join("").slice(0, word.index)].length;
      to = from + [...word[0]].length;
    } else if (kind === "split") {
      const middle = this.#middle(target);
      [from, to] = [Math.max(0, middle - 40), Math.min(paragraph.length, middle + 40)];
    } else {
      from = this.draw(Math.max(1, paragraph.length - 30));
      to = Math.min(paragraph.length, from + [25, 60, 120, 200, 400][this.draw(5)]!);
    }
    while (from > 0 && isWordCharacter(paragraph[from - 1])) from--;
    while (to < paragraph.length && isWordCharacter(paragraph[to])) to++;
    const start = this.#starts[target]!;
    return { start: start + from, end: start + to };
  }

  #target(kind: Kind, index: number): Tracked[][] {
    const tracked = this.#tracked(index);
    switch (kind) {
      case "deleted":
      case "short-deleted":
        return [];
      case "light":
        return [this.#withEdits(tracked, 0.06)];
      case "medium":
        return [this.#withEdits(tracked, 0.15)];
      case "typography":
        return [tracked.map(([character, origin]) => [TYPOGRAPHY.get(character) ?? character, origin])];
      case "rewritten":
        return [this.#sentence(tracked.filter(([character]) => character === " ").length + 1)];
      case "split": {
        const middle = this.#middle(index);
        return [tracked.slice(0, middle), tracked.slice(middle + 1)];
      }
      default:
        return [tracked];
    }
  }

  /** Edits the other paragraphs: deletes a few, edits a few, and inserts a new paragraph before a few. */
  #other(index: number): Tracked[][] {
    const chance = this.draw(100);
    if (chance < 6) return [];
    const tracked = this.#tracked(index);
    if (chance < 12) return [this.#withEdits(tracked, 0.1)];
    return chance > 95 ? [this.#sentence(60), tracked] : [tracked];
  }

  #tracked(index: number): Tracked[] {
    return this.paragraphs[index]!.map((character, step) => [character, this.#starts[index]! + step]);
  }

  /** Offset of the space in the middle of a paragraph. */
  #middle(index: number): number {
    const spaces = this.paragraphs[index]!.flatMap((character, place) => (character === " " ? [place] : []));
    return spaces[Math.floor(spaces.length / 2)] ?? 0;
  }

  #withEdits(tracked: readonly Tracked[], rate: number): Tracked[] {
    const edited: Tracked[] = [];
    let index = 0;
    while (index < tracked.length) {
      let end = index;
      while (end < tracked.length && isWordCharacter(tracked[end]![0])) end++;
      const word = tracked.slice(index, Math.max(end, index + 1));
      const chance = end > index ? this.draw(1_000) / 1_000 : 1;
      if (chance < rate / 2) {
        edited.push(...this.#word().map(([character]): Tracked => [character, null, word[0]![1]]));
      } else if (chance >= rate * 0.75) edited.push(...word);
      if (chance >= rate * 0.75 && chance < rate) edited.push([" ", null], ...this.#word());
      index += word.length;
    }
    return edited;
  }

  #sentence(count: number): Tracked[] {
    return Array.from({ length: count }, () => this.#word()).flatMap((word, index): Tracked[] =>
      index === 0 ? word : [[" ", null], ...word],
    );
  }

  #word(): Tracked[] {
    return [...this.#words[this.draw(this.#words.length)]!].map((character) => [character, null]);
  }
}

function rangeOf(places: readonly number[]): [number, number] {
  return [Math.min(...places), Math.max(...places) + 1];
}

function lineBreaks(): Tracked[] {
  return [
    ["\n", null],
    ["\n", null],
  ];
}

/** Random numbers determined by a seed (Park and Miller 1988). */
function drawing(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
