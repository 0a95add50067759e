import { type QueuedChange, requestOf } from "@/app/_features/changes";
import { RequestError, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { ownKey, store } from "@/app/_ui/use-stored";
import type { HighlightView } from "@/lib/annotations/schemas";
import { newId } from "./new-id";
import { sendAll, type Trouble } from "./sender";
import { withTabLock } from "./tabs";

/** Until a change is sent again, in milliseconds: first, and at most. */
const WAIT = { first: 1_000, most: 30_000 };

/** The server has as long to answer, in milliseconds. */
const PATIENCE = 30_000;

/** Until a change that is not confirmed is worth a word, in milliseconds: saving is silent where it works. */
const SILENCE = 2_000;

/** What is on its way to the server. */
export interface OutboxState {
  /** In their order. */
  changes: readonly QueuedChange[];
  /** Those of which the person should know that they are not saved: in trouble all, else what was refused or waits for long. */
  unsaved: readonly QueuedChange[];
  /** Why they are not made for now; null where they are being made, or wait for the person to decide. */
  trouble: Trouble | "signed-out" | null;
}

/** What stands once a change is made. */
interface Answer {
  report: string;
  id: string;
  /** Null where the highlight is gone. */
  view: HighlightView | null;
}

/** The changes of one person on this device, and their way to the server; all tabs see the same. */
export interface Outbox {
  state(): OutboxState;
  /** @returns ends it */
  subscribe(listener: () => void): () => void;
  /** Calls a function with what stands after each change that any tab has made, or was refused. @returns ends that */
  onAnswer(listener: (answer: Answer) => void): () => void;
  /**
   * Keeps a change on the device and sends it, after those that are there.
   *
   * @throws DOMException where the device has no room for it
   */
  add(change: Pick<QueuedChange, "report" | "highlight" | "quote" | "version" | "change">): void;
  /** Gives a change up. */
  drop(key: string): void;
  /** Sends what waits, at once; also what was refused. The person is asked to sign in where they have to. */
  retry(): void;
  /** Sends what waits, without asking the person anything. */
  wake(): void;
  /** Begins to send what there is, and goes on as the network and other tabs come and go. @returns ends that */
  open(): () => void;
}

export const NOTHING: OutboxState = { changes: [], unsaved: [], trouble: null };

const outboxes = new Map<string, Outbox>();

/** The outbox of a person in this tab. */
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
  /** Whether something came while it was sending, and whether the person may be asked then. */
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
  /** Looks again when the next change has waited for long. */
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
    // Unless there is trouble: then it is tried again when its time has come, or the person asks.
    if (next && (next === "asking" || now().trouble === null)) await drain(next);
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

/** The state with what the person should know of. A list that is the same stays the same one. */
function withUnsaved(state: OutboxState): OutboxState {
  const { changes, unsaved: before, trouble } = state;
  const isLong = ({ at }: QueuedChange) => at + SILENCE <= Date.now();
  const unsaved = changes.filter((queued) => trouble !== null || queued.refusal || isLong(queued));
  const isSame = unsaved.length === before.length && unsaved.every((queued, index) => queued === before[index]);
  return isSame ? state : { ...state, unsaved };
}

/** Where the changes of a person stand on the device: each by itself, so that tabs do not write over each other's. */
function prefixOf(email: string): string {
  return ownKey(email, "outbox/");
}

/** Whether what stands under a key of the device is one of a person's changes. */
function isQueued(key: string, email: string): boolean {
  return key.startsWith(prefixOf(email));
}

/** The changes of a person that the server has not confirmed, in their order. What cannot be read is passed over, and left. */
function readQueue(email: string): QueuedChange[] {
  return Object.keys(localStorage)
    .filter((key) => isQueued(key, email))
    .flatMap((key) => parse(localStorage.getItem(key)))
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

/**
 * Keeps a change on the device, or overwrites it.
 *
 * @throws DOMException where the device has no room for it
 */
function keepQueued(email: string, queued: QueuedChange): void {
  store(prefixOf(email) + queued.key, JSON.stringify(queued));
}

/** Forgets a change that is made, or that the person has given up. */
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
