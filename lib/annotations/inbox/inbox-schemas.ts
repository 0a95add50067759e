/** What crosses the wire about a person's inbox. The browser reads it too. */

import { z } from "zod";
import { highlightView, id, time } from "../schemas";

/** The item after which a list goes on. */
export const inboxQuery = z.object({ after: id.optional() });

const received = z.object({ id, at: time, isRead: z.boolean() });

/** Something about a note. */
const noteItem = received.extend({
  /** They are mentioned, or somebody has replied where they wrote. */
  kind: z.enum(["mention", "reply"]),
  /** Whether it stands in a reply; else in a note. */
  isReply: z.boolean(),
  by: z.object({ id, name: z.string() }),
  /** The beginning of what was written, without its Markdown. */
  text: z.string(),
  report: z.object({ slug: z.string(), title: z.string() }),
  highlight: z.object({ id, quote: z.string(), colour: highlightView.shape.colour }),
});
export type NoteItemView = z.infer<typeof noteItem>;

/** Their password was reset, by a link that somebody made; null for one that was made at the server. */
const resetItem = received.extend({ kind: z.literal("reset"), by: z.object({ id, name: z.string() }).nullable() });
export type ResetItemView = z.infer<typeof resetItem>;

const inboxItem = z.discriminatedUnion("kind", [noteItem, resetItem]);
export type InboxItemView = z.infer<typeof inboxItem>;

/** What is in an inbox, the newest first, and the item after which the list goes on; null at its end. */
const inboxPage = z.object({ items: z.array(inboxItem), next: id.nullable() });
export type InboxPage = z.infer<typeof inboxPage>;

/** What a person has read: an item, or all up to it. */
export const inboxReading = z.object({ item: id, andOlder: z.boolean() });
export type InboxReading = z.infer<typeof inboxReading>;
