import type { WordBox } from "@/lib/word-boxes/model";
import { isBeside, spansOf } from "@/lib/word-boxes/queries";

/** The words of a line that follow each other in the text. */
export interface PageRun extends WordBox {
  text: string;
}

/**
 * Joins the words of a page to runs of text, so that the page's text can be selected.
 *
 * @param boxes ordered by `start`
 * @param textOf returns a part of the canonical text
 */
export function runsOf(boxes: readonly WordBox[], textOf: (start: number, end: number) => string): PageRun[] {
  const runs: PageRun[] = [];
  let box = 0;
  for (const span of spansOf(boxes)) {
    const text = textOf(span.start, span.end);
    for (; box < boxes.length && boxes[box]!.start < span.end; box++) {
      const own = boxes[box]!;
      const last = runs.at(-1);
      const between = last && text.slice(last.end - span.start, own.start - span.start);
      if (last && last.start >= span.start && /^ ?$/u.test(between ?? "") && isBeside(last, own)) {
        last.end = own.end;
        last.x1 = Math.max(last.x1, own.x1);
        last.y0 = Math.min(last.y0, own.y0);
        last.y1 = Math.max(last.y1, own.y1);
      } else runs.push({ ...own, text: "" });
      const run = runs.at(-1)!;
      run.text = text.slice(run.start - span.start, run.end - span.start);
    }
  }
  return runs;
}
