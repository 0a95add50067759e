/** Reads one annotation in the Web Annotation Data Model. */

import { creatorNamed } from "../annotations/attribution";
import { COLOURS, type Colour } from "../annotations/highlights/colours";
import { keptTerms, type Terms } from "../annotations/terms";
import { checkAnnotationRules } from "./annotation-rules";
import { saidIn, termsOf } from "./bodies";
import { isObject, type Json, listOf, timeIn, wellFormed } from "./json";
import { type Maker, type PortableNote, type PortableReply, unsupported } from "./portable";
import { selectedBy } from "./quotes";

/** Prefix of the style class that encodes a highlight colour. */
export const STYLE_CLASS = "concord-colour-";

type Travelled = PortableNote | PortableReply;

/** The motivations that Concord itself writes. */
export const OWN_MOTIVATIONS: Readonly<Record<Travelled["kind"], readonly string[]>> = {
  note: ["commenting", "highlighting"],
  reply: ["replying"],
};

/**
 * Reads an annotation.
 *
 * @param isInPage as in `checkAnnotationRules`
 * @throws Refusal if it violates the model's rules, or is not a note on a passage
 */
export function readAnnotation(value: unknown, { isInPage }: { isInPage: boolean }): Travelled {
  const annotation: Json = isObject(value) ? value : {};
  checkAnnotationRules(annotation, { isInPage });
  const [target, ...others] = listOf(annotation.target);
  if (others.length > 0) throw unsupported("entry.several-targets");
  const to = iriOfTarget(target);
  const kind = to !== null && termsOf(annotation.motivation).includes("replying") ? "reply" : "note";
  const terms = termsFor(kind, annotation);
  const made = {
    iri: (annotation.canonical ?? annotation.id) as string,
    alias: annotation.canonical === undefined ? null : (annotation.id as string),
    creator: makerOf(annotation.creator),
    created: timeIn(annotation.created),
    modified: timeIn(annotation.modified),
    ...(terms && { terms }),
  };
  if (to !== null && kind === "reply") {
    const { body } = saidIn(annotation);
    if (body === null) throw unsupported("entry.empty-reply");
    return { kind, ...made, to, body };
  }
  const { source, selectors, hash } = selectedIn(target);
  if (selectors.length === 0 && source.includes("#")) {
    throw unsupported("entry.url-fragment");
  }
  const { quote, area } = selectedBy(selectors, hash);
  const { described, said } = area ? descriptionIn(annotation) : { described: "", said: annotation };
  const { body, tags } = saidIn(said);
  return {
    kind: "note",
    ...made,
    source,
    quote,
    ...(area && { markedArea: { ...area, description: described } }),
    colour: colourOf(target),
    audience: readAudience(annotation.audience),
    tags,
    note: body === null ? null : { body, modified: bodyTime(annotation), resolvedAt: null },
  };
}

/** The rights, and all motivations if an export would otherwise lose any of them. */
function termsFor(kind: Travelled["kind"], { rights, motivation }: Json): Terms | undefined {
  const names = listOf(motivation).map((term) => String(isObject(term) ? term.id : term));
  const isForeign = !termsOf(motivation).every((term) => OWN_MOTIVATIONS[kind].includes(term));
  return keptTerms({ rights: listOf(rights).map(String), motivations: isForeign ? names : [] });
}

/** The IRI of a target that is a whole resource; null if the target is part of a resource. */
function iriOfTarget(target: unknown): string | null {
  if (typeof target === "string") return target;
  if (!isObject(target) || target.selector !== undefined || target.items !== undefined) return null;
  const source = isObject(target.source) ? target.source.id : target.source;
  return typeof source === "string" ? source : typeof target.id === "string" ? target.id : null;
}

/** The description of an area, and the annotation without it. */
function descriptionIn(annotation: Json): { described: string; said: Json } {
  const bodies = listOf(annotation.body);
  const isDescription = (body: unknown): body is Json & { value: string } =>
    isObject(body) && typeof body.value === "string" && termsOf(body.purpose).includes("describing");
  const described = bodies.filter(isDescription).map(({ value }) => wellFormed(value).trim());
  return {
    described: described.join("\n"),
    said: { ...annotation, body: bodies.filter((body) => !isDescription(body)) },
  };
}

interface SelectedIn {
  source: string;
  selectors: readonly unknown[];
  /** The hash of the file, if Concord wrote it. */
  hash: string | null;
}

function selectedIn(target: unknown): SelectedIn {
  if (typeof target === "string") return { source: target, selectors: [], hash: null };
  const object = target as Json;
  if (object.items !== undefined) throw unsupported("entry.group-target");
  const source = isObject(object.source) ? object.source.id : (object.source ?? object.id);
  if (typeof source !== "string") throw unsupported("entry.inline-target");
  const hash = object["schema:sha256"];
  return { source, selectors: listOf(object.selector), hash: typeof hash === "string" ? hash : null };
}

function makerOf(creator: unknown): Maker | null {
  const [first] = listOf(creator);
  if (typeof first === "string") return { iri: first, name: null };
  if (!isObject(first)) return null;
  const name = listOf(first.name)[0] ?? first.nickname;
  const maker = {
    iri: typeof first.id === "string" ? first.id : null,
    name: typeof name === "string" ? wellFormed(creatorNamed(name, first.nickname)) : null,
  };
  return maker.iri === null && maker.name === null ? null : maker;
}

function colourOf(target: unknown): Colour | null {
  const classes = listOf(isObject(target) ? target.styleClass : undefined);
  return COLOURS.find((colour) => classes.includes(`${STYLE_CLASS}${colour}`)) ?? null;
}

const VISIBILITIES = ["private", "team", "group"] as const;

/** The audience that Concord itself wrote (`schema:audienceType`); null for any other audience. */
function readAudience(audience: unknown): PortableNote["audience"] {
  for (const each of listOf(audience)) {
    const type = isObject(each) ? each["schema:audienceType"] : undefined;
    const visibility = VISIBILITIES.find((known) => known === type);
    if (!visibility || !isObject(each)) continue;
    const groupId = typeof each.id === "string" ? each.id.replace(/^urn:uuid:/u, "") : null;
    return { visibility, groupId: visibility === "group" ? groupId : null };
  }
  return null;
}

function bodyTime({ body, modified }: Json): Date | null {
  const times = listOf(body).map((each) => (isObject(each) ? timeIn(each.modified) : null));
  return times.find((time) => time !== null) ?? timeIn(modified);
}
