import { ACCESS_ENDED, RequestError, refusal } from "@/app/_features/request";
import { isLeaving } from "@/app/_features/session";
import type { LiveData, LiveName } from "@/lib/annotations/live/live-schemas";

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
export function openSource({ after, hear, onSignedOut }: SourceOptions): () => void {
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
    // It may have been closed meanwhile.
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
