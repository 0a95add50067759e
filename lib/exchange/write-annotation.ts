/** Writes annotations in the Web Annotation Data Model (W3C Recommendation, 23 February 2017). */

import type { Area } from "../annotations/areas/area";
import { attribution } from "../annotations/attribution";
import type { Colour } from "../annotations/highlights/colours";
import { UNIT } from "../word-boxes/model";
import { termsOf } from "./bodies";
import type { Maker, PortableNote, PortableReply } from "./portable";
import { OWN_MOTIVATIONS, STYLE_CLASS } from "./read-annotation";

/** The block of a report that contains a passage, and the position of the passage in that block, in code points. */
interface PlaceInBlock {
  id: string;
  start: number;
  end: number;
}

/** A note for export, with the position of its passage in the text. */
export interface OutgoingNote extends PortableNote {
  /** End of the note's passage, in code points; null if the note is unplaced. */
  end: number | null;
  /** The block that contains the passage; null if the passage is not within a single block. */
  block: PlaceInBlock | null;
  /** Index of the page on which the passage starts; null if unknown. */
  page: number | null;
  /** What the area shows; empty if it marks words. */
  description: string;
}

/** The specifications that define the meaning of fragments of HTML pages, PDFs and pictures (section 4.2.1). */
const HTML_FRAGMENT = "http://tools.ietf.org/rfc/rfc3236";
const PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc8118";
const MEDIA_FRAGMENT = "http://www.w3.org/TR/media-frags/";

/** Colours that other software uses for the style classes. Concord itself uses the colours of the user's theme. */
export const BACKGROUNDS: Readonly<Record<Colour, string>> = { 1: "#fde68a", 2: "#bfdbfe", 3: "#fecaca", 4: "#ddd6fe" };

/** A note or reply as an annotation in a page. It leaves out the context, which the page supplies. */
export function annotationOf(entry: OutgoingNote | PortableReply): object {
  return entry.kind === "note" ? noteAnnotationOf(entry) : replyAnnotationOf(entry);
}

function noteAnnotationOf(note: OutgoingNote): object {
  const { note: written, description, tags, audience } = note;
  const text = written && textBody(written.body, "commenting", written.modified);
  const shown = description === "" ? [] : [textBody(description, "describing")];
  const bodies = [...(text ? [text] : []), ...shown, ...tags.map((value) => textBody(value, "tagging"))];
  return {
    ...headOf(note),
    motivation: motivationOf(note, written ? "commenting" : "highlighting"),
    ...(audience && { audience: writeAudience(audience) }),
    ...(bodies.length > 0 && { body: bodies }),
    ...(note.colour !== null && { stylesheet: stylesheetOf(note.colour) }),
    target: {
      type: "SpecificResource",
      source: note.source,
      ...hashIn(note),
      selector: selectorsOf(note),
      ...(note.colour !== null && { styleClass: `${STYLE_CLASS}${note.colour}` }),
    },
  };
}

/** A style class has no meaning without a stylesheet in its annotation (section 4.4). */
function stylesheetOf(colour: Colour): object {
  const value = `.${STYLE_CLASS}${colour} { background-color: ${BACKGROUNDS[colour]}; }`;
  return { type: "CssStylesheet", format: "text/css", value };
}

/** A reply is an annotation whose target is its parent. */
function replyAnnotationOf(reply: PortableReply): object {
  const motivation = motivationOf(reply, "replying");
  return { ...headOf(reply), motivation, body: textBody(reply.body, "replying"), target: reply.to };
}

/** The imported motivations. Motivations that Concord itself can write are replaced with `own`. */
function motivationOf({ kind, terms }: PortableNote | PortableReply, own: string): string | string[] {
  const isOwn = (name: string) => termsOf(name).some((term) => OWN_MOTIVATIONS[kind].includes(term));
  const imported = (terms?.motivations ?? []).map((name) => (isOwn(name) ? own : name));
  // The motivation `replying` is all that distinguishes a reply from a note.
  const all = new Set(kind === "reply" && !imported.includes(own) ? [own, ...imported] : imported);
  const [first = own, ...others] = all;
  return others.length > 0 ? [first, ...others] : first;
}

