import { ACCESS_ENDED, RequestError, refusal } from "@/app/_features/request";
import { isLeaving } from "@/app/_features/session";
import { store } from "@/app/_ui/use-stored";
import type { LiveData, LiveName } from "@/lib/annotations/live/live-schemas";
import { newId } from "./new-id";

/** How long a tab that is gone keeps the others waiting, in milliseconds, where the browser has no locks. */
const LEASE = 10_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Does something while no other tab of this browser does the same.
 *
 * Where the browser has no locks (a page that was not sent safely) a note on the device stands for one. Two tabs that write it in the
 * same instant may both go on, so `work` must bear that.
 *
 * @param name what must not be done twice at a time, and the key of the note
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

/** What one tab tells the others. */
type Word =
  | { say: "heard"; message: LiveMessage; position: string }
  /** A tab has begun to listen for all, after this position. */
  | { say: "begin"; position: string }
  /** A new tab asks how far the others have heard. */
  | { say: "join" }
  | { say: "at"; position: string; audience: string | null }
  | { say: "signed-out"; isRemoved: boolean }
  | { say: "signed-in" };

interface TabsOptions {
  /** The person's, who reads in all of these tabs. */
  email: string;
  /** Where the log was before the page was made. */
  position: string;
  /** Every message, once, in order. "reset" also where this tab may have missed something that the others have heard. */
  hear(message: LiveMessage): void;
  /** @param isRemoved whether the person is not in the team any more */
  onSignedOut(isRemoved: boolean): void;
}

export interface Tabs {
  /** To be called when the person has signed in again. */
  signedIn(): void;
  leave(): void;
}

const RIGHTS: LiveMessage = { event: "rights", data: {} };
const RESET: LiveMessage = { event: "reset", data: {} };

/**
 * Listens to the server in one of a person's tabs for all of them, since a browser has six connections for all: the one that holds
 * a lock listens and hands on what it hears, in the order in which it hears it. When it goes, another gets the lock and goes on
 * after what all have heard last.
 *
 * Where a browser has no locks (a page that was not sent safely), each tab listens by itself.
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
    // Another name for what they may see comes with the next stream.
    if (message.event === "rights") audience = null;
    if (message.event !== "ready") return hear(message);
    const hadOther = audience !== null && audience !== message.data.audience;
    audience = message.data.audience;
    // They may see and do other things than before.
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
        // Somebody else has signed in in this browser: what is theirs does not belong on these pages.
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
        // Held until the tab leaves.
        return new Promise<void>((resolve) => left.signal.addEventListener("abort", () => resolve()));
      })
      // It has left while it waited.
      .catch(() => undefined);
  } else listen();

  // A page that comes back as it was left has heard nothing meanwhile.
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

/** What the server says; see `liveMessages`. */
export type LiveMessage = { [N in LiveName]: { event: N; data: LiveData<N> } }[LiveName];

const NAMES = {
  ready: true,
  highlight: true,
  gone: true,
  edition: true,
  inbox: true,
  colours: true,
  rights: true,
  reset: true,
  beat: true,
  ended: true,
} satisfies Record<LiveName, true>;

/** The server says something at least every 15 s. After so many milliseconds of silence nothing more is to come: the device has slept. */
const SILENCE = 40_000;
const SILENCE_CHECK = 5_000;

/** Until a stream that was refused is asked for again, in milliseconds: first, and at most. */
const WAIT = { first: 1_000, most: 30_000 };

interface SourceOptions {
  /** The last position that was heard. */
  after: string;
  /** @param position what has been heard up to and with this message */
  hear(message: LiveMessage, position: string): void;
  /** Called when the person is signed out. The source has closed. @param isRemoved whether they are not in the team any more */
  onSignedOut(isRemoved: boolean): void;
}

/**
 * Listens to the server, whatever happens to the connection meanwhile: what was missed comes when it is back. (A browser connects
 * again by itself where the network failed, but not where it was refused, nor where nobody told it that the network is gone.)
 *
 * @returns ends it
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
        // Why it has ended, the answer to another request says; who is signing out knows.
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
    // The stream may already be closed.
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
 * Asks whether there would be a stream: an EventSource does not say why it was refused.
 *
 * @throws RequestError where there would be none, of status 401 where the person is signed out
 * @throws TypeError where the server cannot be reached
 */
export async function askForStream(): Promise<void> {
  const enough = new AbortController();
  const response = await fetch(ADDRESS, { signal: enough.signal });
  if (response.ok) return enough.abort();
  throw await refusal(response);
}
