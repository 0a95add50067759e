/** API schemas for adding editions, shared with the browser. */

import { z } from "zod";
import { forecast, reportParams } from "../annotations/schemas";
import { LANGUAGES } from "../report/details";
import { type BlockTarget, correction } from "../report-import/corrections/schemas";
import { RECOGNITIONS } from "../report-import/recognition";
import { newAccess } from "./access-schemas";

/** Maximum size of a file inside the JSON, in bytes. Larger files are uploaded as sources first. */
export const MAX_FILE_IN_JSON = 10 * 1024 * 1024;
/**
 * Maximum size of a request that contains a file, in bytes. Base64 turns three bytes into four, and the other fields
 * need some space.
 */
export const MAX_UPLOAD_BODY = Math.ceil((MAX_FILE_IN_JSON * 4) / 3) + 64 * 1024;

const MAX_NAME = 300;
const name = z.string().trim().min(1).max(MAX_NAME);
/** A name in the format of `lib/report/names.ts`. */
const writtenName = z.union([
  name,
  z.strictObject({ literal: name }),
  z.strictObject({ family: name, given: name.optional() }),
]);
const language = z.enum(LANGUAGES);
const slug = reportParams.shape.slug.max(80);
/** SHA-256 of an edition's Markdown, hexadecimal. */
const hash = z.string().regex(/^[0-9a-f]{64}$/u, "not a hash");

/** Metadata that the user enters because the file lacks it. */
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

/** A small file within the request. */
const enclosed = z.object({
  /** The file's name. The format is detected from the content, and for plain text from the file extension. */
  name: z.string().min(1).max(255),
  /** The file in base64. */
  file: z.base64(),
});

/** A file that has already been uploaded. */
const stored = z.object({
  /** Id of the source. */
  source: z.uuid(),
});

/** Whether the new edition keeps the PDF that was added to the current one, if it shows enough of the new text. */
const keepPdf = z.boolean().optional();

const previewed = z.object({
  given,
  /** The report to add the edition to; null to derive one from the title. */
  slug: slug.nullable(),
  /** Default: true. */
  keepPdf,
});

/** A file to be previewed. */
export const editionUpload = z.union([stored.extend(previewed.shape), enclosed.extend(previewed.shape)]);
export type EditionUpload = z.infer<typeof editionUpload>;

const added = z.object({
  given,
  slug,
  /** Hash of the current edition at the time of the preview; null if there was no such report. */
  after: hash.nullable(),
  /** Whether the comments in the file become notes, which only the user who adds the file can see. Default: true. */
  comments: z.boolean().optional(),
  /** Default: true. */
  keepPdf,
  /** Who can read a new report. Default: everyone in the team. It isn't used for editions of existing reports. */
  access: newAccess.optional(),
});

/** A request to add the previewed file. */
export const newEdition = z.union([stored.extend(added.shape), enclosed.extend(added.shape)]);
export type NewEdition = z.infer<typeof newEdition>;

/** The result of reading a file, before anything is stored. */
const editionPreview = z.object({
  slug,
  /** The edition that the file would follow; null for a new report. */
  current: z.object({ ordinal: z.number().int(), hash, createdAt: z.iso.datetime() }).nullable(),
  /** Whether the file is identical to the current edition. */
  isCurrent: z.boolean(),
  /** All existing reports, as possible targets. */
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
  /** Details that aren't clear from the file. */
  missing: z.array(z.enum(["title", "authors", "editor", "publisher", "place", "year", "language"])),
  /** Default values for the missing fields, taken from the previous edition. */
  inherited: given,
  /** The detected format. */
  format: z.enum(["pdf", "docx", "doc", "rtf", "odt", "epub", "html", "markdown", "text"]),
  /**
   * Which pages of a PDF were read as images, and the choice for the previous edition's file if it is different and no
   * one has chosen for this file. Null for other formats.
   */
  recognize: z.object({ read: z.enum(RECOGNITIONS), inherited: z.enum(RECOGNITIONS).nullable() }).nullable(),
  /** Import warnings. `line` is a line of a text or a page of a PDF, or 0 if the format has neither. */
  doubts: z.array(
    z.object({
      line: z.number().int(),
      message: z.string(),
      /** The footnote's label, if the warning is about a footnote without a marker. */
      note: z.string().optional(),
      /** Set if no action is needed. */
      isMinor: z.literal(true).optional(),
    }),
  ),
  /** The corrections to the text as read, in order, and whether each one fits this file. */
  corrections: z.array(z.object({ correction, fits: z.boolean() })),
  /** Whether the corrections are those of the previous edition, unchanged. */
  areInherited: z.boolean(),
  /** The comments in the file: how many of them refer to a passage of the text, and the others. */
  comments: z.object({
    placed: z.number().int(),
    unplaced: z.array(
      z.object({
        /** Number of the page in the file, from 1; null if the format has no pages. */
        page: z.number().int().nullable(),
        /** The author's name, which is empty if unknown. */
        by: z.string(),
        /** The beginning of the comment or, for a highlight, of its words. */
        text: z.string(),
      }),
    ),
  }),
  /** The PDF that was added to the current edition; null if there is none. */
  pdf: z
    .object({
      name: z.string(),
      /** How much of the new text it shows; null if the file has pages of its own, so that the PDF can't be kept. */
      shows: z
        .object({
          words: z.number().int(),
          shown: z.number().int(),
          /** Whether that is enough to keep it. */
          isEnough: z.boolean(),
        })
        .nullable(),
    })
    .nullable(),
  /** What was found in the file. */
  found: z.object({
    headings: z.number().int(),
    tables: z.number().int(),
    figures: z.number().int(),
    footnotes: z.number().int(),
  }),
  /** The pictures in the text, without duplicates. `alt` is the description, which is empty if there is none. */
  pictures: z.array(z.object({ id: z.string(), alt: z.string() })),
  /** Number of printed pages; null if unknown. */
  pages: z.number().int().nullable(),
  words: z.number().int(),
  sections: z.array(z.object({ title: z.string(), depth: z.number().int() })),
  /** The beginning of the text. */
  opening: z.string(),
  /** The effect on the highlights that the user can see; null if there are none. */
  forecast: forecast.nullable(),
});
export type EditionPreview = z.infer<typeof editionPreview>;

/** A file's text as readers will see it, with the data needed to correct it. */
export interface PreviewedText {
  /** The HTML of the text's top-level elements, in order. */
  parts: string[];
  language: EditionPreview["meta"]["language"];
  /** The text's blocks, in order. */
  blocks: PreviewedBlock[];
  /** Width and height of each page of the file, in points; empty if the format has no pages. */
  sizes: [width: number, height: number][];
}

export interface PreviewedBlock {
  /** The same id as in the HTML (`data-block`). */
  id: string;
  target: BlockTarget;
  /** Depth of a heading, as in Markdown. */
  depth?: number;
  /** Where the block is on the pages; see `PageLayout`. */
  boxes: number[];
}

/** Identifies an added edition. */
export interface AddedEdition {
  slug: string;
  ordinal: number;
}
