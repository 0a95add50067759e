import { heldBack, isGone, mergedVersion, type QueuedChange } from "@/app/_features/changes";
import { RequestError } from "@/app/_features/request";
import { isOwnedBy } from "@/lib/annotations/highlights/id-owner";
import type { HighlightView } from "@/lib/annotations/schemas";

/** The reason why sending is paused: the server can't be reached, or it fails to process some changes. */
export type Trouble = "unreachable" | "failing";

/** The functions that the sender depends on. */
export interface Sending {
  /** All changes on the device, in order. */
  read(): readonly QueuedChange[];
  keep(queued: QueuedChange): void;
  drop(key: string): void;
  /** Sends a request. Rejects like `sendJson`. */
  send(queued: QueuedChange): Promise<unknown>;
  /**
   * Called after a change has been saved and before it is removed, with the new state; null if the highlight is gone.
   */
  made(queued: QueuedChange, view: HighlightView | null): void;
  /** Called after a change has been rejected and before the rejection is stored, with the server's state. */
  standing(queued: QueuedChange, view: HighlightView): void;
}

/** What to do after a change has failed. */
type Verdict =
  | { next: "stop" }
  /** Continue with changes to other highlights. Later changes to this highlight wait. */
  | { next: "skip" }
  | { next: "again"; version: number | null }
  | { next: "done"; view: HighlightView | null }
  | { next: "refuse"; refusal: { code: string; message: string }; current: HighlightView | undefined };

/** HTTP statuses for temporary failures: the server, or a proxy in front of it, is unavailable or overloaded. */
const FOR_NOW = [408, 425, 429, 502, 503, 504];

/**
 * Sends the changes on the device in order, until there are none left that can be sent now. Each is removed from the
 * device once the server has confirmed it. A rejected change stays on the device with the reason, and blocks later
 * changes to the same highlight. All other changes are sent.
 *
 * @returns why some changes weren't sent; null if all were, or if the rest are only waiting for the user
 * @throws RequestError with status 401 if the session has expired
 */
export async function sendAll({ read, keep, drop, send, made, standing }: Sending): Promise<Trouble | null> {
  const skipped = new Set<string>();
  for (;;) {
    const changes = read();
    const held = heldBack(changes);
    const queued = changes.find((each) => !held.has(each) && !skipped.has(each.highlight));
    if (!queued) return skipped.size > 0 ? "failing" : null;
    const finish = (view: HighlightView | null) => {
      made(queued, view);
      drop(queued.key);
    };
    try {
      finish(viewIn(queued, await send(queued)));
    } catch (error) {
      if (error instanceof RequestError && error.status === 401) throw error;
      const verdict = judge(queued, error);
      if (verdict.next === "stop") return "unreachable";
      if (verdict.next === "skip") skipped.add(queued.highlight);
      if (verdict.next === "done") finish(verdict.view);
      if (verdict.next === "again") keep({ ...queued, version: verdict.version });
      if (verdict.next === "refuse") {
        if (verdict.current) standing(queued, verdict.current);
        keep({ ...queued, refusal: verdict.refusal });
      }
    }
  }
}

/**
 * Reads the highlight in a response. Pages that were loaded before ids contained their owner may have queued changes
 * with an old id. The server replaces such an id, and the response contains the highlight with its new id.
 *
 * @returns the current highlight; null if it is gone
 * @throws TypeError if the response isn't from our server, for example from a captive portal
 */
function viewIn({ highlight, change }: QueuedChange, answer: unknown): HighlightView | null {
  const view = answer as HighlightView | null;
  const isReplaced = view?.author !== undefined && isOwnedBy(view.author.id, view.id);
  if (view?.id !== highlight && !isReplaced) throw new TypeError("The response does not belong to the change.");
  return change.kind === "highlight.delete" ? null : view;
}

function judge({ change, version }: QueuedChange, error: unknown): Verdict {
  if (!(error instanceof RequestError) || FOR_NOW.includes(error.status)) return { next: "stop" };
  const { status, code, message, body } = error;
  // The response isn't in our error format, so it was sent by an intermediary.
  if (code === "unknown") return { next: "stop" };
  if (status >= 500) return { next: "skip" };
  // The highlight has already been deleted.
  if (status === 404 && change.kind === "highlight.delete") return { next: "done", view: null };
  const current = (body as { current?: HighlightView } | null)?.current;
  if (current && isGone(change, current)) return { next: "done", view: current };
  const merged = current && mergedVersion(change, current);
  if (merged !== undefined && merged !== version) return { next: "again", version: merged };
  return { next: "refuse", refusal: { code, message }, current };
}
