/** Schemas for the live stream and the activity list, shared with the browser. */

import { z } from "zod";
import { colourNames, highlightView, id, time } from "../schemas";

/** An encrypted event number, which only the server can read. */
const position = z.string().max(64);

/**
 * The position at which a stream resumes. When the browser reconnects automatically, it sends the position in a header
 * instead.
 */
export const streamQuery = z.object({ after: position.optional() });

/** The data in each kind of stream message, by message name. */
export const liveMessages = {
  /** The stream has started. `audience` identifies what this user can see. It changes with their rights. */
  ready: z.object({ email: z.string(), audience: z.string() }),
  /** A highlight or its note was created or changed, or became visible. */
  highlight: z.object({ highlight: highlightView }),
  /** A highlight was deleted or is no longer visible. */
  gone: z.object({ id }),
  /** A report has a new edition. */
  edition: z.object({ report: z.string(), edition: z.object({ id, ordinal: z.number().int() }) }),
  /** A report's details were edited. */
  report: z.object({ report: z.string() }),
  /** The user's own inbox has changed. */
  inbox: z.object({}),
  /** The team's colour names have changed. */
  colours: colourNames,
  /** The user's rights or the name of a group or member have changed, so the page must be refreshed. */
  rights: z.object({}),
  /** A member has a new name, or the stream can't list the missed changes, so the page must fetch everything again. */
  reset: z.object({}),
  /** A heartbeat. */
  beat: z.object({}),
  /** The session has ended, and the stream ends with it. */
  ended: z.object({}),
};
export type LiveName = keyof typeof liveMessages;
export type LiveData<N extends LiveName> = z.infer<(typeof liveMessages)[N]>;
/** The message that announces a change. */
export type Delivery = {
  [N in Delivered]: { event: N; data: LiveData<N> };
}[Delivered];
type Delivered = "highlight" | "gone" | "edition" | "report" | "inbox" | "colours" | "rights" | "reset";

/** Cursor: the position at which the previous page ended. */
export const activityQuery = z.object({ before: position.optional() });

const person = z.object({ id, name: z.string() });

/** An entry in the activity list. */
const activityEntry = z.object({
  id: z.string(),
  /**
   * The type of action, for example "note.changed". "highlight.shown" means that a highlight's audience was changed,
   * and "report.added" that the first edition of a report was added.
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
    "report.edited",
  ]),
  at: time,
  /** Null for changes made by the app itself. */
  by: person.nullable(),
  /** The highlight that the action concerns; null for the report itself. */
  highlight: z.object({ id, quote: z.string(), colour: highlightView.shape.colour }).nullable(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

/** A page of the activity, newest first; `next` is the cursor for the next page, or null on the last page. */
export const activityPage = z.object({ entries: z.array(activityEntry), next: position.nullable() });
export type ActivityPage = z.infer<typeof activityPage>;
