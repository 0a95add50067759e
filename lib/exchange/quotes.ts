/** Extracts the quote that a Web Annotation's selectors refer to. */

import { problem } from "../errors/problem";
import { isObject, type Json, listOf, wellFormed } from "./json";
import { type PortableQuote, type Refusal, unsupported } from "./portable";
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

/**
 * The quote that a target's selectors refer to. Several selectors are alternatives for the same selection (section
 * 4.2). The first one with a quote is used, with the position from any selector that has a position.
 *
 * @param selectors the validated selectors of a target
 * @throws Refusal `unsupported` if none has a quote
 */
export function quoteOf(selectors: readonly unknown[]): PortableQuote {
  const told = selectors.flatMap((selector) => tell(selector, NOTHING));
  const quote = told.find(({ exact }) => exact !== null && exact.trim() !== "");
  if (!quote || quote.exact === null) throw refusalOf(selectors, told);
  const position = quote.position ?? told.find((each) => each.position !== null)?.position ?? null;
  const page = told.find((each) => each.page !== undefined)?.page;
  return { ...quote, exact: quote.exact, position, ...(page !== undefined && { page }) };
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
