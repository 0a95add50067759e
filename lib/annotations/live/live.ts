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
import { rightsKey } from "../highlights/highlight-snapshot";
import { deliveriesTo, type Subjects, subjectsOf } from "./deliveries";
import type { LiveData, LiveName } from "./live-schemas";

/** Interval between heartbeats, in milliseconds. */
const BEAT_INTERVAL = 15_000;

/** Maximum number of streams per session. A browser needs one, or one per tab if its tabs can't share one. */
const MAX_STREAMS = 10;

/** Number of consecutive heartbeats with a full buffer after which a reader is disconnected. */
const PATIENCE = 2;

/** The subjects of events, and the actors of valid sessions by session id. */
type Seen = Subjects & { actors: ReadonlyMap<string, Actor> };

/** One user's stream. Rights are checked at the time of each delivery. */
class Reader implements Listener<Seen> {
  readonly sessionId: string;
  readonly stream: EventStream;
  at: number;
  #audience: string;
  /** Number of consecutive heartbeats that found the buffer full. */
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
    // Only the last message carries the position, which marks the event as delivered.
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

  /**
   * The reader's current actor. Ends the stream if they are signed out. If their rights have changed, tells the client
   * and resets the stream.
   */
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

/** Identifies what a user can see of other users' content. It changes with their role, groups and reports. */
function audienceKey(actor: Actor): string {
  return createHash("sha256").update(rightsKey(actor)).digest("base64url").slice(0, 16);
}

type LiveHub = Hub<Reader, Seen>;

const state = () =>
  processSingleton("live", () => ({
    /** One hub per database that has listeners. */
    hubs: new Map<Database, LiveHub>(),
    /** Set when the process is shutting down. */
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
      // Load the subjects after the actors, so that content hidden from a user during the query above isn't sent.
      return { actors, ...(await subjectsOf(db, events)) };
    },
  });
  state().hubs.set(db, hub);
  return hub;
}

/**
 * Streams changes to a user as server-sent events, with the names and data of `liveMessages`.
 *
 * @param after the last position that the client received; null to start now
 * @param beatInterval the time between heartbeats in milliseconds; each one checks that the session is still valid
 * @returns the stream
 * @throws UserError `too-many-streams` (429), `closing` (503) during shutdown
 */
export async function followChanges(
  db: Database,
  actor: Actor,
  after: string | null,
  beatInterval = BEAT_INTERVAL,
): Promise<EventStream> {
  authorize(actor, "library.read", null);
  const asked = after === null ? null : numberAt(after);
  const isHeld = asked !== null && (await holdsSince(db, asked));
  const at = isHeld ? asked : await lastEventNumber(db);

  // Don't await anything from here on, so that concurrent requests can't exceed the limit.
  if (state().isClosing) {
    throw new UserError("closing.server");
  }
  const hub = hubOf(db, beatInterval);
  const own = [...hub.listeners].filter(({ sessionId }) => sessionId === actor.sessionId);
  if (own.length >= MAX_STREAMS) {
    throw new UserError("too-many-streams", { max: MAX_STREAMS });
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

/**
 * The current end of the log. Data fetched after this call and a stream from this position together contain every
 * change.
 */
export async function positionNow(db: Database): Promise<string> {
  return positionOf(await lastEventNumber(db));
}

/** Open streams in this process. */
export function countStreams(): number {
  return [...state().hubs.values()].reduce((sum, hub) => sum + hub.listeners.size, 0);
}

/** Closes all streams and accepts no new ones, because an open stream would delay the shutdown. */
export function closeStreams(): void {
  state().isClosing = true;
  for (const hub of state().hubs.values()) {
    for (const { stream } of hub.listeners) stream.close();
  }
}
