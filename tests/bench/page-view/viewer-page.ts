/**
 * The script of the page with pdf.js's own viewer. Its highlights are made as in Hypothesis's client: each part of the
 * text layer is wrapped in an element, and a rectangle for each element is drawn over the page's canvas.
 */

import * as pdfjs from "pdfjs-dist";
import type { Part } from "./viewer";

const SVG = "http://www.w3.org/2000/svg";

declare global {
  var pdfjsLib: typeof pdfjs;
}

// The viewer expects pdf.js in this variable.
globalThis.pdfjsLib = pdfjs;
pdfjs.GlobalWorkerOptions.workerSrc = "/worker.js";

const { EventBus, PDFLinkService, PDFViewer } = await import("pdfjs-dist/web/pdf_viewer.mjs");
const container = document.querySelector<HTMLDivElement>("#viewerContainer")!;
const eventBus = new EventBus();
const linkService = new PDFLinkService({ eventBus });
const viewer = new PDFViewer({ container, eventBus, linkService });
linkService.setViewer(viewer);

if (window.location.search === "?highlighted") {
  const parts = (await (await fetch("/parts.json")).json()) as Part[][];
  eventBus.on("textlayerrendered", ({ pageNumber }: { pageNumber: number }) => {
    const page = container.querySelector(`.page[data-page-number="${pageNumber}"]`);
    if (page) highlight(page, parts[pageNumber - 1] ?? []);
  });
}
eventBus.on("pagesinit", () => {
  viewer.currentScaleValue = "page-width";
});
viewer.setDocument(await pdfjs.getDocument({ url: "/file.pdf" }).promise);

/** Highlights parts of a page's text. */
function highlight(page: Element, parts: readonly Part[]): void {
  const layer = page.querySelector(".textLayer");
  const canvas = page.querySelector(".canvasWrapper");
  if (!layer || !canvas) return;
  const length = layer.textContent?.length ?? 0;
  const elements = parts.flatMap(({ start, end }) => wrap(layer, Math.floor(start * length), Math.ceil(end * length)));
  const svg = document.createElementNS(SVG, "svg");
  svg.classList.add("hypothesis-highlight-layer");
  const origin = canvas.getBoundingClientRect();
  for (const element of elements) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const rect = document.createElementNS(SVG, "rect");
    const place = { x: left - origin.left, y: top - origin.top, width, height };
    for (const [name, value] of Object.entries(place)) rect.setAttribute(name, String(value));
    rect.setAttribute("fill", "rgb(255 255 60 / 0.4)");
    svg.append(rect);
  }
  canvas.append(svg);
}

/** Wraps a part of an element's text in elements, one for each text node. */
function wrap(root: Element, start: number, end: number): Element[] {
  const nodes: [node: Text, from: number, to: number][] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walker.nextNode() as Text | null; node && at < end; node = walker.nextNode() as Text | null) {
    const [from, to] = [Math.max(0, start - at), Math.min(node.length, end - at)];
    if (from < to) nodes.push([node, from, to]);
    at += node.length;
  }
  return nodes.map(([node, from, to]) => {
    if (to < node.length) node.splitText(to);
    const part = from > 0 ? node.splitText(from) : node;
    const element = document.createElement("hypothesis-highlight");
    part.replaceWith(element);
    element.append(part);
    return element;
  });
}
