/** Code that runs in the page as `window.bench`. */

import { rangesOfOffsets } from "@/app/_features/text/text-offsets";
import type { Span } from "./seed";

declare global {
  interface Window {
    /** When the page received the highlights, in milliseconds of `performance.now()`. */
    gotData: number | undefined;
    /** The first painted frame that shows the result of a click or key; null until then. */
    shown: { ms: number; frames: number } | null;
    /** The CSS highlights that have changed since this set was last emptied. */
    touched: Set<string>;
  }
}

/**
 * Runs before the page's own scripts. Records when the list of highlights is read, and which CSS highlights change.
 */
export function watchData(): void {
  const read = Response.prototype.json;
  Response.prototype.json = async function json(this: Response) {
    const data = await read.call(this);
    if (this.url.includes("/highlights")) window.gotData = performance.now();
    return data;
  };
  window.touched = new Set();
  for (const name of ["add", "delete", "clear"] as const) {
    const method = Highlight.prototype[name] as (...args: unknown[]) => unknown;
    Object.defineProperty(Highlight.prototype, name, {
      value(this: Highlight, ...args: unknown[]) {
        for (const [style, highlight] of CSS.highlights) if (highlight === this) window.touched.add(style);
        return method.apply(this, args);
      },
    });
  }
}

function paintedIn(style: string): number {
  let ranges = 0;
  for (const [name, { size }] of CSS.highlights) if (name.startsWith(style)) ranges += size;
  return ranges;
}

/**
 * Waits until all spans visible at the top of the page are painted. Several spans with the same words and colour are
 * painted once.
 *
 * @returns milliseconds from receiving the data to that frame
 */
export function untilPainted(spans: readonly (Span & { colour: number })[]): Promise<number> {
  const below = [...document.querySelectorAll<HTMLElement>("article [data-start]")].find(
    (run) => run.getBoundingClientRect().top > window.innerHeight,
  );
  const limit = Number(below?.dataset.start);
  const shown = spans.filter(({ start }) => start < limit);
  const count = new Set(shown.map(({ start, end, colour }) => `${start} ${end} ${colour}`)).size;
  return new Promise((resolve) => {
    const look = (): void => {
      const ranges = paintedIn("colour-");
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        if (ranges >= count && window.gotData !== undefined) resolve(performance.now() - window.gotData);
        else requestAnimationFrame(look);
      };
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
}

/**
 * Wraps the text of spans in elements, as most annotation tools do. @returns milliseconds to the frame, and the number
 * of elements
 */
export function wrap(spans: readonly Span[]): Promise<{ ms: number; elements: number }> {
  const root = document.querySelector("article")!;
  const start = performance.now();
  let elements = 0;
  for (const span of spans) {
    const [range] = rangesOfOffsets(root, [span]);
    if (!range) continue;
    const nodes: Text[] = [];
    const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
    if (range.commonAncestorContainer instanceof Text) nodes.push(range.commonAncestorContainer);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (range.intersectsNode(node) && (node as Text).data.trim() !== "") nodes.push(node as Text);
    }
    const [from, to] = [range.startOffset, range.endOffset];
    const { startContainer, endContainer } = range;
    for (const node of nodes) {
      const last = node === endContainer && to < node.length ? node.splitText(to) && node : node;
      const part = node === startContainer && from > 0 ? last.splitText(from) : last;
      const mark = document.createElement("mark");
      mark.className = "wrapped";
      part.replaceWith(mark);
      mark.append(part);
      elements += 1;
    }
  }
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve({ ms: performance.now() - start, elements });
      port2.postMessage(null);
    });
  });
}

/** Scrolls through the page by a fixed number of pixels per frame. @returns milliseconds between frames */
export function scrollThrough({ frames, pixels }: { frames: number; pixels: number }): Promise<number[]> {
  window.scrollTo(0, 0);
  return new Promise((resolve) => {
    const times: number[] = [];
    let last = 0;
    const frame = (now: number): void => {
      if (last > 0) times.push(now - last);
      last = now;
      window.scrollBy({ top: pixels, behavior: "instant" });
      if (times.length < frames) requestAnimationFrame(frame);
      else resolve(times);
    };
    requestAnimationFrame(frame);
  });
}

/**
 * Scrolls a passage into view.
 *
 * @returns a point on its first letter, in CSS pixels relative to the viewport; null if a click there would hit another
 *   element
 */
export function pointOn(span: Span): { x: number; y: number } | null {
  const [range] = rangesOfOffsets(document.querySelector("article")!, [span]);
  if (!range) throw new Error("The page does not show the passage.");
  const { top } = range.getBoundingClientRect();
  window.scrollBy({ top: top - 300, behavior: "instant" });
  const { x, y, height } = range.getClientRects()[0]!;
  const point = { x: x + 2, y: y + height / 2 };
  return document.elementFromPoint(point.x, point.y)?.closest("a, button") ? null : point;
}

/** Selects a passage as a user does. */
export function select(span: Span): void {
  const [range] = rangesOfOffsets(document.querySelector("article")!, [span]);
  if (!range) throw new Error("The page does not show the passage.");
  const { startContainer, startOffset, endContainer, endOffset } = range;
  document.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
}

/**
 * After the next event of the given type, waits until an element or a number of ranges in the first colour is painted.
 * Sets `window.shown`.
 */
export function watch({ event, selector, ranges = 0 }: { event: string; selector?: string; ranges?: number }): void {
  window.shown = null;
  window.touched = new Set();
  const isThere = (): boolean =>
    selector === undefined ? paintedIn("colour-1") >= ranges : document.querySelector(selector) !== null;
  const begin = ({ timeStamp }: Event): void => {
    let frames = 0;
    const look = (): void => {
      frames += 1;
      const there = isThere();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        if (there) window.shown = { ms: performance.now() - timeStamp, frames };
        else requestAnimationFrame(look);
      };
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  };
  window.addEventListener(event, begin, { capture: true, once: true });
}
