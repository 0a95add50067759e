/**
 * Scores the importer's result for a case, as defined by the scorer that comes with the cases (`score.py`). All scores
 * are from 0 to 1; higher is better, except for leak, lost and invented.
 */

import type { FoundBlock, Prediction } from "./prediction";
import { alike, Counter, common, hyphenated, letters, match, normal, SAME, words } from "./texts";
import type { TrueBlock, Truth } from "./truth";

export const METRICS = [
  "order",
  "head",
  "level",
  "table",
  "list",
  "notes",
  "page",
  "para",
  "hyphen",
  "style",
  "leak",
  "lost",
  "invented",
] as const;
export type Metric = (typeof METRICS)[number];
/** Undefined if a case contains nothing of this kind. */
export type Scores = Record<Metric, number | undefined>;

const FALLING: readonly Metric[] = ["leak", "lost", "invented"];

/** A file that could not be read counts as entirely wrong. */
export const UNREAD = Object.fromEntries(METRICS.map((metric) => [metric, FALLING.includes(metric) ? 1 : 0])) as Record<
  Metric,
  number
>;

export function scoresOf(truth: Truth, { blocks: all, notes }: Prediction): Scores {
  const own = new Set([truth.title, truth.byline, truth.title + truth.byline].map(letters));
  const blocks = all.filter((block) => block.text === "" || !own.has(letters(normal(block.text))));
  const real = flowText(
    truth.blocks,
    truth.notes.map(({ text }) => text),
  );
  const mine = flowText(blocks, Object.values(notes));
  return {
    order: (2 * common(real, mine)) / Math.max(1, [...real].length + [...mine].length),
    ...headings(truth, blocks),
    table: tables(truth, blocks),
    list: list(truth, blocks),
    notes: noteScore(truth, blocks, notes),
    page: pages(truth, blocks),
    para: paragraphs(truth, blocks),
    ...wordScores(truth, blocks, notes),
    style: styles(truth, blocks),
    leak: leak(truth, blocks, notes),
  };
}

function f1(hits: number, truth: number, found: number): number | undefined {
  return truth === 0 && found === 0 ? undefined : (2 * hits) / (truth + found);
}

type AnyBlock = TrueBlock | FoundBlock;
const textsOf = (blocks: readonly AnyBlock[], kind: AnyBlock["kind"]): string[] =>
  blocks.filter((block) => block.kind === kind).map(({ text }) => text);
const cellsOf = (blocks: readonly AnyBlock[]): string[] => blocks.flatMap(({ rows = [] }) => rows.flat());

function flowText(blocks: readonly AnyBlock[], notes: readonly string[]): string {
  const running = blocks.filter(({ kind }) => kind !== "table" && kind !== "figure").map(({ text }) => text);
  return [...running, ...notes]
    .map(normal)
    .filter((part) => part !== "")
    .join(" ");
}

function headings(truth: Truth, blocks: readonly FoundBlock[]): Pick<Scores, "head" | "level"> {
  const real = truth.blocks.filter(({ kind }) => kind === "heading");
  const mine = blocks.filter(({ kind }) => kind === "heading");
  const pairs = match(
    real.map(({ text }) => text),
    mine.map(({ text }) => text),
  );
  // Heading levels that are all off by the same number are not penalized.
  const right = [-1, 0, 1, 2].map(
    (shift) => pairs.filter(([i, j]) => (real[i]!.level ?? 1) + shift === (mine[j]!.level ?? 1)).length,
  );
  return { head: f1(pairs.length, real.length, mine.length), level: f1(Math.max(...right), real.length, mine.length) };
}

/**
 * The share of cells at the right position. The rows of all tables are aligned in order, so that as many cells as
 * possible match.
 */
function tables(truth: Truth, blocks: readonly FoundBlock[]): number | undefined {
  const rowsOf = (all: readonly AnyBlock[]) =>
    all
      .flatMap(({ rows = [] }) => rows.map((row) => row.map((cell) => letters(normal(cell)))))
      .filter((row) => row.some((cell) => cell !== ""));
  const real = rowsOf(truth.blocks);
  const mine = rowsOf(blocks);
  if (real.length === 0) return undefined;
  let best = mine.map(() => 0);
  for (const row of real) {
    const next: number[] = [];
    for (const [j, other] of mine.entries()) {
      const hits = row.filter((cell, n) => cell !== "" && cell === other[n]).length;
      next.push(Math.max((j > 0 ? best[j - 1]! : 0) + hits, best[j]!, next[j - 1] ?? 0));
    }
    best = next;
  }
  const filled = (rows: readonly string[][]) => rows.flat().filter((cell) => cell !== "").length;
  return f1(best.at(-1) ?? 0, filled(real), filled(mine));
}

