import { problem } from "../errors/problem";
import { isPageEnd, type PageBreak, weakness } from "./page-breaks";
import type { ImportWarning } from "./warning";

/** The content of a page comment. */
export interface PageLabel {
  page: number;
  certain: boolean;
}

/** A source line whose page is known. */
export interface Anchor {
  line: number;
  page: number;
}

/** Maximum number of page breaks to guess between two anchors. If more are missing, only the anchors are labelled. */
const MAX_GUESSES = 20;

/**
 * Numbers the pages. The table of contents determines how many page breaks there must be between two anchors. Missing
 * page breaks are chosen from those with weaker evidence and marked as uncertain. If too many page breaks are missing,
 * or there are no anchors, pages are numbered consecutively and marked as uncertain.
 *
 * @param start the page break before the body's first block
 * @param turns all other possible page breaks, in order
 * @param anchors headings with a page number in the table of contents, in order
 * @param heightAbove estimated printed lines above a source line, to find pages that are too long
 * @returns labels of the page breaks
 */
export function numberPages(
  start: PageBreak,
  turns: readonly PageBreak[],
  anchors: readonly Anchor[],
  heightAbove: (line: number) => number,
): { labels: Map<PageBreak, PageLabel>; doubts: ImportWarning[] } {
  const printed = turns.flatMap(({ page, line }) => (page === undefined ? [] : [{ page, line }]));
  const known = [...anchors, ...printed].sort((a, b) => a.line - b.line || a.page - b.page);
  const numbering = new Numbering(turns, heightAbove);
  const [first, ...others] = known;
  if (first) numbering.numberByAnchors(start, first, others);
  else if (turns.some(isPageEnd)) numbering.numberFromOne(start);
  return numbering;
}

class Numbering {
  readonly labels = new Map<PageBreak, PageLabel>();
  readonly doubts: ImportWarning[] = [];
  private page = 1;
  private readonly turns: readonly PageBreak[];
  /** Index of the first page break that has not been processed. */
  private next = 0;

  constructor(
    turns: readonly PageBreak[],
    private readonly heightAbove: (line: number) => number,
  ) {
    this.turns = [...turns].sort(byLine);
  }

  numberFromOne(start: PageBreak): void {
    this.doubts.push({ line: start.line, problem: problem("import-warning.pages.unnumbered") });
    this.labels.set(start, { page: 1, certain: false });
    this.numberRest(false);
  }

  numberByAnchors(start: PageBreak, first: Anchor, others: readonly Anchor[]): void {
    const before = this.takeUpTo(first.line).filter(isPageEnd);
    this.page = Math.max(1, first.page - countPages(before));
    this.labels.set(start, { page: this.page, certain: this.page + countPages(before) === first.page });
    this.label(before, true);
    let from = first;
    for (const to of others) {
      if (to.page < from.page || to.line === from.line) continue;
      this.numberStretch(from, to);
      from = to;
    }
    this.numberRest(true);
  }

  /** Numbers the page breaks from one anchor to the next, including those at the next anchor. */
  private numberStretch(from: Anchor, to: Anchor): void {
    const inside = this.takeUpTo(to.line);
    const ends = inside.filter(isPageEnd);
    const needed = to.page - this.page;
    const missing = needed - countPages(ends);
    if (missing < 0) {
      this.doubts.push({
        line: from.line,
        problem: problem("import-warning.pages.too-many", { from: from.page, to: to.page, count: -missing }),
      });
    }
    if (missing > 0) {
      this.doubts.push({
        line: to.line,
        problem: problem("import-warning.pages.too-few", {
          from: from.page,
          to: to.page,
          needed,
          found: needed - missing,
        }),
      });
    }
    const added = this.fill(
      ends,
      inside.filter((turn) => !isPageEnd(turn)),
      from,
      to,
      missing,
    );
    const unplaced = missing - added.length;
    if (unplaced > 0) {
      this.doubts.push({
        line: from.line,
        problem: problem("import-warning.pages.not-found", { count: unplaced, from: from.page, to: to.page }),
      });
    }
    this.label([...ends, ...added].sort(byLine), missing >= 0 && unplaced <= 0);
    if (unplaced > 0) this.jump(inside, to);
  }

  /** Even if page breaks could not be found, the page number of the next section's heading is known. */
  private jump(inside: readonly PageBreak[], to: Anchor): void {
    this.page = to.page;
    const heading = inside.findLast((turn) => turn.line === to.line);
    if (heading) this.labels.set(heading, { page: to.page, certain: false });
  }

  /** Numbers page breaks after the last anchor. Split sentences are the only weaker evidence considered there. */
  private numberRest(certain: boolean): void {
    const rest = this.turns.slice(this.next).filter((turn) => isPageEnd(turn) || turn.evidence === "cut");
    const cut = rest.findIndex((turn) => turn.evidence === "cut");
    this.label(cut < 0 ? rest : rest.slice(0, cut), certain);
    if (cut >= 0) this.label(rest.slice(cut), false);
  }

  /** The next page breaks, up to and including any at the given line. */
  private takeUpTo(line: number): PageBreak[] {
    const from = this.next;
    while (this.next < this.turns.length && this.turns[this.next]!.line <= line) this.next++;
    return this.turns.slice(from, this.next);
  }

  private label(turns: readonly PageBreak[], certain: boolean): void {
    for (const turn of turns) {
      this.page += turn.pages;
      const label = { page: this.page, certain: certain && isPageEnd(turn) };
      this.labels.set(turn, label);
      if (certain !== label.certain || turn.evidence === "cut") this.doubtTurn(turn);
    }
  }

  private doubtTurn({ line }: PageBreak): void {
    this.doubts.push({ line, problem: problem("import-warning.pages.uncertain", { page: this.page }) });
  }

  /**
   * Fills in missing page breaks from the candidates, one at a time. Each time, the longest stretch of text without a
   * page break is searched. Of the candidates with the strongest evidence in it, the one closest to the middle is
   * chosen.
   */
  private fill(
    ends: readonly PageBreak[],
    candidates: readonly PageBreak[],
    from: Anchor,
    to: Anchor,
    missing: number,
  ): PageBreak[] {
    const chosen: PageBreak[] = [];
    const isInside = (start: number, end: number) => (turn: PageBreak) => turn.line > start && turn.line < end;
    if (missing > MAX_GUESSES) return [];
    while (chosen.length < missing) {
      const bounds = [from.line, ...[...ends, ...chosen].map((turn) => turn.line), to.line].sort((a, b) => a - b);
      const stretches = bounds
        .slice(1)
        .map((end, index) => ({ start: bounds[index]!, end }))
        .sort((a, b) => this.height(b.start, b.end) - this.height(a.start, a.end));
      const longest = stretches.find(({ start, end }) => candidates.some(isInside(start, end)));
      if (!longest) break;
      const { start, end } = longest;
      const imbalance = (turn: PageBreak) => Math.abs(this.height(start, turn.line) - this.height(turn.line, end));
      const [best] = candidates
        .filter(isInside(start, end))
        .sort((a, b) => weakness(a.evidence) - weakness(b.evidence) || imbalance(a) - imbalance(b));
      chosen.push(best!);
    }
    return chosen;
  }

  private height(start: number, end: number): number {
    return this.heightAbove(end) - this.heightAbove(start);
  }
}

const countPages = (turns: readonly PageBreak[]): number => turns.reduce((sum, turn) => sum + turn.pages, 0);

const byLine = (a: PageBreak, b: PageBreak): number => a.line - b.line;
