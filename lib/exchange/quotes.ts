/** Extracts the quote that a Web Annotation's selectors refer to. */

import { z } from "zod";
import { area } from "../annotations/areas/area";
import { problem } from "../errors/problem";
import { type PageRect, UNIT } from "../word-boxes/model";
import { isObject, type Json, listOf, wellFormed } from "./json";
import { type PortableArea, type PortableQuote, type Refusal, unsupported } from "./portable";
import { kindOfSelector } from "./selector-rules";

/** The data in a selector. `exact` is null if there is no quote. */
interface Told extends Omit<PortableQuote, "exact"> {
  exact: string | null;
}

const NOTHING: Told = { exact: null, prefix: "", suffix: "", position: null };

/**
 * Maximum length of the context to keep, in code units. It is later shortened to the length that a highlight stores.
 */
const CONTEXT = 256;

/** What selectors without a quote refer to. Used in messages. */
const ABOUT: Readonly<Record<string, `selected.${"bytes" | "element" | "page-part" | "picture-part" | "range"}`>> = {
  FragmentSelector: "selected.page-part",
  CssSelector: "selected.element",
  XPathSelector: "selected.element",
  DataPositionSelector: "selected.bytes",
  SvgSelector: "selected.picture-part",
  RangeSelector: "selected.range",
};

/** What selectors select: the words of a quote, or an area. */
interface Selected {
  quote: PortableQuote;
  area?: Omit<PortableArea, "description">;
}

/**
 * What a target's selectors refer to. Several selectors are alternatives for the same selection (section 4.2). The first
 * one with a quote is used, with the position from any selector that has a position. Without a quote, an area is.
 *
 * @param selectors the validated selectors of a target
 * @param hash of the file, by which the page of an area is recognized; null if the target has none
 * @throws Refusal `unsupported` if none has a quote or is an area
 */
export function selectedBy(selectors: readonly unknown[], hash: string | null): Selected {
  const told = selectors.flatMap((selector) => tell(selector, NOTHING));
  const quote = told.find(({ exact }) => exact !== null && exact.trim() !== "");
  const position = quote?.position ?? told.find((each) => each.position !== null)?.position ?? null;
  if (!quote || quote.exact === null) {
    const area = areaOf(selectors, hash);
    if (!area) throw refusalOf(selectors, told);
    return { quote: { ...NOTHING, exact: "", position }, area };
  }
  const page = [...told.map((each) => each.page), ...selectors.filter(isObject).map(pageIn)].find(
    (each) => each !== undefined,
  );
  return { quote: { ...quote, exact: quote.exact, position, ...(page !== undefined && { page }) } };
}

/**
 * A selector together with its refinements (section 4.2.9).
 *
 * @param within the selection that the selector refines
 */
function tell(selector: unknown, within: Told): Told[] {
  if (!isObject(selector)) return [];
  const own = tellOne(selector, within);
  const refinements = listOf(selector.refinedBy);
  return refinements.length === 0 ? [own] : refinements.flatMap((refinement) => tell(refinement, own));
}

function tellOne(selector: Json, within: Told): Told {
  const page = pageIn(selector);
  if (page !== undefined) return { ...NOTHING, page };
  switch (kindOfSelector(selector)) {
    case "TextQuoteSelector":
      return quoteWithin(within, {
        exact: wellFormed(selector.exact as string),
        prefix: wellFormed((selector.prefix as string | undefined) ?? ""),
        suffix: wellFormed((selector.suffix as string | undefined) ?? ""),
      });
    case "TextPositionSelector":
      return positionsWithin(within, selector.start as number, selector.end as number);
    default:
      return NOTHING;
  }
}

/** A page of a PDF, in a URL fragment (RFC 8118). */
const PAGE_FRAGMENT = /(?:^|&)page=(\d{1,5})(?:&|$)/u;
/** A rectangle, in a URL fragment (W3C Media Fragments). */
const AREA_FRAGMENT = /(?:^|&)xywh=/u;

/** The index of the page that a selector names; undefined if it names none. Hypothesis has a selector of its own. */
function pageIn(selector: Json): number | undefined {
  if (listOf(selector.type).includes("PageSelector")) {
    return Number.isSafeInteger(selector.index) ? (selector.index as number) : undefined;
  }
  const number = Number(fragmentIn(selector, PAGE_FRAGMENT)?.[1]);
  return number > 0 ? number - 1 : undefined;
}

function fragmentIn(selector: Json, pattern: RegExp): RegExpExecArray | null {
  return kindOfSelector(selector) === "FragmentSelector" ? pattern.exec(String(selector.value)) : null;
}

/** Percentages of the width and height, in a URL fragment (W3C Media Fragments). Pixels say nothing without a size. */
const PERCENT_FRAGMENT = /(?:^|&)xywh=percent:([\d.]+),([\d.]+),([\d.]+),([\d.]+)(?:&|$)/u;
/** Selects a picture in the text of a report. */
const PICTURE_SELECTOR = /^\[data-picture="([0-9a-f]{32})"\]$/u;