function list(truth: Truth, blocks: readonly FoundBlock[]): number | undefined {
  const real = textsOf(truth.blocks, "list-item");
  const mine = textsOf(blocks, "list-item").map((text) => text.replace(/^[^\p{L}\p{N}_]*(\d{1,2}[.)])?\s*/u, ""));
  return real.length === 0 ? undefined : f1(match(real, mine).length, real.length, mine.length);
}

/** Footnote markers at the right position with the right text. False markers reduce the score. */
function noteScore(truth: Truth, blocks: readonly FoundBlock[], notes: Record<string, string>): number | undefined {
  const refsOf = (all: readonly AnyBlock[]) => {
    let stream = "";
    return all.flatMap(({ refs = [], text }) => {
      const placed = refs.map(({ at, note }) => ({
        place: letters([...`${stream} ${normal(text.slice(0, at))}`].slice(-80).join("")).slice(-16),
        note: String(note),
      }));
      stream = [...`${stream} ${normal(text)}`].slice(-80).join("");
      return placed;
    });
  };
  const real = refsOf(truth.blocks).map(({ place, note }) => ({
    place,
    text: letters(truth.notes[Number(note)]!.text),
  }));
  if (real.length === 0) return undefined;
  const mine = refsOf(blocks).flatMap(({ place, note }) => {
    const text = notes[note];
    if (text === undefined) return [];
    const bare = letters(normal(text).replace(/^[^\p{L}\p{N}_]*\d{1,3}[^\p{L}\p{N}_]*\s/u, ""));
    return [{ place, texts: [letters(text), bare] }];
  });
  const used = new Set<number>();
  let hits = 0;
  for (const { place, text } of real) {
    const found = mine.findIndex(
      (other, n) =>
        !used.has(n) &&
        (place === other.place || alike(place, other.place) >= 0.8) &&
        other.texts.some((each) => alike(text, each) >= SAME),
    );
    if (found < 0) continue;
    used.add(found);
    hits++;
  }
  return f1(hits, real.length, mine.length);
}

/**
 * The share of paragraphs whose first words are on the right page. Compares the page numbers in the file and the
 * printed page numbers, and uses the better result.
 */
function pages(truth: Truth, blocks: readonly FoundBlock[]): number | undefined {
  const real = truth.blocks.filter(({ kind, page }) => kind === "paragraph" && page !== undefined);
  if (real.length === 0 || !blocks.some(({ page, turns }) => page !== undefined || turns.length > 0)) return undefined;
  let stream = "";
  const starts: { offset: number; page: number | undefined }[] = [];
  for (const { kind, text, page, turns } of blocks) {
    if (kind === "table") continue;
    const all = [[0, page] as const, ...turns];
    for (const [n, [at, number]] of all.entries()) {
      starts.push({ offset: stream.length, page: number });
      const end = all[n + 1]?.[0];
      stream += letters(all.length > 1 ? normal(text).slice(at, end) : normal(text));
    }
  }
  const pageAt = (offset: number) => String(starts.findLast((start) => start.offset <= offset)?.page);
  const hits = { file: 0, print: 0 };
  let after = 0;
  for (const { text, page } of real) {
    const whole = letters(normal(text));
    const tries = [60, 30].flatMap((length) =>
      [after, 0].map((from) => (whole === "" ? -1 : stream.indexOf(whole.slice(0, length), from))),
    );
    const at = tries.find((found) => found >= 0);
    if (at === undefined) continue;
    after = at + 1;
    if (pageAt(at) === String(page)) hits.file++;
    if (pageAt(at) === truth.labels[page! - 1]) hits.print++;
  }
  return Math.max(hits.file, hits.print) / real.length;
}

