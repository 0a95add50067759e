/**
 * Validates annotations against the Web Annotation Data Model (W3C Recommendation, 23 February 2017). Section numbers
 * in messages refer to it.
 */

import { atMostOneIri, atMostOneString, isIri, isObject, isUtc, type Json, listOf, oneString } from "./json";
import { invalid } from "./portable";
import { checkSelectorRules, checkStateRules } from "./selector-rules";

export const CONTEXT = "http://www.w3.org/ns/anno.jsonld";

/** Section 3.3.5. */
const MOTIVATIONS = [
  ...["assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"],
  ...["identifying", "linking", "moderating", "questioning", "replying", "tagging"],
];

/** Sections 3.2.6 and 3.2.7. */
const GROUPS = ["Choice", "Composite", "List", "Independents"];

/** Maximum nesting of groups of bodies and targets. Deeper nesting only occurs in malicious input. */
const MAX_DEPTH = 10;

/**
 * @param isInPage whether it is in a collection or page, which supplies the context (section 5.2)
 * @throws Refusal `invalid` for the first violated rule
 */
export function checkAnnotationRules(annotation: Json, { isInPage }: { isInPage: boolean }): void {
  const where = "An annotation";
  if (!isInPage || annotation["@context"] !== undefined) checkContext(annotation);
  if (!isIri(annotation.id)) throw invalid(`${where} must have exactly one “id”, an IRI (section 3.1).`);
  checkTypes(annotation, where, "3.1");
  if (!hasType(annotation, "Annotation")) throw invalid(`${where} must have the type Annotation (section 3.1).`);
  checkBodies(annotation);
  if (listOf(annotation.target).length === 0) throw invalid(`${where} must have at least one target (section 3.1).`);
  for (const target of listOf(annotation.target)) checkResource(target, "A target", 0);
  checkTerms(annotation, "motivation", where);
  checkLifecycle(annotation, where);
  for (const audience of listOf(annotation.audience)) checkAudience(audience);
  for (const rights of listOf(annotation.rights)) {
    if (!isIri(rights)) throw invalid(`Each of “rights” must be an IRI (section 3.3.6).`);
  }
  atMostOneIri(annotation, "canonical", where);
  for (const via of listOf(annotation.via))
    if (!isIri(via)) throw invalid(`Each “via” must be an IRI (section 3.3.7).`);
  checkStylesheet(annotation.stylesheet);
}

export function hasType({ type }: Json, name: string): boolean {
  return listOf(type).includes(name);
}

function checkContext(annotation: Json): void {
  if (hasContext(annotation)) return;
  throw invalid(`“@context” must be ${CONTEXT}, or a list that includes it (section 3.1).`);
}

/** Whether an object declares the Web Annotation context. A single context must not be a list. */
export function hasContext({ "@context": context }: Json): boolean {
  return context === CONTEXT || (Array.isArray(context) && context.length > 1 && context.includes(CONTEXT));
}

function checkBodies(annotation: Json): void {
  if (annotation.bodyValue !== undefined) {
    if (typeof annotation.bodyValue !== "string") {
      throw invalid("“bodyValue” must be exactly one string (section 3.2.5).");
    }
    if (annotation.body !== undefined) throw invalid("“body” and “bodyValue” can’t be used together (section 3.2.5).");
  }
  if (annotation.body === null) throw invalid("“body” must not be null: omit it (section 3.2.6).");
  for (const body of listOf(annotation.body)) checkResource(body, "A body", 0);
}

/** A body or a target (sections 3.2 and 4). */
function checkResource(resource: unknown, where: string, depth: number): void {
  if (depth > MAX_DEPTH) throw invalid(`${where} is nested too deeply.`);
  if (typeof resource === "string") {
    if (!isIri(resource)) throw invalid(`${where} given as a string must be an IRI (section 3.2.1).`);
    return;
  }
  if (!isObject(resource)) throw invalid(`${where} must be an IRI or an object (section 3.2).`);
  checkTypes(resource, where, "3.2.2");
  checkCommon(resource, where);
  const isGroup = GROUPS.some((type) => hasType(resource, type));
  if (isGroup || resource.items !== undefined) checkGroup(resource, where, depth);
  else if (hasType(resource, "SpecificResource") || resource.source !== undefined) checkSpecific(resource, where);
  else if (hasType(resource, "TextualBody") || resource.value !== undefined) checkTextual(resource);
  else if (!isIri(resource.id)) {
    throw invalid(`${where} that is an external web resource must have exactly one “id”, an IRI (section 3.2.1).`);
  }
}

function checkTypes({ type }: Json, where: string, section: string): void {
  if (listOf(type).every((each) => typeof each === "string" && each !== "")) return;
  throw invalid(`The “type” of ${where.toLowerCase()} must be a string (section ${section}).`);
}

function checkCommon(resource: Json, where: string): void {
  for (const key of ["format", "language"]) {
    if (listOf(resource[key]).some((value) => typeof value !== "string" || value === "")) {
      throw invalid(`“${key}” must be a string (section 3.2.1).`);
    }
  }
  for (const feature of listOf(resource.accessibility)) {
    if (typeof feature !== "string") throw invalid("Each “accessibility” must be a string (section 3.3.4).");
  }
  atMostOneString(resource, "processingLanguage", where);
  const direction = resource.textDirection;
  if (direction !== undefined && !["ltr", "rtl", "auto"].includes(direction as string)) {
    throw invalid("“textDirection” must be ltr, rtl or auto (section 3.2.1).");
  }
  if (resource.id !== undefined && !isIri(resource.id))
    throw invalid(`“id” of ${where.toLowerCase()} must be one IRI.`);
  checkTerms(resource, "purpose", where);
  checkLifecycle(resource, where);
  for (const rights of listOf(resource.rights)) {
    if (!isIri(rights)) throw invalid("Each of “rights” must be an IRI (section 3.3.6).");
  }
  atMostOneIri(resource, "canonical", where);
}

