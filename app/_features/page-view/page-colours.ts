"use client";

import type { PageViewport, PDFPageProxy } from "pdfjs-dist";
import { useMemo, useSyncExternalStore } from "react";

/** The colours in which pages are drawn. */
export interface PageColours {
  paper: string;
  ink: string;
  isDark: boolean;
}

const DARK = "(prefers-color-scheme: dark)";

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const system = window.matchMedia(DARK);
  system.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", listener);
  };
}

function themeNow(): string {
  return document.documentElement.dataset.theme ?? (window.matchMedia(DARK).matches ? "dark" : "light");
}

/** The colours of pages in the current theme; null in the light theme, in which pages keep their own colours. */
export function usePageColours(): PageColours | null {
  const theme = useSyncExternalStore(subscribe, themeNow, () => "light");
  return useMemo(() => {
    if (theme === "light") return null;
    const { backgroundColor, color } = getComputedStyle(document.documentElement);
    return { paper: backgroundColor, ink: color, isDark: theme === "dark" };
  }, [theme]);
}

/** The corners of a picture, in device pixels: x and y in turn. */
export type PictureCorners = readonly number[];

/** A picture that covers more of a page than this is the page itself, for example a scan. */
const WHOLE_PAGE = 0.8;

type Matrix = readonly number[];

/** The pictures on a page, which keep their colours. Stencils are not pictures, because they are drawn in a text colour. */
export async function picturesOn(page: PDFPageProxy, viewport: PageViewport): Promise<PictureCorners[]> {
  const { OPS, Util } = await import("pdfjs-dist");
  const { fnArray, argsArray } = await page.getOperatorList();
  const found: PictureCorners[] = [];
  const stack: Matrix[] = [];
  let matrix: Matrix = viewport.transform;
  const then = (next: unknown) => {
    if (next) matrix = Util.transform([...matrix], next as number[]);
  };
  const add = (at: Matrix) => {
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = at;
    if (Math.abs(a * d - b * c) < WHOLE_PAGE * viewport.width * viewport.height)
      found.push([x, y, x + a, y + b, x + a + c, y + b + d, x + c, y + d]);
  };
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index];
    if (operator === OPS.save || operator === OPS.beginGroup) stack.push(matrix);
    else if (operator === OPS.paintFormXObjectBegin || operator === OPS.beginAnnotation) {
      stack.push(matrix);
      for (const next of operator === OPS.beginAnnotation ? args.slice(2, 4) : args.slice(0, 1)) then(next);
    } else if (ENDS.some((name) => operator === OPS[name])) matrix = stack.pop() ?? matrix;
    else if (operator === OPS.transform) then(args);
    else if (operator === OPS.paintImageXObject || operator === OPS.paintInlineImageXObject) add(matrix);
    else if (operator === OPS.paintImageXObjectRepeat) {
      const [, width, height, places] = args;
      for (let at = 0; at < places.length; at += 2)
        add(Util.transform([...matrix], [width, 0, 0, height, places[at], places[at + 1]]));
    } else if (operator === OPS.paintInlineImageXObjectGroup)
      for (const { transform } of args[1]) add(Util.transform([...matrix], transform));
  }
  return found;
}

const ENDS = ["restore", "endGroup", "paintFormXObjectEnd", "endAnnotation"] as const;

/**
 * Copies a drawn page to another canvas in other colours. On dark paper, the lightness is inverted and the hues are kept.
 *
 * @param pictures the parts that keep their colours
 */
export function recolour(
  target: CanvasRenderingContext2D,
  drawn: HTMLCanvasElement,
  { paper, ink, isDark }: PageColours,
  pictures: readonly PictureCorners[],
): void {
  const { width, height } = drawn;
  const blend = (how: GlobalCompositeOperation, what: string | HTMLCanvasElement) => {
    target.globalCompositeOperation = how;
    if (typeof what !== "string") return target.drawImage(what, 0, 0);
    target.fillStyle = what;
    target.fillRect(0, 0, width, height);
  };
  blend("copy", drawn);
  if (isDark) {
    blend("difference", "#fff");
    blend("color", drawn);
    blend("multiply", ink);
    blend("screen", paper);
  } else blend("multiply", paper);
  if (pictures.length === 0) return;
  target.beginPath();
  for (const corners of pictures) {
    for (let at = 0; at < corners.length; at += 2) {
      if (at === 0) target.moveTo(corners[0]!, corners[1]!);
      else target.lineTo(corners[at]!, corners[at + 1]!);
    }
    target.closePath();
  }
  target.clip();
  blend("source-over", drawn);
}
