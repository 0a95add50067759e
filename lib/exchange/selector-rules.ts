/** Validates selectors (section 4.2) and states (section 4.3) against the Web Annotation Data Model. */

import { atMostOneIri, atMostOneString, isIri, isObject, isUtc, type Json, listOf, oneString } from "./json";
import { invalid } from "./portable";

/** Maximum number of nested refinements. Deeper nesting only occurs in malicious input. */
const MAX_DEPTH = 20;

/** The required properties of each selector type. A type that is not listed is a custom one and only needs a `type`. */
const RULES: Readonly<Record<string, (selector: Json, depth: number) => void>> = {
  FragmentSelector(selector) {
    oneString(selector, "value", "A FragmentSelector (section 4.2.1)");
    atMostOneIri(selector, "conformsTo", "A FragmentSelector (section 4.2.1)");
  },
  CssSelector: (selector) => void oneString(selector, "value", "A CssSelector (section 4.2.2)"),
  XPathSelector: (selector) => void oneString(selector, "value", "An XPathSelector (section 4.2.3)"),
  TextQuoteSelector(selector) {
    const where = "A TextQuoteSelector (section 4.2.4)";
    oneString(selector, "exact", where);
    atMostOneString(selector, "prefix", where);
    atMostOneString(selector, "suffix", where);
  },
  TextPositionSelector: (selector) => checkPositions(selector, "A TextPositionSelector (section 4.2.5)"),
  DataPositionSelector: (selector) => checkPositions(selector, "A DataPositionSelector (section 4.2.6)"),
  SvgSelector(selector) {
    if (typeof selector.value === "string" || (selector.value === undefined && isIri(selector.id))) return;
    throw invalid("An SvgSelector must have one “value”, a string, or an “id” (section 4.2.7).");
  },
  RangeSelector(selector, depth) {
    for (const key of ["startSelector", "endSelector"]) {
      if (!isObject(selector[key])) throw invalid(`A RangeSelector must have exactly one “${key}” (section 4.2.8).`);
      checkSelectorRules(selector[key], depth + 1);
    }
  },
};

/** The selector's type among those of the model; null for any other. */
export function kindOfSelector(selector: Json): string | null {
  return (
    listOf(selector.type).find((type): type is string => typeof type === "string" && Object.hasOwn(RULES, type)) ?? null
  );
}

/** @throws Refusal `invalid` */
export function checkSelectorRules(selector: unknown, depth: number): void {
  if (isIri(selector)) return;
  if (!isObject(selector)) throw invalid("A selector must be an IRI or an object (section 4.2).");
  if (depth > MAX_DEPTH) throw invalid("A selector has too many levels of “refinedBy”.");
  const types = listOf(selector.type);
  if (types.length === 0 || types.some((type) => typeof type !== "string")) {
    throw invalid("A selector must have a “type” (section 4.2).");
  }
  const kind = kindOfSelector(selector);
  if (kind !== null) RULES[kind]?.(selector, depth);
  for (const refinement of listOf(selector.refinedBy)) checkSelectorRules(refinement, depth + 1);
}

function checkPositions(selector: Json, where: string): void {
  const { start, end } = selector;
  for (const [key, value] of Object.entries({ start, end })) {
    if (!Number.isSafeInteger(value) || (value as number) < 0) {
      throw invalid(`${where} must have exactly one “${key}”, a whole number that is not negative.`);
    }
  }
  if ((start as number) > (end as number)) throw invalid(`${where} ends before it starts.`);
}

/** @throws Refusal `invalid` */
export function checkStateRules(state: unknown, depth: number): void {
  if (isIri(state)) return;
  if (!isObject(state)) throw invalid("A state must be an IRI or an object (section 4.3).");
  if (depth > MAX_DEPTH) throw invalid("A state has too many levels of “refinedBy”.");
  const types = listOf(state.type);
  if (types.includes("TimeState")) checkTimeState(state);
  if (types.includes("HttpRequestState")) oneString(state, "value", "An HttpRequestState (section 4.3.2)");
  for (const refinement of listOf(state.refinedBy)) {
    // A state can be refined by a selector or by another state (section 4.3.3).
    const isState = isObject(refinement) && listOf(refinement.type).some((type) => String(type).endsWith("State"));
    if (isState) checkStateRules(refinement, depth + 1);
    else checkSelectorRules(refinement, depth + 1);
  }
}

function checkTimeState({ sourceDate, sourceDateStart, sourceDateEnd, cached }: Json): void {
  const times = [...listOf(sourceDate), ...[sourceDateStart, sourceDateEnd].filter((time) => time !== undefined)];
  if (!times.every(isUtc)) throw invalid("The dates of a TimeState must be times in UTC (section 4.3.1).");
  if ((sourceDateStart === undefined) !== (sourceDateEnd === undefined)) {
    throw invalid("A TimeState must have both “sourceDateStart” and “sourceDateEnd”, or neither (section 4.3.1).");
  }
  if (sourceDate !== undefined && sourceDateStart !== undefined) {
    throw invalid("A TimeState must not have both “sourceDate” and “sourceDateStart” (section 4.3.1).");
  }
  if (!listOf(cached).every(isIri)) throw invalid("Each “cached” of a TimeState must be an IRI (section 4.3.1).");
}