function headOf({
  iri,
  alias,
  creator,
  created,
  modified,
  terms,
}: Pick<PortableNote, "iri" | "alias" | "creator" | "created" | "modified" | "terms">) {
  return {
    id: alias ?? iri,
    ...(alias !== null && { canonical: iri }),
    type: "Annotation",
    ...(creator && { creator: agentOf(creator) }),
    ...(created && { created: created.toISOString() }),
    ...(modified && { modified: modified.toISOString() }),
    ...(terms && terms.rights.length > 0 && { rights: terms.rights }),
  };
}

/**
 * If an imported file named the creator, the name is an attribution, so that every program shows it as such. The
 * nickname is the plain name.
 */
function agentOf({ iri, name, importedBy }: Maker): object {
  const shown = importedBy ? attribution(importedBy.name, name) : name;
  return {
    ...(iri !== null && { id: iri }),
    type: "Person",
    ...(shown !== null && { name: shown }),
    ...(importedBy && name !== null && { nickname: name }),
  };
}

function writeAudience({ visibility, groupId }: NonNullable<PortableNote["audience"]>): object {
  return {
    ...(groupId !== null && { id: `urn:uuid:${groupId}` }),
    type: "schema:Audience",
    "schema:audienceType": visibility,
  };
}

function textBody(value: string, purpose: string, modified: Date | null = null): object {
  return {
    type: "TextualBody",
    value,
    format: purpose === "tagging" || purpose === "describing" ? "text/plain" : "text/markdown",
    purpose,
    ...(modified && { modified: modified.toISOString() }),
  };
}

/** The hash of the file, by which the page of an area is recognized. */
function hashIn({ markedArea }: OutgoingNote): object {
  const evidence = markedArea?.page;
  return evidence && "hash" in evidence ? { "schema:sha256": evidence.hash } : {};
}

function selectorsOf({
  quote: { exact, prefix, suffix, position },
  end,
  block,
  page,
  markedArea,
}: OutgoingNote): object[] {
  if (markedArea && position !== null && end !== null) {
    return [areaSelectorOf(markedArea.area), { type: "TextPositionSelector", start: position, end }];
  }
  const onPage = page === null ? [] : [pageSelectorOf(page)];
  const quote = {
    type: "TextQuoteSelector",
    exact,
    ...(prefix !== "" && { prefix }),
    ...(suffix !== "" && { suffix }),
  };
  if (position === null || end === null) return [quote];
  const inText = [quote, { type: "TextPositionSelector", start: position, end }];
  return [...inText, ...(block ? [fragmentOf(block)] : []), ...onPage];
}

/** Selects a page of the report's PDF. */
function pageSelectorOf(page: number): object {
  return { type: "FragmentSelector", conformsTo: PDF_FRAGMENT, value: `page=${page + 1}` };
}

/** Selects an area of a page of the report's PDF, or of a picture in its text. */
function areaSelectorOf(area: Area): object {
  const outer =
    "page" in area ? pageSelectorOf(area.page) : { type: "CssSelector", value: `[data-picture="${area.picture}"]` };
  const { x0, y0, x1, y1 } = area;
  const percents = [x0, y0, x1 - x0, y1 - y0].map((part) => Number(((100 * part) / UNIT).toFixed(3)));
  const value = `xywh=percent:${percents.join(",")}`;
  return { ...outer, refinedBy: { type: "FragmentSelector", conformsTo: MEDIA_FRAGMENT, value } };
}

/** Selects the block by its element id, and then the position within the block. */
function fragmentOf({ id, start, end }: PlaceInBlock): object {
  return {
    type: "FragmentSelector",
    conformsTo: HTML_FRAGMENT,
    value: id,
    refinedBy: { type: "TextPositionSelector", start, end },
  };
}
