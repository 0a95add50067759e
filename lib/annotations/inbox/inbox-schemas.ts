/** API schemas for the inbox, shared with the browser. */

import { z } from "zod";
import { highlightView, id, time } from "../schemas";

/** Cursor: the last item of the previous page. */
export const inboxQuery = z.object({ after: id.optional() });

const received = z.object({ id, at: time, isRead: z.boolean() });

/** An item about a note. */
const noteItem = received.extend({
  /** A mention of the user, or a reply in a discussion in which they take part. */
  kind: z.enum(["mention", "reply"]),
  /** Whether the text is a reply rather than a note. */
  isReply: z.boolean(),
  by: z.object({ id, name: z.string() }),
  /** The beginning of the text, without Markdown. */
  text: z.string(),
  report: z.object({ slug: z.string(), title: z.string() }),
  highlight: z.object({ id, quote: z.string(), colour: highlightView.shape.colour }),
});
export type NoteItemView = z.infer<typeof noteItem>;

/** A password reset by link; `by` is the link's creator, or null if it was created on the command line. */
const resetItem = received.extend({ kind: z.literal("reset"), by: z.object({ id, name: z.string() }).nullable() });
export type ResetItemView = z.infer<typeof resetItem>;

/** The removal of the user's second factors, by an owner, or on the command line if `by` is null. */
const factorsItem = resetItem.extend({ kind: z.literal("factorsReset") });
export type FactorsItemView = z.infer<typeof factorsItem>;

/** A file that has been read as a report, or couldn't be read, or a PDF that couldn't be added to a report. */
const importItem = received.extend({
  kind: z.literal("imported"),
  /** Id of the import job. */
  job: id,
  /** The file's name. */
  name: z.string(),
  /** Slug of the report that the PDF was meant for; null if the file is a report of its own. */
  addedTo: z.string().nullable(),
  hasFailed: z.boolean(),
});
export type ImportItemView = z.infer<typeof importItem>;

const inboxItem = z.discriminatedUnion("kind", [noteItem, resetItem, factorsItem, importItem]);
export type InboxItemView = z.infer<typeof inboxItem>;

/** A page of the inbox, newest first; `next` is the cursor for the next page, or null on the last page. */
const inboxPage = z.object({ items: z.array(inboxItem), next: id.nullable() });
export type InboxPage = z.infer<typeof inboxPage>;

/** Marks an item as read, or all items up to it. */
export const inboxReading = z.object({ item: id, andOlder: z.boolean() });
export type InboxReading = z.infer<typeof inboxReading>;
