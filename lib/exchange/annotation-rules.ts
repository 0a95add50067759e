/**
 * Validates annotations against the Web Annotation Data Model (W3C Recommendation, 23 February 2017). Section numbers
 * in messages refer to that document.
 */

import { type Problem, problem } from "../errors/problem";
import { atMostOneIri, atMostOneString, isIri, isObject, isUtc, type Json, listOf, oneString } from "./json";
import { invalid } from "./portable";
import { checkSelectorRules, checkStateRules } from "./selector-rules";

export const CONTEXT = "http://www.w3.org/ns/anno.jsonld";

/** The motivations that the model defines (section 3.3.5). */
const MOTIVATIONS = [
  ...["assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"],
  ...["identifying", "linking", "moderating", "questioning", "replying", "tagging"],
];

/** The types of groups (sections 3.2.6 and 3.2.7). */
const GROUPS = ["Choice", "Composite", "List", "Independents"];

/** The resource to which a rule applies. */
type ResourcePlace = "body" | "target";
type Place = ResourcePlace | "annotation";

/** Maximum nesting of groups of bodies and targets. Only malicious input is nested more deeply. */
const MAX_DEPTH = 10;

/**
 * @param isInPage whether the annotation is in a collection or page, which supplies its context (section 5.2)
 * @throws Refusal `invalid` for the first violated rule
 */
export function checkAnnotationRules(annotation: Json, { isInPage }: { isInPage: boolean }): void {
  if (!isInPage || annotation["@context"] !== undefined) checkContext(annotation);
  if (!isIri(annotation.id)) throw invalid("rule.annotation-id");
  checkTypes(annotation, problem("of.annotation"), "3.1");
  if (!hasType(annotation, "Annotation")) throw invalid("rule.annotation-type");
  checkBodies(annotation);
  if (listOf(annotation.target).length === 0) throw invalid("rule.annotation-target");
  for (const target of listOf(annotation.target)) checkResource(target, "target", 0);
  checkTerms(annotation, "motivation", "annotation");
  checkLifecycle(annotation, "annotation");
  for (const audience of listOf(annotation.audience)) checkAudience(audience);
  for (const rights of listOf(annotation.rights)) {
    if (!isIri(rights)) throw invalid("rule.rights");
  }
  atMostOneIri(annotation, "canonical", problem("part.annotation"));
  for (const via of listOf(annotation.via)) if (!isIri(via)) throw invalid("rule.via");
  checkStylesheet(annotation.stylesheet);
}

export function hasType({ type }: Json, name: string): boolean {
  return listOf(type).includes(name);
}

function checkContext(annotation: Json): void {
  if (hasContext(annotation)) return;
  throw invalid("rule.context", { context: CONTEXT });
}

/** Whether an object declares the Web Annotation context. A single context must not be written as a list. */
export function hasContext({ "@context": context }: Json): boolean {
  return context === CONTEXT || (Array.isArray(context) && context.length > 1 && context.includes(CONTEXT));
}

function checkBodies(annotation: Json): void {
  if (annotation.bodyValue !== undefined) {
    if (typeof annotation.bodyValue !== "string") {
      throw invalid("rule.body-value");
    }
    if (annotation.body !== undefined) throw invalid("rule.body-twice");
  }
  if (annotation.body === null) throw invalid("rule.body-null");
  for (const body of listOf(annotation.body)) checkResource(body, "body", 0);
}

/** A body or a target (sections 3.2 and 4). */
function checkResource(resource: unknown, where: ResourcePlace, depth: number): void {
  const part = problem(`part.${where}`);
  if (depth > MAX_DEPTH) throw invalid("rule.nesting", { part });
  if (typeof resource === "string") {
    if (!isIri(resource)) throw invalid("rule.string-iri", { part });
    return;
  }
  if (!isObject(resource)) throw invalid("rule.iri-or-object", { part });
  checkTypes(resource, problem(`of.${where}`), "3.2.2");
  checkCommon(resource, where);
  const isGroup = GROUPS.some((type) => hasType(resource, type));
  if (isGroup || resource.items !== undefined) checkGroup(resource, where, depth);
  else if (hasType(resource, "SpecificResource") || resource.source !== undefined) checkSpecific(resource, where);
  else if (hasType(resource, "TextualBody") || resource.value !== undefined) checkTextual(resource);
  else if (!isIri(resource.id)) {
    throw invalid("rule.web-resource", { part });
  }
}

function checkTypes({ type }: Json, part: Problem, section: string): void {
  if (listOf(type).every((each) => typeof each === "string" && each !== "")) return;
  throw invalid("rule.type", { part, section });
}

function checkCommon(resource: Json, where: ResourcePlace): void {
  for (const key of ["format", "language"]) {
    if (listOf(resource[key]).some((value) => typeof value !== "string" || value === "")) {
      throw invalid("rule.string", { name: key });
    }
  }
  for (const feature of listOf(resource.accessibility)) {
    if (typeof feature !== "string") throw invalid("rule.accessibility");
  }
  atMostOneString(resource, "processingLanguage", problem(`part.${where}`));
  const direction = resource.textDirection;
  if (direction !== undefined && !["ltr", "rtl", "auto"].includes(direction as string)) {
    throw invalid("rule.text-direction");
  }
  if (resource.id !== undefined && !isIri(resource.id)) throw invalid("rule.id-of", { part: problem(`of.${where}`) });
  checkTerms(resource, "purpose", where);
  checkLifecycle(resource, where);
  for (const rights of listOf(resource.rights)) {
    if (!isIri(rights)) throw invalid("rule.rights");
  }
  atMostOneIri(resource, "canonical", problem(`part.${where}`));
}

