import { isPageEnd, type PageBreak, weakness } from "./page-breaks";
import type { ImportWarning } from "./warning";

/** What a page comment says. */
export interface PageLabel {
  page: number;
  certain: boolean;
}

/** A source line that is known to stand on a page. */
export interface Anchor {
  line: number;
  page: number;
}

/** So many ends of pages between two anchors cannot be guessed: the sections are then all that is known. */
const MAX_GUESSES = 20;

/**
 * Numbers the pages. Between two anchors the ends of pages should be as many as the contents list says; where some are
 * missing, the best candidates among the weaker signs are taken and called uncertain. Where there are too many, or nothing
 * to compare them with, the pages are numbered on and called uncertain.
 *
 * @param start the turn before the body's first block
 * @param turns all other places where a page may end, in order
 * @param anchors headings whose page the contents list gives, in order
 * @param heightAbove estimated printed lines above a source line, for telling which page is too long
 * @returns labels of those turns at which a page begins
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
  /** Index of the first turn that has not been numbered or passed over. */
  private next = 0;

  constructor(
    turns: readonly PageBreak[],
    private readonly heightAbove: (line: number) => number,
  ) {
    this.turns = [...turns].sort(byLine);
  }

  numberFromOne(start: PageBreak): void {
    this.doubts.push({ line: start.line, text: "Nothing says which page is which: pages are numbered from 1." });
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

  /** Numbers the turns after one anchor, up to and including the turn at the next. */
  private numberStretch(from: Anchor, to: Anchor): void {
    const inside = this.takeUpTo(to.line);
    const ends = inside.filter(isPageEnd);
    const needed = to.page - this.page;
    const missing = needed - countPages(ends);
    if (missing < 0) {
      this.doubts.push({
        line: from.line,
        text: `Pages ${from.page} to ${to.page} have ${-missing} more ends of pages than the contents list allows.`,
      });
    }
    if (missing > 0) {
      this.doubts.push({
        line: to.line,
        text: `By the contents list ${needed} pages end before page ${to.page} since page ${from.page}; ${needed - missing} leave a sign.`,
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
        text: `Between pages ${from.page} and ${to.page} the ends of ${unplaced} pages could not be found.`,
      });
    }
    this.label([...ends, ...added].sort(byLine), missing >= 0 && unplaced <= 0);
    if (unplaced > 0) this.jump(inside, to);
  }

  /** Where ends of pages could not be found, the next section's heading still has its page. */
  private jump(inside: readonly PageBreak[], to: Anchor): void {
    this.page = to.page;
    const heading = inside.findLast((turn) => turn.line === to.line);
    if (heading) this.labels.set(heading, { page: to.page, certain: false });
  }

  /** Numbers what comes after the last anchor, where a sentence cut in two is the only other sign of a page's end. */
  private numberRest(certain: boolean): void {
    const rest = this.turns.slice(this.next).filter((turn) => isPageEnd(turn) || turn.evidence === "cut");
    const cut = rest.findIndex((turn) => turn.evidence === "cut");
    this.label(cut < 0 ? rest : rest.slice(0, cut), certain);
    if (cut >= 0) this.label(rest.slice(cut), false);
  }

  /** The turns that follow, up to and including those at a line. */
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
    this.doubts.push({ line, text: `Page ${this.page} was taken to begin here, without a certain sign of it.` });
  }

  /**
   * Chooses turns for ends of pages that are missing: each in the longest stretch of text without one, of the strongest
   * evidence there, nearest to its middle.
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