function paragraphs(truth: Truth, blocks: readonly FoundBlock[]): number | undefined {
  const real = textsOf(truth.blocks, "paragraph");
  const mine = textsOf(blocks, "paragraph").filter((text) => letters(text) !== "");
  // The importer may also have read captions and notes as paragraphs. These don't reduce the score.
  const free = textsOf(truth.blocks, "caption").length + truth.notes.length;
  return f1(match(real, mine, 0.95).length, real.length, Math.max(real.length, mine.length - free));
}

const everything = (blocks: readonly AnyBlock[], notes: readonly string[]): string[] => [
  ...blocks.map(({ text }) => text),
  ...cellsOf(blocks),
  ...notes,
];

function wordScores(
  truth: Truth,
  blocks: readonly FoundBlock[],
  notes: Record<string, string>,
): Pick<Scores, "lost" | "invented" | "hyphen"> {
  const real = everything(
    truth.blocks,
    truth.notes.map(({ text }) => text),
  );
  const mine = everything(blocks, Object.values(notes));
  const realWords = new Counter(words(real.join(" ")));
  const myWords = new Counter(words(mine.join(" ")));
  const contents = truth.toc
    ? [
        ...words(textsOf(truth.blocks, "heading").join(" ")),
        ...truth.labels.flatMap((label) => Array.from({ length: 20 }, () => words(label)).flat()),
      ]
    : [];
  const free = new Counter([...words([truth.title, truth.byline, ...truth.figureText].join(" ")), ...contents]);
  const broken = new Counter(truth.broken);
  const pieces = new Counter(hyphenated(mine.join(" ")));
  const whole = new Counter(hyphenated(real.join(" ")));
  let torn = 0;
  for (const [word, count] of broken.counts) torn += Math.min(count, Math.max(0, whole.of(word) - pieces.of(word)));
  return {
    lost: realWords.without(myWords) / Math.max(1, realWords.total),
    invented: myWords.without(realWords, free) / Math.max(1, myWords.total),
    hyphen: broken.total >= 5 ? 1 - torn / broken.total : undefined,
  };
}

/** Italic and bold words in the running text. */
function styles(truth: Truth, blocks: readonly FoundBlock[]): number | undefined {
  const marked = (all: readonly AnyBlock[]) =>
    new Counter(
      all
        .filter(({ kind }) => kind === "paragraph" || kind === "list-item")
        .flatMap(({ text, marks = [] }) =>
          marks.flatMap(({ style, start, end }) =>
            [...style].flatMap((each) => words(text.slice(start, end)).map((word) => `${each} ${word}`)),
          ),
        ),
    );
  const real = marked(truth.blocks);
  const mine = marked(blocks);
  return real.total === 0 ? undefined : f1(real.shared(mine), real.total, mine.total);
}

/** The share of the printed running heads and page numbers that leaked into the text. */
function leak(truth: Truth, blocks: readonly FoundBlock[], notes: Record<string, string>): number | undefined {
  if (truth.pages === 0) return undefined;
  const all = everything(blocks, Object.values(notes));
  const stream = all.map(letters).join(" ");
  const real = [
    truth.title,
    truth.byline,
    ...truth.blocks.map(({ text }) => text),
    ...truth.notes.map(({ text }) => text),
  ]
    .map(letters)
    .join(" ");
  const heads = new Set(truth.furniture.heads.map(letters));
  const count = (text: string, part: string) => (part === "" ? 0 : text.split(part).length - 1);
  let leaked = 0;
  for (const head of heads) leaked += Math.max(0, count(stream, head) - count(real, head) - (truth.toc ? 2 : 0));
  const { folio } = truth.furniture;
  if (/\p{L}/u.test(folio.replace("{p}", "").replace("{t}", ""))) {
    const pattern = folio
      .replace(/[.*+?^$()|[\]\\]/gu, "\\$&")
      .replace(/\{[pt]\}/gu, "\\d+")
      .replace(/ /gu, "\\s*");
    leaked += all.join("\n").match(new RegExp(pattern, "gu"))?.length ?? 0;
  } else {
    const labels = new Set(truth.labels);
    leaked += blocks.filter(
      ({ kind, text }) =>
        kind !== "table" &&
        /^[^\p{L}\p{N}_]*\d{1,3}[^\p{L}\p{N}_]*$/u.test(text) &&
        labels.has(text.replace(/\D/gu, "")),
    ).length;
  }
  return Math.min(1, leaked / (truth.pages * (heads.size > 0 ? 2 : 1)));
}
