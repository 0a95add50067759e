import "server-only";
import { createHash } from "node:crypto";
import { type Actor, authorize } from "../../accounts/policy";
import { actorsOfSessions } from "../../accounts/sessions";
import type { Database } from "../../db/database";
import { UserError } from "../../errors";
import { EventStream, Hub, type Listener } from "../../events/hub";
import { holdsSince, lastEventNumber, type PublishedEvent } from "../../events/log";
import { numberAt, positionOf } from "../../events/position";
import { processSingleton } from "../../process-singleton";
import { deliveriesTo, type Subjects, subjectsOf } from "./deliveries";
import type { LiveData, LiveName } from "./live-schemas";

/** Between two heartbeats of a stream, in milliseconds. */
const BEAT_INTERVAL = 15_000;

/** Streams that one session may have: a browser needs one, and one for each tab where its tabs cannot agree on it. */
const MAX_STREAMS = 10;

/** Heartbeats after which a reader who has not read is given up. */
const PATIENCE = 2;

/** What events are about, and whose sessions are good, by their ids. */
type Seen = Subjects & { actors: ReadonlyMap<string, Actor> };

/** A person's stream: what of the changes they may see, as it is when they are told of it. */
class Reader implements Listener<Seen> {
  readonly sessionId: string;
  readonly stream: EventStream;
  at: number;
  #audience: string;
  /** Heartbeats that found no room. */
  #missed = 0;

  constructor(actor: Actor, at: number, stream: EventStream) {
    this.sessionId = actor.sessionId;
    this.#audience = audienceKey(actor);
    this.at = at;
    this.stream = stream;
    this.#send("ready", { email: actor.email, audience: this.#audience }, positionOf(at));
  }

  isFull(): boolean {
    return this.stream.isFull();
  }

  tell(event: PublishedEvent, seen: Seen, position: string): void {
    const actor = this.#checked(seen, position);
    const deliveries = actor ? deliveriesTo(actor, event, seen) : [];
    // Only the last one says that all is said.
    for (const delivery of deliveries) {
      this.stream.send(delivery === deliveries.at(-1) ? { ...delivery, id: position } : delivery);
    }
  }

  reset(position: string): void {
    this.#send("reset", {}, position);
  }

  beat(seen: Seen, position: string): void {
    const isFull = this.stream.isFull();
    this.#missed = isFull ? this.#missed + 1 : 0;
    if (this.#missed >= PATIENCE) this.stream.drop();
    else if (this.#checked(seen, position) && !isFull) this.#send("beat", {}, position);
  }

  /** Who reads, as they are now. Where they are signed out it ends; where their rights are others, they are told, and what they see is to be fetched again. */
  #checked({ actors }: Seen, position: string): Actor | null {
    const actor = actors.get(this.sessionId);
    if (!actor) {
      this.#send("ended", {});
      this.stream.close();
      return null;
    }
    const audience = audienceKey(actor);
    if (audience !== this.#audience) {
      this.#send("rights", {});
      this.reset(position);
    }
    this.#audience = audience;
    return actor;
  }

  #send<N extends LiveName>(event: N, data: LiveData<N>, id?: string): void {
    this.stream.send(id === undefined ? { event, data } : { event, data, id });
  }
}

/** A name for what a person may see of others' things: another where their role or groups are others. */
function audienceKey({ role, groupIds }: Actor): string {
  return createHash("sha256")
    .update([role, ...groupIds.toSorted()].join())
    .digest("base64url")
    .slice(0, 16);
}

type LiveHub = Hub<Reader, Seen>;

const state = () =>
  processSingleton("live", () => ({
    /** One hub for each database that somebody listens to. */
    hubs: new Map<Database, LiveHub>(),
    /** Set when the process ends. */
    isClosing: false,
  }));

function hubOf(db: Database, beatInterval: number): LiveHub {
  const there = state().hubs.get(db);
  if (there) return there;
  const hub: LiveHub = new Hub<Reader, Seen>(db, {
    beatInterval,
    look: async (events, readers) => {
      const sessionIds = readers.map(({ sessionId }) => sessionId);
      const actors = await actorsOfSessions(db, [...new Set(sessionIds)]);
      // Last, so that nothing is shown that was hidden meanwhile.
      return { actors, ...(await subjectsOf(db, events)) };
    },
  });
  state().hubs.set(db, hub);
  return hub;
}

/**
 * Tells a person what changes, for as long as they listen: as server-sent events, named and made as `liveMessages` says.
 *
 * @param after the last position that they were told; null to begin now
 * @param beatInterval milliseconds between two looks at whether the session is still good
 * @returns the stream
 * @throws UserError `too-many-streams` (429), `closing` (503) while the server ends
 */
export async function followChanges(
  db: Database,
  actor: Actor,
  after: string | null,
  beatInterval = BEAT_INTERVAL,
): Promise<EventStream> {
  authorize(actor, "report.read", null);
  const asked = after === null ? null : numberAt(after);
  const isHeld = asked !== null && (await holdsSince(db, asked));
  const at = isHeld ? asked : await lastEventNumber(db);

  // Nothing is waited for from here on, so that nobody slips in between the count and the stream.
  if (state().isClosing) {
    throw new UserError("closing", "Concord is being stopped. It will be back in a moment.", 503);
  }
  const hub = hubOf(db, beatInterval);
  const own = [...hub.listeners].filter(({ sessionId }) => sessionId === actor.sessionId);
  if (own.length >= MAX_STREAMS) {
    throw new UserError(
      "too-many-streams",
      `This browser follows changes in ${MAX_STREAMS} places already. Close some of its tabs.`,
      429,
    );
  }
  const stream: EventStream = new EventStream({
    onRoom: () => hub.wake(),
    onEnd: () => {
      hub.remove(reader);
      if (hub.listeners.size === 0) state().hubs.delete(db);
    },
  });
  const reader = new Reader(actor, at, stream);
  if (after !== null && !isHeld) reader.reset(positionOf(at));
  hub.add(reader);
  return stream;
}

/** Where the log of changes ends now: whoever fetches something afterwards misses nothing that they ask for from here on. */
export async function positionNow(db: Database): Promise<string> {
  return positionOf(await lastEventNumber(db));
}

/** Streams that are open in this process. */
export function countStreams(): number {
  return [...state().hubs.values()].reduce((sum, hub) => sum + hub.listeners.size, 0);
}

/** Ends all streams and takes no more: the process is about to end, and an open stream would hold it up. */
export function closeStreams(): void {
  state().isClosing = true;
  for (const hub of state().hubs.values()) {
    for (const { stream } of hub.listeners) stream.close();
  }
}
