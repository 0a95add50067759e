import { ACCESS_ENDED, RequestError, refusal } from "@/app/_features/request";
import { isLeaving } from "@/app/_features/session";
import { store } from "@/app/_ui/use-stored";
import type { LiveData, LiveName } from "@/lib/annotations/live/live-schemas";
import { newId } from "./new-id";

/**
 * If the browser has no Web Locks, this is how long the lease of a closed tab blocks the other tabs, in milliseconds.
 */
const LEASE = 10_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Runs a task under a mutex shared by all tabs of this browser.
 *
 * Without Web Locks (in an insecure context), a lease in local storage serves as the lock. Two tabs that write it at
 * the same instant may both continue, so `work` must tolerate that.
 *
 * @param name of the lock, and the storage key of the lease
 */
export async function withTabLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  if ("locks" in navigator) return (await navigator.locks.request(name, work)) as T;
  const own = newId();
  const isOurs = () => localStorage.getItem(name)?.startsWith(own) ?? false;
  const take = () => store(name, `${own} ${Date.now() + LEASE}`);
  while (!isOurs()) {
    const [, until = "0"] = localStorage.getItem(name)?.split(" ") ?? [];
    if (Number(until) < Date.now()) take();
    await pause(50 + Math.random() * 100);
  }
  const renewing = setInterval(take, LEASE / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    if (isOurs()) store(name, null);
  }
}

/** A message from one tab to the others. */
type Word =
  | { say: "heard"; message: LiveMessage; position: string }
  /** A tab has started to listen to the server on behalf of all tabs, from this position. */
  | { say: "begin"; position: string }
  /** A new tab asks the other tabs for their position. */
  | { say: "join" }
  | { say: "at"; position: string; audience: string | null }
  | { say: "signed-out"; isRemoved: boolean }
  | { say: "signed-in" };

interface TabsOptions {
  /** Email of the user that the tabs belong to. */
  email: string;
  /** The position that the event log had before the page was rendered. */
  position: string;
  /**
   * Called once for every message, in order. Also called with "reset" if this tab may have missed messages that other
   * tabs received.
   */
  hear(message: LiveMessage): void;
  /** @param isRemoved whether the user is no longer in the team */
  onSignedOut(isRemoved: boolean): void;
}

export interface Tabs {
  /** Call this when the user has signed in again. */
  signedIn(): void;
  leave(): void;
}

const RIGHTS: LiveMessage = { event: "rights", data: {} };
const RESET: LiveMessage = { event: "reset", data: {} };

/**
 * Shares one server connection among a user's tabs, because browsers limit HTTP/1.1 connections to six per host. The
 * tab that holds the lock listens to the server, and forwards all messages to the other tabs in order. When it closes,
 * another tab gets the lock and resumes from the last position that all tabs have received.
 *
 * Without Web Locks (in an insecure context), each tab has its own connection.
 */
export function joinTabs({ email, position: start, hear, onSignedOut }: TabsOptions): Tabs {
  const name = `concord-live/${email}`;
  const hasLocks = "locks" in navigator;
  const channel = hasLocks ? new BroadcastChannel(name) : null;
  const left = new AbortController();
  let position = start;
  let audience: string | null = null;
  let isListening = !hasLocks;
  let closeSource: (() => void) | null = null;

  const tell = (word: Word) => channel?.postMessage(word);

  const take = (message: LiveMessage, next: string) => {
    position = next;
    // The visibility key depends on the user's permissions. The next stream provides the new key.
    if (message.event === "rights") audience = null;
    if (message.event !== "ready") return hear(message);
    const hadOther = audience !== null && audience !== message.data.audience;
    audience = message.data.audience;
    // The user's permissions have changed.
    if (!hadOther) return;
    hear(RIGHTS);
    hear(RESET);
  };

  const endSession = (isRemoved: boolean) => {
    tell({ say: "signed-out", isRemoved });
    closeSource?.();
    closeSource = null;
    onSignedOut(isRemoved);
  };

  const listen = () => {
    closeSource?.();
    tell({ say: "begin", position });
    closeSource = openSource({
      after: position,
      hear: (message, next) => {
        // Another user has signed in with this browser. Their data must not appear on these pages.
        const isOurs = message.event !== "ready" || message.data.email === email;
        if (!isOurs) return endSession(false);
        tell({ say: "heard", message, position: next });
        take(message, next);
      },
      onSignedOut: endSession,
    });
  };

  channel?.addEventListener("message", ({ data: word }: MessageEvent<Word>) => {
    if (word.say === "heard") take(word.message, word.position);
    if (word.say === "begin" && word.position !== position) hear(RESET);
    if (word.say === "begin" || word.say === "at") position = word.position;
    if (word.say === "at") audience ??= word.audience;
    if (word.say === "join" && isListening) tell({ say: "at", position, audience });
    if (word.say === "signed-out") onSignedOut(word.isRemoved);
    if (word.say === "signed-in" && isListening && !closeSource) listen();
  });
  tell({ say: "join" });

  if (hasLocks) {
    void navigator.locks
      .request(name, { signal: left.signal }, () => {
        isListening = true;
        listen();
        // Keeps the lock until the tab is closed.
        return new Promise<void>((resolve) => left.signal.addEventListener("abort", () => resolve()));
      })
      // The tab was closed while it was waiting for the lock.
      .catch(() => undefined);
  } else listen();

  // A page that is restored from the back/forward cache has missed messages.
  const comeBack = ({ persisted }: PageTransitionEvent) => persisted && hear(RESET);
  window.addEventListener("pageshow", comeBack);

  return {
    signedIn() {
      tell({ say: "signed-in" });
      if (isListening && !closeSource) listen();
    },
    leave() {
      window.removeEventListener("pageshow", comeBack);
      closeSource?.();
      closeSource = null;
      channel?.close();
      left.abort();
    },
  };
}

