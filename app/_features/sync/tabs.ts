import { type LiveMessage, openSource } from "./source";

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
