import { type QueuedChange, requestOf } from "@/app/_features/changes";
import { RequestError, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { ownKey, store } from "@/app/_ui/use-stored";
import type { HighlightView } from "@/lib/annotations/schemas";
import { newId } from "./new-id";
import { sendAll, type Trouble } from "./sender";
import { withTabLock } from "./tabs";

/** Exponential backoff between attempts, in milliseconds: initial and maximum delay. */
const WAIT = { first: 1_000, most: 30_000 };

/** Request timeout, in milliseconds. */
const PATIENCE = 30_000;

/**
 * How long, in milliseconds, a change may remain unconfirmed before the user is told about it. Most changes are saved
 * sooner, so nothing is shown for them.
 */
const SILENCE = 2_000;

/** The queue of changes to send. */
export interface OutboxState {
  /** In sending order. */
  changes: readonly QueuedChange[];
  /**
   * The unsaved changes that the user is told about: all of them while sending is paused, otherwise only those that
   * were rejected or are overdue.
   */
  unsaved: readonly QueuedChange[];
  /**
   * The reason why sending is paused. Null while changes are being sent, or if the only ones left are waiting for the
   * user's decision.
   */
  trouble: Trouble | "signed-out" | null;
}

/** The state after a change was made or rejected. */
interface Answer {
  report: string;
  id: string;
  /** Null if the highlight is gone. */
  view: HighlightView | null;
}

/** One user's queued changes on this device, which all tabs share, and the functions for sending them. */
export interface Outbox {
  state(): OutboxState;
  /** @returns a function that unsubscribes */
  subscribe(listener: () => void): () => void;
  /**
   * Calls a function with the resulting state whenever the server has accepted or rejected a change from any tab.
   * @returns a function that unsubscribes
   */
  onAnswer(listener: (answer: Answer) => void): () => void;
  /**
   * Stores a change on the device and sends it after all earlier ones.
   *
   * @throws DOMException if the device has no storage left
   */
  add(change: Pick<QueuedChange, "report" | "highlight" | "quote" | "version" | "change">): void;
  /** Discards a change. */
  drop(key: string): void;
  /** Sends all changes immediately, including rejected ones. Asks the user to sign in if necessary. */
  retry(): void;
  /** Sends pending changes, without prompting the user. */
  wake(): void;
  /**
   * Starts sending changes. Sending resumes when the network returns, and when another tab that was sending closes.
   * @returns a function that stops sending
   */
  open(): () => void;
}

export const NOTHING: OutboxState = { changes: [], unsaved: [], trouble: null };

const outboxes = new Map<string, Outbox>();

/** A user's outbox in this tab. Creates it if necessary. */
export function outboxOf(email: string): Outbox {
  const there = outboxes.get(email) ?? createOutbox(email);
  outboxes.set(email, there);
  return there;
}

function createOutbox(email: string): Outbox {
  const name = ownKey(email, "sending");
  let state: OutboxState | undefined;
  const listeners = new Set<() => void>();
  const answerListeners = new Set<(answer: Answer) => void>();
  let channel: BroadcastChannel | null = null;
  let wait = WAIT.first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let speaking: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;
  /**
   * Whether another attempt to send was requested during the current one, and whether that attempt may prompt the user.
   */
  let isWanted: "quietly" | "asking" | null = null;

  const now = () => {
    state ??= withUnsaved({ ...NOTHING, changes: readQueue(email) });
    return state;
  };
  const show = (next: Partial<OutboxState>) => {
    state = withUnsaved({ ...now(), ...next });
    speakLater();
    for (const listen of listeners) listen();
  };
  /** Schedules a state update for when the next change becomes overdue. */
  const speakLater = () => {
    clearTimeout(speaking);
    const { changes, unsaved } = now();
    const next = changes.find((queued) => !unsaved.includes(queued));
    if (next) speaking = setTimeout(() => show({}), Math.max(0, next.at + SILENCE - Date.now()));
  };
  const readAgain = () => show({ changes: readQueue(email) });
  const keep = (queued: QueuedChange) => {
    keepQueued(email, queued);
    readAgain();
  };
  const drop = (key: string) => {
    dropQueued(email, key);
    readAgain();
  };
  const answered = (answer: Answer) => {
    for (const listen of answerListeners) listen(answer);
  };
  const stands = (answer: Answer) => {
    answered(answer);
    channel?.postMessage(answer);
  };

  const pass = () =>
    withTabLock(name, () =>
      sendAll({
        read: () => readQueue(email),
        keep,
        drop,
        send: (queued) => {
          const { method, address, body } = requestOf(queued);
          const headers = { "Idempotency-Key": queued.key, "Concord-Person": encodeURIComponent(email) };
          return sendJson(method, address, body, { headers, signal: AbortSignal.timeout(PATIENCE) });
        },
        made: ({ report, highlight: id }, view) => {
          wait = WAIT.first;
          show({ trouble: null });
          stands({ report, id: view?.id ?? id, view });
        },
        standing: ({ report, highlight: id }, view) => stands({ report, id, view }),
      }),
    );

  const send = async (how: "quietly" | "asking") => {
    if (readQueue(email).length === 0) return show({ trouble: null });
    try {
      const trouble = await (how === "asking" ? withReauthentication(pass) : pass());
      show({ trouble });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      show({ trouble: "signed-out" });
    }
    if (now().trouble === "signed-out" || now().trouble === null) return;
    clearTimeout(timer);
    timer = setTimeout(() => void drain("quietly"), wait * (0.8 + Math.random() * 0.4));
    wait = Math.min(wait * 2, WAIT.most);
  };
  const drain = async (how: "quietly" | "asking") => {
    if (isSending) {
      isWanted = how === "asking" ? how : (isWanted ?? how);
      return;
    }
    isSending = true;
    clearTimeout(timer);
    try {
      await send(how);
    } finally {
      isSending = false;
    }
    const next = isWanted;
    isWanted = null;
    // While sending is paused, wait for the retry timer or for the user. If users have declined to sign in, don't ask
    // them again about changes that were already waiting.
    const hasDeclined = how === "asking" && now().trouble === "signed-out";
    if (next && !hasDeclined && (next === "asking" || now().trouble === null)) await drain(next);
  };
  const wake = () => void drain("quietly");

  return {
    state: now,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onAnswer(listener) {
      answerListeners.add(listener);
      return () => void answerListeners.delete(listener);
    },
    add(change) {
      const last = readQueue(email).at(-1)?.at ?? 0;
      keep({ ...change, key: newId(), at: Math.max(Date.now(), last + 1) });
      void drain("asking");
    },
    drop,
    retry() {
      for (const { refusal, ...queued } of readQueue(email)) if (refusal) keep(queued);
      wait = WAIT.first;
      void drain("asking");
    },
    wake,
    open() {
      channel = new BroadcastChannel(name);
      channel.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
        answered(data);
        readAgain();
      });
      const hear = ({ key }: StorageEvent) => {
        if (key !== null && !isQueued(key, email)) return;
        readAgain();
      };
      const look = () => document.visibilityState === "visible" && wake();
      window.addEventListener("storage", hear);
      window.addEventListener("online", wake);
      window.addEventListener("focus", wake);
      document.addEventListener("visibilitychange", look);
      readAgain();
      wake();
      return () => {
        clearTimeout(timer);
        clearTimeout(speaking);
        channel?.close();
        channel = null;
        window.removeEventListener("storage", hear);
        window.removeEventListener("online", wake);
        window.removeEventListener("focus", wake);
        document.removeEventListener("visibilitychange", look);
      };
    },
  };
}

