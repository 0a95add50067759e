/** Validates collections (section 5.1) and collection pages (section 5.2) against the Web Annotation Data Model. */

import { hasContext } from "./annotation-rules";
import { isIri, isObject, type Json, listOf } from "./json";
import { invalid } from "./portable";

/** @throws Refusal `invalid` */
export function checkCollectionRules(collection: Json): void {
  if (!hasContext(collection)) throw invalid("rule.collection-context");
  if (!isIri(collection.id)) throw invalid("rule.collection-id");
  if (!listOf(collection.label).every((label) => typeof label === "string")) {
    throw invalid("rule.collection-label");
  }
  if (!isCount(collection.total)) throw invalid("rule.collection-total");
}

/**
 * @param isEmbedded whether the page is inside its collection and inherits the collection's context
 * @throws Refusal `invalid`
 */
export function checkPageRules(page: Json, isEmbedded: boolean): void {
  if (!isEmbedded && !hasContext(page)) {
    throw invalid("rule.page-context");
  }
  if (!isIri(page.id)) throw invalid("rule.page-id");
  if (!isCount(page.startIndex)) throw invalid("rule.page-start");
  const { partOf } = page;
  if (partOf !== undefined && !isIri(partOf) && !(isObject(partOf) && isIri(partOf.id))) {
    throw invalid("rule.page-collection");
  }
  for (const key of ["next", "prev"]) {
    if (page[key] !== undefined && !isIri(page[key])) {
      throw invalid("rule.page-link", { name: key });
    }
  }
}

/** An optional property whose value is a count. */
function isCount(value: unknown): boolean {
  return value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0);
}
