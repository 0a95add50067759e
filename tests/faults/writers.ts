import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { type App, REPORT } from "./app";

/**
 * The pause between two writes by the same writer, in milliseconds. It keeps the load steady without filling the queue.
 */
const PAUSE = 10;

/** People who write notes on highlights, and keep track of which saves were confirmed. */
export class Writers {
  /** The text of every note sent, by highlight id. */
  readonly sent = new Map<string, string>();
  /** The highlights whose save has been confirmed by the server. */
  readonly acknowledged = new Set<string>();
  /** How often each error status was returned. */
  readonly refused = new Map<string, number>();
  readonly #app: App;
  readonly #passage: object;
  #isOver = false;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(app: App, passage: object) {
    this.#app = app;
    this.#passage = passage;
  }

  static async of(app: App): Promise<Writers> {
    const db = await openDatabase(app.databaseUrl);
    const { id, text } = await db.edition.findFirstOrThrow({ where: { report: REPORT }, orderBy: { ordinal: "desc" } });
    await closeDatabase(db);
    const start = text.indexOf("bilateral relations");
    return new Writers(app, { edition: id, ...selectorOf(text, start, start + 19) });
  }

  /** Starts this number of writers. */
  start(count: number): void {
    this.#isOver = false;
    this.#writing = Promise.all(Array.from({ length: count }, () => this.#write()));
  }

  /** Stops each writer once it has received the response to its last request. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#writing;
  }

  /** Resends unconfirmed notes, as the app does when it is back online. No note may be saved twice. */
  async sendAgain(): Promise<void> {
    for (const id of this.sent.keys()) if (!this.acknowledged.has(id)) await this.#send(id);
  }

  async #write(): Promise<void> {
    while (!this.#isOver) {
      const id = randomUUID();
      // Longer than a page of SQLite or PostgreSQL, so that a partial write would be noticed.
      this.sent.set(id, `Note ${id} ${`word${id.replaceAll("-", "")} `.repeat(300)}end`);
      await this.#send(id);
      await sleep(PAUSE);
    }
  }

  async #send(id: string): Promise<void> {
    const body = { ...this.#passage, id, colour: 1, visibility: "team", note: this.sent.get(id) };
    const response = await this.#app.ask(`/api/reports/${REPORT}/highlights`, body).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.ok && answer) this.acknowledged.add(id);
    else {
      const why = answer?.error?.code ?? "no answer";
      this.refused.set(why, (this.refused.get(why) ?? 0) + 1);
    }
  }

  /** Problems in the database and the search index. There should be none. */
  async faults(): Promise<string[]> {
    const db = await openDatabase(this.#app.databaseUrl);
    try {
      return [...(await this.#faultsOfNotes(db)), ...(await faultsOfLog(db)), ...(await this.#faultsOfSearch())];
    } finally {
      await closeDatabase(db);
    }
  }

  async #faultsOfNotes(db: Database): Promise<string[]> {
    const notes = await db.note.findMany({ include: { revisions: true, highlight: true } });
    // Each text contains the id that the client chose, because the server assigns its own.
    const chosenOf = (body: string): string => body.split(" ", 2)[1] ?? "";
    const there = new Set(notes.map(({ body }) => chosenOf(body)));
    const lost = [...this.acknowledged].filter((id) => !there.has(id)).map((id) => `lost: ${id}`);
    const torn = notes
      .filter(({ body, revisions }) => {
        return body !== this.sent.get(chosenOf(body)) || revisions.length !== 1 || revisions[0]?.body !== body;
      })
      .map(({ highlightId }) => `torn: ${highlightId}`);
    const bare = (await db.highlight.count()) - notes.length;
    const double = notes.length - new Set(notes.map(({ body }) => body)).size;
    return [
      ...lost,
      ...torn,
      ...(bare === 0 ? [] : [`highlights without a note: ${bare}`]),
      ...(double === 0 ? [] : [`duplicate notes: ${double}`]),
    ];
  }

  /** The last confirmed note must be found exactly once. */
  async #faultsOfSearch(): Promise<string[]> {
    const id = [...this.acknowledged].at(-1);
    if (!id) return [];
    const answer = await (await this.#app.ask(`/api/search?q=word${id.replaceAll("-", "")}`)).json();
    return answer.total === 1 ? [] : [`search finds ${answer.total} notes instead of 1: ${id}`];
  }
}

/** Every change must have an event. Event numbers have no gaps, and the counter equals the last number. */
async function faultsOfLog(db: Database): Promise<string[]> {
  const events = await db.event.findMany({ orderBy: { number: "asc" }, select: { number: true, kind: true } });
  const gaps = events.filter(({ number }, index) => number !== index + 1).length;
  const made = events.filter(({ kind }) => kind === "note.created").length;
  const [notes, counter] = [await db.note.count(), await db.eventCounter.findFirst()];
  return [
    ...(gaps === 0 ? [] : [`events out of order: ${gaps}`]),
    ...(counter?.last === events.length ? [] : ["the event counter doesn't match the last event"]),
    ...(made === notes ? [] : [`difference between notes and their events: ${notes - made}`]),
  ];
}
