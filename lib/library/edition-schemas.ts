/** What crosses the wire about adding editions. The browser reads it too. */

import { z } from "zod";
import { forecast, reportParams } from "../annotations/schemas";
import { signatureOf } from "../report-import/signature";

/** Bytes of a text that is added. */
export const MAX_UPLOAD = 1024 * 1024;
/** Bytes of a file that is added and is more than text: most of it is fonts and pictures. */
export const MAX_DOCUMENT_UPLOAD = 10 * 1024 * 1024;
/** Bytes of a request with such a file: base64 makes four of three, and there is room for the rest. */
export const MAX_UPLOAD_BODY = Math.ceil((MAX_DOCUMENT_UPLOAD * 4) / 3) + 64 * 1024;

/** Bytes that a file may have, by its name and its first bytes. */
export function uploadLimit(name: string, start: Uint8Array): { bytes: number; isText: boolean } {
  const isText = signatureOf(name, start) === "text";
  return { bytes: isText ? MAX_UPLOAD : MAX_DOCUMENT_UPLOAD, isText };
}

const MAX_NAME = 300;
const name = z.string().trim().min(1).max(MAX_NAME);
/** A name as `lib/report/names.ts` has it. */
const writtenName = z.union([
  name,
  z.strictObject({ literal: name }),
  z.strictObject({ family: name, given: name.optional() }),
]);
const language = z.enum(["en", "ru", "kk"]);
const slug = reportParams.shape.slug.max(80);
/** SHA-256 of an edition's Markdown, hexadecimal. */
const hash = z.string().regex(/^[0-9a-f]{64}$/u, "no hash");

/** What the person says of the report that the file does not. */
export const given = z.object({
  title: name.optional(),
  authors: z.array(writtenName).max(100).optional(),
  editor: name.optional(),
  publisher: name.optional(),
  place: name.optional(),
  year: z.number().int().min(1000).max(2999).optional(),
  language: language.optional(),
});
export type Given = z.infer<typeof given>;

/** A file to be looked at. */
export const editionUpload = z.object({
  /** The file's name. How the file is to be read is told by its bytes, and for texts by the ending of its name. */
  name: z.string().min(1).max(255),
  /** The file, in base64. */
  file: z.base64(),
  given,
  /** The report that it is an edition of, or would be; null for what its title suggests. */
  slug: slug.nullable(),
});
export type EditionUpload = z.infer<typeof editionUpload>;

/** The same file, to be added. */
export const newEdition = editionUpload.extend({
  slug,
  /** Hash of the edition that was current when the person decided; null where there was no such report. */
  after: hash.nullable(),
});
export type NewEdition = z.infer<typeof newEdition>;

/** What came of a file, before anything is stored. */
const editionPreview = z.object({
  slug,
  /** The edition that it would follow; null for a new report. */
  current: z.object({ ordinal: z.number().int(), hash, createdAt: z.iso.datetime() }).nullable(),
  /** Whether it is what the current edition says already. */
  isCurrent: z.boolean(),
  /** All reports that it could be an edition of. */
  reports: z.array(z.object({ slug, title: z.string() })),
  meta: z.object({
    title: z.string(),
    authors: z.array(z.string()),
    editor: z.string().optional(),
    publisher: z.string().optional(),
    place: z.string().optional(),
    year: z.number().optional(),
    language,
  }),
  /** What the file does not say for sure. */
  missing: z.array(z.enum(["title", "authors", "editor", "publisher", "place", "year", "language"])),
  /** Of that, what the edition before says: the next one starts from it. */
  inherited: given,
  /** How the file was read. */
  format: z.enum(["pdf", "docx", "odt", "epub", "html", "markdown", "text"]),
  /** What the importer was not sure of, by line of a text or page of a PDF; 0 where the file has neither. */
  doubts: z.array(z.object({ line: z.number().int(), text: z.string() })),
  /** Printed pages; null where the file says nothing of them. */
  pages: z.number().int().nullable(),
  words: z.number().int(),
  sections: z.array(z.object({ title: z.string(), depth: z.number().int() })),
  /** How the text begins. */
  opening: z.string(),
  /** What would become of the highlights that the person may see; null where there are none. */
  forecast: forecast.nullable(),
});
export type EditionPreview = z.infer<typeof editionPreview>;

/** Where an edition that was added is read. */
export interface AddedEdition {
  slug: string;
  ordinal: number;
}