function checkGroup(resource: Json, where: string, depth: number): void {
  if (!GROUPS.some((type) => hasType(resource, type))) {
    throw invalid(`“items” is only allowed in a Choice, Composite, List or Independents (section 3.2.7).`);
  }
  // The model does not define the meaning of combinations of these types.
  if (GROUPS.filter((type) => hasType(resource, type)).length > 1) {
    throw invalid("An object can have only one of the types Choice, Composite, List and Independents (section 3.2.7).");
  }
  const items = listOf(resource.items);
  if (!Array.isArray(resource.items) || items.length === 0) {
    throw invalid("A Choice must have at least one of “items” (section 3.2.7).");
  }
  for (const item of items) checkResource(item, where, depth + 1);
}

function checkTextual(resource: Json): void {
  oneString(resource, "value", "A TextualBody (section 3.2.4)");
}

function checkSpecific(resource: Json, where: string): void {
  const { source } = resource;
  const isOne = isIri(source) || (isObject(source) && (isIri(source.id) || typeof source.value === "string"));
  if (!isOne) throw invalid("A SpecificResource must have exactly one “source”, an IRI or a resource (section 4).");
  if (isObject(source)) checkResource(source, where, 0);
  for (const selector of listOf(resource.selector)) checkSelectorRules(selector, 0);
  for (const state of listOf(resource.state)) checkStateRules(state, 0);
  for (const style of listOf(resource.styleClass)) {
    if (typeof style !== "string") throw invalid("A “styleClass” must be a string (section 4.4).");
  }
  for (const agent of listOf(resource.renderedVia)) checkAgent(agent, "renderedVia", "4.5");
  for (const scope of listOf(resource.scope)) {
    if (!isIri(scope) && !(isObject(scope) && isIri(scope.id))) {
      throw invalid("“scope” must be an IRI or a resource with one (section 4.6).");
    }
  }
}

export function isMotivation(name: unknown): boolean {
  return isIri(name) || MOTIVATIONS.some((each) => each === name);
}

/** Motivations and purposes: one of the listed terms, or a custom IRI. */
function checkTerms(object: Json, key: "motivation" | "purpose", where: string): void {
  for (const term of listOf(object[key])) {
    const name = isObject(term) ? term.id : term;
    if (!isMotivation(name)) {
      throw invalid(
        `A ${key} of ${where.toLowerCase()} must be one that the model defines, or an IRI (section 3.3.5).`,
      );
    }
  }
}

function checkLifecycle(object: Json, where: string): void {
  for (const key of ["created", "modified", "generated"]) {
    if (object[key] !== undefined && !isUtc(object[key])) {
      throw invalid(`${where} may have one “${key}”, a time in UTC that ends with Z (section 3.3.1).`);
    }
  }
  for (const key of ["creator", "generator"]) {
    for (const agent of listOf(object[key])) checkAgent(agent, key);
  }
}

function checkAgent(agent: unknown, key: string, section = "3.3.2"): void {
  if (isIri(agent)) return;
  if (!isObject(agent)) throw invalid(`“${key}” must be an IRI or an object (section ${section}).`);
  if (agent.id !== undefined && !isIri(agent.id)) {
    throw invalid(`The “id” of a ${key} must be one IRI (section ${section}).`);
  }
  checkTypes(agent, `A ${key}`, section);
  for (const text of ["name", "email_sha1"]) {
    if (listOf(agent[text]).some((value) => typeof value !== "string")) {
      throw invalid(`The “${text}” of a ${key} must be a string (section ${section}).`);
    }
  }
  atMostOneString(agent, "nickname", `A ${key} (section ${section})`);
  if (!listOf(agent.email).every((email) => isIri(email) && /^mailto:/iu.test(email))) {
    throw invalid(`The “email” of a ${key} must be an IRI that starts with mailto: (section ${section}).`);
  }
  if (!listOf(agent.homepage).every((page) => isIri(page) || (isObject(page) && isIri(page.id)))) {
    throw invalid(`The “homepage” of a ${key} must be an IRI (section ${section}).`);
  }
}

/** Properties of an audience that are not from schema.org. */
const OF_EVERY_AUDIENCE = ["id", "type", "@context"];

function checkAudience(audience: unknown): void {
  if (isIri(audience)) return;
  if (!isObject(audience)) throw invalid("An “audience” must be an IRI or an object (section 3.3.3).");
  if (audience.id !== undefined && !isIri(audience.id)) {
    throw invalid("The “id” of an audience must be one IRI (section 3.3.3).");
  }
  checkTypes(audience, "An audience", "3.3.3");
  const names = [...Object.keys(audience).filter((key) => !OF_EVERY_AUDIENCE.includes(key)), ...listOf(audience.type)];
  if (!names.every((name) => String(name).includes(":"))) {
    throw invalid("The properties and types of an “audience” must have a prefix such as “schema:” (section 3.3.3).");
  }
}

function checkStylesheet(stylesheet: unknown): void {
  if (stylesheet === undefined || isIri(stylesheet)) return;
  if (!isObject(stylesheet)) throw invalid("A “stylesheet” must be one IRI or object (section 4.4).");
  if (!isIri(stylesheet.id) && typeof stylesheet.value !== "string") {
    throw invalid("A “stylesheet” must have an “id” or a “value” (section 4.4).");
  }
}
