import { heldBack, isGone, mergedVersion, type QueuedChange } from "@/app/_features/changes";
import { RequestError } from "@/app/_features/request";
import { isOwnedBy } from "@/lib/annotations/highlights/id-owner";
import type { HighlightView } from "@/lib/annotations/schemas";

/** Why changes are not made for now: nobody answers, or the server fails at some of them. */
export type Trouble = "unreachable" | "failing";

/** What the sender needs of the rest. */
export interface Sending {
  /** All changes that stand on the device, in their order. */
  read(): readonly QueuedChange[];
  keep(queued: QueuedChange): void;
  drop(key: string): void;
  /** Asks the server. Rejects as `sendJson` does. */
  send(queued: QueuedChange): Promise<unknown>;
  /** Called with what stands once a change is made; null where the highlight is gone. Before the change is dropped. */
  made(queued: QueuedChange, view: HighlightView | null): void;
  /** Called with what stands instead of a change that is refused. Before that is noted. */
  standing(queued: QueuedChange, view: HighlightView): void;
}

/** What is to become of a change that failed. */
type Verdict =
  | { next: "stop" }
  /** Others go on, those of its highlight wait for it. */
  | { next: "skip" }
  | { next: "again"; version: number | null }
  | { next: "done"; view: HighlightView | null }
  | { next: "refuse"; refusal: { code: string; message: string }; current: HighlightView | undefined };

/** Proxies say so where the server is gone for a while, or has too much to do. */
const FOR_NOW = [408, 425, 429, 502, 503, 504];

/**
 * Sends the changes on the device one after the other, in their order, until there are none that can be made now. Each leaves the
 * device when the server has confirmed it. One that the server refuses stays with its reason, and so do those after it on the same
 * highlight; all others go on.
 *
 * @returns why some are not made; null where all are, or wait for the person
 * @throws RequestError of status 401 where the session has ended
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
 * Pages from before ids were people's own may have left changes under an id that the server replaces, and that leads to the highlight.
 *
 * @returns the highlight as it stands; null where it is gone
 * @throws TypeError for what is not our server's answer: a network may answer something of its own for it
 */
function viewIn({ highlight, change }: QueuedChange, answer: unknown): HighlightView | null {
  const view = answer as HighlightView | null;
  const isReplaced = view?.author !== undefined && isOwnedBy(view.author.id, view.id);
  if (view?.id !== highlight && !isReplaced) throw new TypeError("This is not the answer to the change.");
  return change.kind === "highlight.delete" ? null : view;
}

function judge({ change, version }: QueuedChange, error: unknown): Verdict {
  if (!(error instanceof RequestError) || FOR_NOW.includes(error.status)) return { next: "stop" };
  const { status, code, message, body } = error;
  // Not in our form: somebody else has answered in the server's place.
  if (code === "unknown") return { next: "stop" };
  if (status >= 500) return { next: "skip" };
  // It is gone already.
  if (status === 404 && change.kind === "highlight.delete") return { next: "done", view: null };
  const current = (body as { current?: HighlightView } | null)?.current;
  if (current && isGone(change, current)) return { next: "done", view: current };
  const merged = current && mergedVersion(change, current);
  if (merged !== undefined && merged !== version) return { next: "again", version: merged };
  return { next: "refuse", refusal: { code, message }, current };
}
