/** What a stream of changes says, and the list of what was done. The browser reads it too. */

import { z } from "zod";
import { colourNames, highlightView, id, time } from "../schemas";

/** A place in the log of changes, which only the server can read. */
const position = z.string().max(64);

/** After which place a stream goes on: what a browser says when it connects again by itself stands in a header instead. */
export const streamQuery = z.object({ after: position.optional() });

/** What a message of a stream holds, by the message's name. */
export const liveMessages = {
  /** The stream has begun. Whose it is, and a name for what this person may see, which is another when their rights are. */
  ready: z.object({ email: z.string(), audience: z.string() }),
  /** A highlight or its note has been made or changed, or has come into sight. */
  highlight: z.object({ highlight: highlightView }),
  /** A highlight is gone from sight. */
  gone: z.object({ id }),
  /** A report has another edition. */
  edition: z.object({ report: z.string(), edition: z.object({ id, ordinal: z.number().int() }) }),
  /** Something in the person's own inbox has come or gone, or was read. */
  inbox: z.object({}),
  /** The team calls colours by other names. */
  colours: colourNames,
  /** What the person may see or do is another, or a group of theirs is called otherwise: what the page offers is to be made anew. */
  rights: z.object({}),
  /** The stream cannot say what has happened: what is shown is to be fetched again. */
  reset: z.object({}),
  /** Nothing has happened. */
  beat: z.object({}),
  /** The session has ended, and so does the stream. */
  ended: z.object({}),
};
export type LiveName = keyof typeof liveMessages;
export type LiveData<N extends LiveName> = z.infer<(typeof liveMessages)[N]>;
/** What is said of a change. */
export type Delivery = {
  [N in Delivered]: { event: N; data: LiveData<N> };
}[Delivered];
type Delivered = "highlight" | "gone" | "edition" | "inbox" | "colours" | "rights";

/** The place before which the list goes on. */
export const activityQuery = z.object({ before: position.optional() });

const person = z.object({ id, name: z.string() });

/** Something that somebody has done in a report. */
const activityEntry = z.object({
  id: z.string(),
  /**
   * What was done, for example "note.changed"; "highlight.shown" where other people than before may see a highlight, "report.added"
   * where the report got its first edition.
   */
  did: z.enum([
    "highlight.created",
    "highlight.changed",
    "highlight.shown",
    "highlight.restored",
    "highlight.tagged",
    "highlight.attached",
    "highlight.detached",
    "highlight.settled",
    "highlight.unsettled",
    "note.created",
    "note.changed",
    "note.restored",
    "note.resolved",
    "note.reopened",
    "reply.created",
    "reply.changed",
    "reply.restored",
    "report.added",
    "edition.stored",
  ]),
  at: time,
  /** Null where it was the app. */
  by: person.nullable(),
  /** To which highlight; null where it was done to the report. */
  highlight: z.object({ id, quote: z.string(), colour: highlightView.shape.colour }).nullable(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

/** What was done in a report, the latest first, and the place where the list goes on; null at its end. */
export const activityPage = z.object({ entries: z.array(activityEntry), next: position.nullable() });
export type ActivityPage = z.infer<typeof activityPage>;
