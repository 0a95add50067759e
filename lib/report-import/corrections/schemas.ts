/** Schemas for corrections in requests and responses. Shared with the browser. */

import { z } from "zod";
import { PICTURE_ID } from "../../report/pictures";
import { EXCERPT, MAX_CORRECTIONS, MAX_DESCRIPTION } from "./limits";

const excerpt = z.string().max(EXCERPT);

/**
 * A block, identified by its text so that it can also be found in the file of another edition. Blocks with the same
 * text are distinguished by page and order.
 */
const blockTarget = z.object({
  kind: z.enum(["heading", "paragraph", "list-item", "table-row", "caption", "footnote"]),
  /** The start of the block's text, with whitespace collapsed to single spaces. */
  text: excerpt.min(1),
  /** The page on which the block begins; null if unknown, and for footnotes. */
  page: z.number().int().nullable(),
  /** The block's position among the blocks with the same text on that page, counted from 0. */
  nth: z.number().int().min(0).max(100_000),
  /** The label of a footnote. */
  label: z.string().max(100).optional(),
});
export type BlockTarget = z.infer<typeof blockTarget>;

/** A place inside a block. */
const place = z.object({
  /** The offset of the place in the block's text, in UTF-16 code units. */
  at: z.number().int().min(0),
  /** The text on either side of the place. */
  before: excerpt,
  after: excerpt,
});
export type Place = z.infer<typeof place>;

/** What a region of a page can be. */
export const REGION_KINDS = ["table", "figure", "text"] as const;

const edge = z.number().int().min(0).max(1000);

export const correction = z.discriminatedUnion("kind", [
  /**
   * Sets the depth of a heading, counted as in Markdown, where chapters have depth 2. A block of any other kind becomes
   * a heading. Depth 0 turns a heading into a paragraph.
   */
  z.object({ kind: z.literal("level"), block: blockTarget, depth: z.number().int().min(0).max(6) }),
  /** Appends a block to the one before it. */
  z.object({ kind: z.literal("merge"), block: blockTarget }),
  z.object({ kind: z.literal("split"), block: blockTarget, place }),
  /** Removes a block. */
  z.object({ kind: z.literal("omit"), block: blockTarget }),
  /** Removes a line wherever it occurs as a block or next to a page break, even if the numbers in it differ. */
  z.object({ kind: z.literal("omit-line"), text: excerpt.min(1) }),
  /** Adds a footnote's marker to a block. */
  z.object({ kind: z.literal("marker"), note: blockTarget, block: blockTarget, place }),
  /** Makes a region of a page a table or a figure, or turns tables and figures in it into text. */
  z.object({
    kind: z.literal("region"),
    /** Index of the page in the file. */
    page: z.number().int().min(0).max(100_000),
    /** The left, top, right and bottom edges, in thousandths of the page's width and height. */
    box: z
      .tuple([edge, edge, edge, edge])
      .refine(([left, top, right, bottom]) => right > left && bottom > top, "not a box"),
    as: z.enum(REGION_KINDS),
    /** The start of its text, so that it is only applied to the same region of another file; empty if unknown. */
    text: excerpt,
  }),
  /** Sets the description of a picture wherever it occurs. */
  z.object({
    kind: z.literal("describe"),
    picture: z.string().regex(PICTURE_ID),
    text: z.string().trim().min(1).max(MAX_DESCRIPTION),
  }),
]);
export type Correction = z.infer<typeof correction>;

export const corrections = z.array(correction).max(MAX_CORRECTIONS);