/** Updates the list of unsaved changes. An equal list keeps its identity. */
function withUnsaved(state: OutboxState): OutboxState {
  const { changes, unsaved: before, trouble } = state;
  const isLong = ({ at }: QueuedChange) => at + SILENCE <= Date.now();
  const unsaved = changes.filter((queued) => trouble !== null || queued.refusal || isLong(queued));
  const isSame = unsaved.length === before.length && unsaved.every((queued, index) => queued === before[index]);
  return isSame ? state : { ...state, unsaved };
}

/**
 * Key prefix for the user's changes in local storage. Each change has its own key, so that tabs don't overwrite
 * each other's.
 */
function prefixOf(email: string): string {
  return ownKey(email, "outbox/");
}

/** Whether a storage key belongs to one of a user's changes. */
function isQueued(key: string, email: string): boolean {
  return key.startsWith(prefixOf(email));
}

/** A user's unconfirmed changes, in order. Entries that can't be read are skipped but not deleted. */
function readQueue(email: string): QueuedChange[] {
  return Object.keys(localStorage)
    .filter((key) => isQueued(key, email))
    .flatMap((key) => parse(localStorage.getItem(key)))
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

/**
 * Stores or overwrites a change on the device.
 *
 * @throws DOMException if the device has no storage left
 */
function keepQueued(email: string, queued: QueuedChange): void {
  store(prefixOf(email) + queued.key, JSON.stringify(queued));
}

/** Removes a change that was saved or discarded. */
function dropQueued(email: string, key: string): void {
  store(prefixOf(email) + key, null);
}

function parse(kept: string | null): QueuedChange[] {
  try {
    const value = JSON.parse(kept ?? "null") as QueuedChange | null;
    return value === null ? [] : [value];
  } catch {
    return [];
  }
}