const ADDRESS = "/api/events";

/** A message from the server; see `liveMessages`. */
export type LiveMessage = { [N in LiveName]: { event: N; data: LiveData<N> } }[LiveName];

const NAMES = {
  ready: true,
  highlight: true,
  gone: true,
  edition: true,
  report: true,
  inbox: true,
  colours: true,
  rights: true,
  reset: true,
  beat: true,
  ended: true,
} satisfies Record<LiveName, true>;

/**
 * If the server is silent for this many milliseconds, the connection is considered dead, for example because the device
 * was asleep. The server normally sends something at least every 15 s.
 */
const SILENCE = 40_000;
const SILENCE_CHECK = 5_000;

/** Exponential backoff after a rejected stream, in milliseconds: initial and maximum delay. */
const WAIT = { first: 1_000, most: 30_000 };

interface SourceOptions {
  /** The last received position. */
  after: string;
  /** @param position the position in the event log after this message */
  hear(message: LiveMessage, position: string): void;
  /**
   * Called when the user is signed out. The source is then closed.
   * @param isRemoved whether they are no longer in the team
   */
  onSignedOut(isRemoved: boolean): void;
}

/**
 * Listens to the server and reconnects after any failure. The server then sends the missed messages again. (EventSource
 * itself reconnects after network errors, but not after an error response or when the connection has died silently.)
 *
 * @returns a function that closes it
 */
function openSource({ after, hear, onSignedOut }: SourceOptions): () => void {
  let position = after;
  let source: EventSource | null = null;
  let heardAt = Date.now();
  let wait = WAIT.first;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    clearTimeout(retry);
    source?.close();
    heardAt = Date.now();
    const here = new EventSource(
      position === null ? ADDRESS : `${ADDRESS}?${new URLSearchParams({ after: position })}`,
    );
    source = here;
    for (const event of Object.keys(NAMES)) {
      here.addEventListener(event, ({ data, lastEventId }: MessageEvent<string>) => {
        heardAt = Date.now();
        wait = WAIT.first;
        position = lastEventId || position;
        // The stream doesn't say why it ended, so a separate request finds out, unless the user is signing out.
        if (event === "ended") void (isLeaving() ? close() : refused());
        else hear({ event, data: JSON.parse(data) } as LiveMessage, position);
      });
    }
    here.addEventListener("error", () => {
      if (here.readyState === EventSource.CLOSED && here === source) void refused();
    });
  };
  const refused = async () => {
    const error = await askForStream().then(
      () => null,
      (error: unknown) => (error instanceof RequestError ? error : null),
    );
    // The stream may already have been closed.
    if (source === null) return;
    if (error?.status === 401) {
      close();
      return onSignedOut(error.code === ACCESS_ENDED);
    }
    retry = setTimeout(open, wait);
    wait = Math.min(wait * 2, WAIT.most);
  };
  const check = () => {
    if (Date.now() - heardAt > SILENCE) open();
  };
  const checks = setInterval(check, SILENCE_CHECK);
  window.addEventListener("online", open);

  const close = () => {
    clearTimeout(retry);
    clearInterval(checks);
    window.removeEventListener("online", open);
    source?.close();
    source = null;
  };
  open();
  return close;
}

/**
 * Checks whether a stream would be accepted, because EventSource doesn't expose the error response.
 *
 * @throws RequestError if it would be rejected; status 401 if the user is signed out
 * @throws TypeError if the server can't be reached
 */
export async function askForStream(): Promise<void> {
  const enough = new AbortController();
  const response = await fetch(ADDRESS, { signal: enough.signal });
  if (response.ok) return enough.abort();
  throw await refusal(response);
}