function checkGroup(resource: Json, where: ResourcePlace, depth: number): void {
  if (!GROUPS.some((type) => hasType(resource, type))) {
    throw invalid("rule.items-place");
  }
  // The model does not define what a combination of these types means.
  if (GROUPS.filter((type) => hasType(resource, type)).length > 1) {
    throw invalid("rule.group-types");
  }
  const items = listOf(resource.items);
  if (!Array.isArray(resource.items) || items.length === 0) {
    throw invalid("rule.items-empty");
  }
  for (const item of items) checkResource(item, where, depth + 1);
}

function checkTextual(resource: Json): void {
  oneString(resource, "value", problem("part.textual-body"));
}

function checkSpecific(resource: Json, where: ResourcePlace): void {
  const { source } = resource;
  const isOne = isIri(source) || (isObject(source) && (isIri(source.id) || typeof source.value === "string"));
  if (!isOne) throw invalid("rule.source");
  if (isObject(source)) checkResource(source, where, 0);
  for (const selector of listOf(resource.selector)) checkSelectorRules(selector, 0);
  for (const state of listOf(resource.state)) checkStateRules(state, 0);
  for (const style of listOf(resource.styleClass)) {
    if (typeof style !== "string") throw invalid("rule.style-class");
  }
  for (const agent of listOf(resource.renderedVia)) checkAgent(agent, "renderedVia", "4.5");
  for (const scope of listOf(resource.scope)) {
    if (!isIri(scope) && !(isObject(scope) && isIri(scope.id))) {
      throw invalid("rule.scope");
    }
  }
}

export function isMotivation(name: unknown): boolean {
  return isIri(name) || MOTIVATIONS.some((each) => each === name);
}

/** Motivations and purposes. Each is one of the listed terms or a custom IRI. */
function checkTerms(object: Json, key: "motivation" | "purpose", where: Place): void {
  for (const term of listOf(object[key])) {
    const name = isObject(term) ? term.id : term;
    if (!isMotivation(name)) {
      throw invalid("rule.term", { name: key, part: problem(`of.${where}`) });
    }
  }
}

function checkLifecycle(object: Json, where: Place): void {
  for (const key of ["created", "modified", "generated"]) {
    if (object[key] !== undefined && !isUtc(object[key])) {
      throw invalid("rule.time", { name: key, part: problem(`part.${where}`) });
    }
  }
  for (const key of ["creator", "generator"]) {
    for (const agent of listOf(object[key])) checkAgent(agent, key);
  }
}

function checkAgent(agent: unknown, key: string, section = "3.3.2"): void {
  if (isIri(agent)) return;
  if (!isObject(agent)) throw invalid("rule.agent", { agent: key, section });
  if (agent.id !== undefined && !isIri(agent.id)) {
    throw invalid("rule.agent-id", { agent: key, section });
  }
  checkTypes(agent, problem("of.agent", { agent: key.toLowerCase() }), section);
  for (const text of ["name", "email_sha1"]) {
    if (listOf(agent[text]).some((value) => typeof value !== "string")) {
      throw invalid("rule.agent-string", { name: text, agent: key, section });
    }
  }
  atMostOneString(agent, "nickname", problem("part.agent", { agent: key, section }));
  if (!listOf(agent.email).every((email) => isIri(email) && /^mailto:/iu.test(email))) {
    throw invalid("rule.agent-email", { agent: key, section });
  }
  if (!listOf(agent.homepage).every((page) => isIri(page) || (isObject(page) && isIri(page.id)))) {
    throw invalid("rule.agent-homepage", { agent: key, section });
  }
}

/** Properties of an audience that do not come from schema.org. */
const OF_EVERY_AUDIENCE = ["id", "type", "@context"];

function checkAudience(audience: unknown): void {
  if (isIri(audience)) return;
  if (!isObject(audience)) throw invalid("rule.audience");
  if (audience.id !== undefined && !isIri(audience.id)) {
    throw invalid("rule.audience-id");
  }
  checkTypes(audience, problem("of.audience"), "3.3.3");
  const names = [...Object.keys(audience).filter((key) => !OF_EVERY_AUDIENCE.includes(key)), ...listOf(audience.type)];
  if (!names.every((name) => String(name).includes(":"))) {
    throw invalid("rule.audience-prefix");
  }
}

function checkStylesheet(stylesheet: unknown): void {
  if (stylesheet === undefined || isIri(stylesheet)) return;
  if (!isObject(stylesheet)) throw invalid("rule.stylesheet");
  if (!isIri(stylesheet.id) && typeof stylesheet.value !== "string") {
    throw invalid("rule.stylesheet-content");
  }
}
