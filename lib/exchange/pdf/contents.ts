/** The text of annotations in exported PDFs, and what identifies them when the file is imported again. */

import { createHash } from "node:crypto";
import { z } from "zod";
import { wordsOf } from "../../annotations/areas/words";
import { COLOURS, type Colour } from "../../annotations/highlights/colours";
import type { HighlightView, ReplyView } from "../../annotations/schemas";
import { iriOf } from "../portable";
import { type ReadableNote, writtenOut } from "../prose";
import { BACKGROUNDS } from "../write-annotation";

/** An annotation to write. Its fields are the entries of the same meaning in a PDF. */
export interface WrittenAnnotation {
  /** Identifies it (`NM`). */
  name: string;
  author: string;
  /** ISO 8601. */
  created: string;
  modified: string;
  contents: string;
  /** The text of the note or reply in it. */
  body: string;
}

/** The attachment that lists the annotations that Concord wrote. */
export const RECORD = "concord-notes.json";

const record = z.object({
  format: z.literal("concord-annotated-pdf"),
  version: z.literal(1),
  /** The report's slug. */
  report: z.string().max(200),
  /** Hashes of the annotations (`hashOfAnnotation`), by name. */
  annotations: z.record(z.string().max(100), z.string().max(100)),
  /** Hashes of the annotations that were in the report's file already (`hashOfForeign`). */
  others: z.array(z.string().max(100)),
});

/** The content of the attachment. */
export type PdfRecord = z.infer<typeof record>;

/** Reads the attachment. Other programs can change it; undefined if it isn't as Concord wrote it. */
export function readRecord(json: string): PdfRecord | undefined {
  try {
    return record.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** Length of a quote in a title, in UTF-16 code units. */
const QUOTE_LENGTH = 200;

/** The annotation for a highlight and its note. @param writer the name of its author */
export function annotationOf(
  { highlight, link }: Pick<ReadableNote, "highlight" | "link">,
  writer: string,
): WrittenAnnotation {
  const { id, createdAt, updatedAt, note } = highlight;
  const body = note ? bodyOf(note) : "";
  return {
    name: iriOf(id),
    author: writer,
    created: createdAt,
    modified: note && note.updatedAt > updatedAt ? note.updatedAt : updatedAt,
    contents: body === "" ? "" : `${body}\n\n${link}`,
    body,
  };
}

/** The annotation for a reply. */
export function replyAnnotationOf(reply: ReplyView, writer: string): WrittenAnnotation {
  const { id, createdAt, updatedAt } = reply;
  const body = bodyOf(reply);
  return { name: iriOf(id), author: writer, created: createdAt, modified: updatedAt, contents: body, body };
}

/** The text of a note or reply without markup for mentions. Other Markdown is left as it was typed. */
export function bodyOf({ body }: { body: string }): string {
  return writtenOut(body).trim();
}

const UNPLACED = "No place on the pages: ";

/** The first paragraph of the annotation for a highlight that has no place on the pages. */
export function unplacedTitle(highlight: Pick<HighlightView, "quote" | "description">): string {
  const text = wordsOf(highlight).replace(/\s+/gu, " ").trim();
  return `${UNPLACED}“${text.length > QUOTE_LENGTH ? `${text.slice(0, QUOTE_LENGTH)}…` : text}”`;
}

const AREA = "Area: ";

/** The first paragraph of the annotation for an area: what it shows. */
export function areaTitle({ description }: Pick<HighlightView, "description">): string {
  return `${AREA}“${description.replace(/\s+/gu, " ").trim()}”`;
}

const TITLE = new RegExp(`^(?:${UNPLACED}|${AREA})“(.*?)…?”(?:\\n|$)`, "u");
/** A link to a highlight, on a line of its own. */
const LINK = /^https?:\/\/\S+\/r\/[a-z0-9-]+\?note=([\da-f-]{36})$/gmu;

interface Written {
  /** Id of the highlight or reply for which Concord wrote the annotation; null if Concord didn't write it. */
  id: string | null;
  /** Whether it begins with a title, because it marks no words. */
  isTitled: boolean;
}

/**
 * The text of a note in an annotation, without what Concord has added. Links to other highlights are part of the text.
 */
export function bodyIn(contents: string, { id, isTitled }: Written): string {
  const text = normalized(contents);
  const withLink = isTitled ? text.replace(TITLE, "") : text;
  return withLink.replace(LINK, (link: string, to: string) => (to === id ? "" : link)).trim();
}

/** The quote in an annotation for a highlight without a place; empty if there is none. */
export function quoteIn(contents: string): string {
  return TITLE.exec(normalized(contents))?.[1] ?? "";
}

/** Other programs change line breaks. */
function normalized(contents: string): string {
  return contents.replace(/\r\n?/gu, "\n");
}

const CONTINUED = "#page=";

/** The name of the part of a highlight that is on another page. */
export function continuationOf(name: string, page: number): string {
  return `${name}${CONTINUED}${page + 1}`;
}

/** The name of the annotation of which this one is the continuation; null if it isn't one. */
export function continuedBy(name: string): string | null {
  const at = name.indexOf(CONTINUED);
  return at < 0 ? null : name.slice(0, at);
}

/** A colour in a PDF: red, green and blue, from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** How a highlight's colour is written. */
export function rgbOf(colour: Colour): Rgb {
  const hex = Number.parseInt(BACKGROUNDS[colour].slice(1), 16);
  return [hex >> 16, (hex >> 8) & 0xff, hex & 0xff];
}

/** The colour that is most similar to a colour in a PDF. */
export function colourNear(rgb: Rgb): Colour {
  const distance = (colour: Colour) => Math.hypot(...rgbOf(colour).map((part, n) => part - rgb[n]!));
  return COLOURS.reduce((best, colour) => (distance(colour) < distance(best) ? colour : best));
}

/** A short hash of what people can change in an annotation, to detect changes. */
export function hashOfAnnotation(body: string, colour: number | null): string {
  return shortHash([body, colour]);
}

/** Identifies an annotation that was in the report's file already. */
export function hashOfForeign({ page, author, created, body }: Foreign): string {
  return shortHash([page, author, created, body]);
}

interface Foreign {
  page: number;
  author: string;
  created?: string;
  body: string;
}

function shortHash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16);
}
