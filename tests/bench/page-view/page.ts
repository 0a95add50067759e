/** Code that runs in the page as `window.pageBench`. It works for Concord and for pdf.js's viewer. */

/** The element that scrolls the pages; undefined until there is one. */
function scroller(): Element | undefined {
  return (
    document.querySelector("[data-page-texts]")?.parentElement ??
    document.querySelector("#viewerContainer") ??
    undefined
  );
}

const isInView = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 60 && top < window.innerHeight;
};

/** The pages in view, as pairs of the canvas and the element that contains the page's text. */
function pagesInView(): [canvas: Element | null, text: Element | null][] {
  const ours = [...document.querySelectorAll("[data-page-texts] > div")].filter(isInView);
  if (ours.length > 0)
    return ours.map((page) => [page.querySelector("canvas[aria-busy=false]"), page.querySelector(".page-layer")]);
  return [...document.querySelectorAll(".pdfViewer .page")]
    .filter(isInView)
    .map((page) => [page.querySelector("canvas:not([hidden])"), page.querySelector(".textLayer")]);
}

const MARKED = "path[class^=page-mark-colour], hypothesis-highlight";

/** Whether all pages in view are drawn with their text and, if they are marked, with highlights. */
function isDrawn(marked: boolean): boolean {
  const pages = pagesInView();
  return (
    pages.length > 0 &&
    pages.every(([canvas, text]) => canvas && text?.querySelector("span")?.textContent) &&
    (!marked || pages.every(([, text]) => text?.querySelector(MARKED)))
  );
}

function whenDrawn(marked: boolean): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isDrawn(marked)) return void requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    };
    look();
  });
}

/** @returns milliseconds from the navigation until the pages in view are drawn */
export function untilDrawn(marked: boolean): Promise<number> {
  return whenDrawn(marked);
}

/** Without a frame that takes longer than this for as long as that, a page is quiet. In milliseconds. */
const LONG = 100;
const QUIET = 1_500;
/** How long to wait for that at most, because on a busy machine all frames can be long. */
const PATIENCE = 15_000;

/** Waits until everything that follows the opening is done, such as the lists for screen readers. */
export function whenQuiet(): Promise<void> {
  return new Promise((resolve) => {
    const start = performance.now();
    let since = start;
    let last = start;
    const frame = (now: number): void => {
      if (now - last > LONG) since = now;
      last = now;
      if (now - since < QUIET && now - start < PATIENCE) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
}

/** Shows another part of the file. @returns milliseconds until its pages are drawn */
export async function jump({ place, marked }: { place: number; marked: boolean }): Promise<number> {
  const element = scroller();
  if (!element) throw new Error("There are no pages.");
  const start = performance.now();
  element.scrollTop = place * element.scrollHeight;
  // The pages for the new place are only known after a frame.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return (await whenDrawn(marked)) - start;
}

/** Scrolls through the pages by a fixed number of pixels per frame. @returns milliseconds between frames */
export function scrollThrough({ frames, pixels }: { frames: number; pixels: number }): Promise<number[]> {
  const element = scroller();
  if (!element) throw new Error("There are no pages.");
  element.scrollTop = 0;
  return new Promise((resolve) => {
    const times: number[] = [];
    let last = 0;
    const frame = (now: number): void => {
      if (last > 0) times.push(now - last);
      last = now;
      element.scrollTop += pixels;
      if (times.length < frames) requestAnimationFrame(frame);
      else resolve(times);
    };
    requestAnimationFrame(frame);
  });
}

/** The pixels of all canvases, in megabytes, and the number of elements of the pages. */
export function drawnThings(): { canvases: number; elements: number } {
  const canvases = [...document.querySelectorAll("canvas")];
  return {
    canvases: canvases.reduce((sum, { width, height }) => sum + (4 * width * height) / 2 ** 20, 0),
    elements: scroller()?.querySelectorAll("*").length ?? 0,
  };
}
