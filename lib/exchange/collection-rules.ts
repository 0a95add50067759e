/** Validates collections (section 5.1) and collection pages (section 5.2) against the Web Annotation Data Model. */

import { hasContext } from "./annotation-rules";
import { isIri, isObject, type Json, listOf } from "./json";
import { invalid } from "./portable";

/** @throws Refusal `invalid` */
export function checkCollectionRules(collection: Json): void {
  if (!hasContext(collection)) throw invalid("A collection must have the “@context” of Web Annotations (section 5.1).");
  if (!isIri(collection.id)) throw invalid("A collection must have exactly one “id”, an IRI (section 5.1).");
  if (!listOf(collection.label).every((label) => typeof label === "string")) {
    throw invalid("The “label” of a collection must be a string (section 5.1).");
  }
  checkCount(collection, "total", "The “total” of a collection must be a whole number (section 5.1).");
}

/**
 * @param isEmbedded whether it is inside its collection and inherits the collection's context
 * @throws Refusal `invalid`
 */
export function checkPageRules(page: Json, isEmbedded: boolean): void {
  if (!isEmbedded && !hasContext(page)) {
    throw invalid("A page must have the “@context” of Web Annotations (section 5.2).");
  }
  if (!isIri(page.id)) throw invalid("A page must have exactly one “id”, an IRI (section 5.2).");
  checkCount(page, "startIndex", "The “startIndex” of a page must be a whole number (section 5.2).");
  const { partOf } = page;
  if (partOf !== undefined && !isIri(partOf) && !(isObject(partOf) && isIri(partOf.id))) {
    throw invalid("The “partOf” of a page must be one collection (section 5.2).");
  }
  for (const key of ["next", "prev"]) {
    if (page[key] !== undefined && !isIri(page[key])) {
      throw invalid(`The “${key}” of a page must be one IRI (section 5.2).`);
    }
  }
}

function checkCount(object: Json, key: string, sentence: string): void {
  const value = object[key];
  if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= 0)) throw invalid(sentence);
}