/** The area that selectors mark; undefined if they mark none that can be read. */
function areaOf(selectors: readonly unknown[], hash: string | null): Selected["area"] {
  for (const selector of selectors.filter(isObject)) {
    const edges = [selector, ...listOf(selector.refinedBy).filter(isObject)].map(percentsIn).find(Boolean);
    const picture = kindOfSelector(selector) === "CssSelector" && PICTURE_SELECTOR.exec(String(selector.value))?.[1];
    const page = pageIn(selector);
    const where = picture ? { picture } : page === undefined ? null : { page };
    const read = where && edges && area.safeParse({ ...where, ...edges });
    if (read?.success) return { area: read.data, page: !picture && hash !== null ? { hash } : null };
  }
  return shapeOn(selectors);
}

type Edges = Pick<PageRect, "x0" | "y0" | "x1" | "y1">;

function percentsIn(selector: Json): Edges | undefined {
  const [x, y, width, height] = (fragmentIn(selector, PERCENT_FRAGMENT) ?? [])
    .slice(1)
    .map((part) => Number(part) / 100);
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  return inUnits([x, y, x + width, y + height]);
}

function inUnits(parts: readonly number[]): Edges {
  const [x0, y0, x1, y1] = parts.map((part) => Math.round(part * UNIT)) as [number, number, number, number];
  return { x0, y0, x1, y1 };
}

const box = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });
/** A rectangle in Hypothesis, in the coordinates of `view`, which is the visible part of the page. */
const shapeSelector = z.object({
  anchor: z.literal("page"),
  shape: box.extend({ type: z.literal("rect") }),
  view: box,
  text: z.string().default(""),
});

function shapeOn(selectors: readonly unknown[]): Selected["area"] {
  const objects = selectors.filter(isObject);
  const page = objects.map(pageIn).find((index) => index !== undefined);
  const read = shapeSelector.safeParse(objects.find(({ type }) => listOf(type).includes("ShapeSelector")));
  if (page === undefined || !read.success) return undefined;
  const { shape, view, text } = read.data;
  const x = (value: number) => (value - view.left) / (view.right - view.left);
  const y = (value: number) => (value - view.top) / (view.bottom - view.top);
  const marked = area.safeParse({ page, ...inUnits([x(shape.left), y(shape.top), x(shape.right), y(shape.bottom)]) });
  return marked.success ? { area: marked.data, page: { words: wellFormed(text), pageWords: null } } : undefined;
}

/** Whether a selector, or a refinement of it, is a rectangle. */
function isArea(selector: unknown): boolean {
  if (!isObject(selector)) return false;
  const isOwn = listOf(selector.type).includes("ShapeSelector") || fragmentIn(selector, AREA_FRAGMENT) !== null;
  return isOwn || listOf(selector.refinedBy).some(isArea);
}

/** A quote within another quote. Its context is extended by the text around it in the outer quote. */
function quoteWithin(within: Told, own: Pick<PortableQuote, "exact" | "prefix" | "suffix">): Told {
  const alone = { ...own, position: null };
  if (within.exact === null) return alone;
  const whole = within.exact.indexOf(own.prefix + own.exact + own.suffix);
  const start = whole < 0 ? within.exact.indexOf(own.exact) : whole + own.prefix.length;
  return start < 0 ? alone : cut(within, within.exact, start, start + own.exact.length);
}

/** Positions count from the start of the refined selection, in code points. */
function positionsWithin(within: Told, start: number, end: number): Told {
  const position = (within.position ?? 0) + start;
  if (within.exact === null) return { ...NOTHING, position };
  const points = [...within.exact];
  const from = points.slice(0, start).join("").length;
  return cut(within, within.exact, from, from + points.slice(start, end).join("").length);
}

function cut({ prefix, suffix, position }: Told, exact: string, start: number, end: number): Told {
  return {
    exact: exact.slice(start, end),
    prefix: (prefix + exact.slice(0, start)).slice(-CONTEXT),
    suffix: (exact.slice(end) + suffix).slice(0, CONTEXT),
    position: position === null ? null : position + [...exact.slice(0, start)].length,
  };
}

function refusalOf(selectors: readonly unknown[], told: readonly Told[]): Refusal {
  if (selectors.length === 0) return unsupported("entry.whole-document");
  if (selectors.some(isArea)) return unsupported("entry.area");
  if (told.some(({ exact }) => exact !== null)) return unsupported("entry.blank-quote");
  if (told.some(({ position }) => position !== null)) return unsupported("entry.position-only");
  const known = selectors
    .filter(isObject)
    .map(kindOfSelector)
    .find((kind) => kind !== null);
  if (known === undefined || known === null) return unsupported("entry.selector");
  return unsupported("entry.selects", { what: problem(ABOUT[known] ?? "selected.other"), selector: known });
}
