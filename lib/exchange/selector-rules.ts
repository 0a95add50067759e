/** Validates selectors (section 4.2) and states (section 4.3) against the Web Annotation Data Model. */

import { type Problem, problem } from "../errors/problem";
import { atMostOneIri, atMostOneString, isIri, isObject, isUtc, type Json, listOf, oneString } from "./json";
import { invalid } from "./portable";

/** Maximum number of nested refinements. Only malicious input has more. */
const MAX_DEPTH = 20;

/** The required properties of each selector type. Any other type is a custom one and only needs a `type`. */
const RULES: Readonly<Record<string, (selector: Json, depth: number) => void>> = {
  FragmentSelector(selector) {
    oneString(selector, "value", problem("part.fragment-selector"));
    atMostOneIri(selector, "conformsTo", problem("part.fragment-selector"));
  },
  CssSelector: (selector) => void oneString(selector, "value", problem("part.css-selector")),
  XPathSelector: (selector) => void oneString(selector, "value", problem("part.xpath-selector")),
  TextQuoteSelector(selector) {
    const part = problem("part.quote-selector");
    oneString(selector, "exact", part);
    atMostOneString(selector, "prefix", part);
    atMostOneString(selector, "suffix", part);
  },
  TextPositionSelector: (selector) => checkPositions(selector, problem("part.position-selector")),
  DataPositionSelector: (selector) => checkPositions(selector, problem("part.data-selector")),
  SvgSelector(selector) {
    if (typeof selector.value === "string" || (selector.value === undefined && isIri(selector.id))) return;
    throw invalid("rule.svg");
  },
  RangeSelector(selector, depth) {
    for (const key of ["startSelector", "endSelector"]) {
      if (!isObject(selector[key])) throw invalid("rule.range", { name: key });
      checkSelectorRules(selector[key], depth + 1);
    }
  },
};

/** The selector's type if it is one of the model's types; null otherwise. */
export function kindOfSelector(selector: Json): string | null {
  return (
    listOf(selector.type).find((type): type is string => typeof type === "string" && Object.hasOwn(RULES, type)) ?? null
  );
}

/** @throws Refusal `invalid` */
export function checkSelectorRules(selector: unknown, depth: number): void {
  if (isIri(selector)) return;
  if (!isObject(selector)) throw invalid("rule.selector");
  if (depth > MAX_DEPTH) throw invalid("rule.selector-nesting");
  const types = listOf(selector.type);
  if (types.length === 0 || types.some((type) => typeof type !== "string")) {
    throw invalid("rule.selector-type");
  }
  const kind = kindOfSelector(selector);
  if (kind !== null) RULES[kind]?.(selector, depth);
  for (const refinement of listOf(selector.refinedBy)) checkSelectorRules(refinement, depth + 1);
}

function checkPositions(selector: Json, part: Problem): void {
  const { start, end } = selector;
  for (const [key, value] of Object.entries({ start, end })) {
    if (!Number.isSafeInteger(value) || (value as number) < 0) {
      throw invalid("rule.position", { part, name: key });
    }
  }
  if ((start as number) > (end as number)) throw invalid("rule.position-order", { part });
}

/** @throws Refusal `invalid` */
export function checkStateRules(state: unknown, depth: number): void {
  if (isIri(state)) return;
  if (!isObject(state)) throw invalid("rule.state");
  if (depth > MAX_DEPTH) throw invalid("rule.state-nesting");
  const types = listOf(state.type);
  if (types.includes("TimeState")) checkTimeState(state);
  if (types.includes("HttpRequestState")) oneString(state, "value", problem("part.request-state"));
  for (const refinement of listOf(state.refinedBy)) {
    // A state can be refined by a selector or by another state (section 4.3.3).
    const isState = isObject(refinement) && listOf(refinement.type).some((type) => String(type).endsWith("State"));
    if (isState) checkStateRules(refinement, depth + 1);
    else checkSelectorRules(refinement, depth + 1);
  }
}

function checkTimeState({ sourceDate, sourceDateStart, sourceDateEnd, cached }: Json): void {
  const times = [...listOf(sourceDate), ...[sourceDateStart, sourceDateEnd].filter((time) => time !== undefined)];
  if (!times.every(isUtc)) throw invalid("rule.state-times");
  if ((sourceDateStart === undefined) !== (sourceDateEnd === undefined)) {
    throw invalid("rule.state-both");
  }
  if (sourceDate !== undefined && sourceDateStart !== undefined) {
    throw invalid("rule.state-one");
  }
  if (!listOf(cached).every(isIri)) throw invalid("rule.state-cached");
}
