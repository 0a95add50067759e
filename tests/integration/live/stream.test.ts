import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { endOwnSession, endSession, startSession } from "@/lib/accounts/sessions";
import {
  changeHighlight,
  createHighlight,
  deleteHighlight,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import { followChanges, positionNow } from "@/lib/annotations/live/live";
import { deleteNote, saveNote } from "@/lib/annotations/notes/note-service";
import type { NewHighlight } from "@/lib/annotations/schemas";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import { lastEventNumber, trimEvents } from "@/lib/events/log";
import { numberAt } from "@/lib/events/position";
import { describeBothDatabases } from "../support/databases";
import { cookieOf, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { connect, Follower, follow, useFollowers } from "../support/streams";
import { useReport, useTeam } from "../support/team";

const SECRET = "quetzal";
const TEXT = "Rivers carry trade between the towns of the steppe.";

describeBothDatabases("the stream of changes", (context) => {
  useFollowers();
  const { author, other } = useTeam(context, { author: ["annotator", "Ann"], other: ["owner", "Olga"] });
  const edition = useReport(context, TEXT);

  const create = (more: Partial<NewHighlight> = {}, who = author) =>
    createHighlight(context.db(), who.actor, SLUG, highlightOf(edition, "trade", more));
  /** Creates a highlight and waits until every follower has received it. By then, all earlier events have arrived. */
  const mark = async (...followers: Follower[]) => {
    const { id } = await create();
    for (const each of followers)
      await each.until(({ event, data }) => event === "highlight" && data.highlight.id === id);
    return id;
  };

  it("reports who created, wrote, changed and deleted what, as views of the current state", async () => {
    const db = context.db();
    const hers = await follow(other);
    const made = await create({ note: "First." });
    await hers.until(
      ({ event, data }) =>
        event === "highlight" && data.highlight.id === made.id && data.highlight.note?.body === "First.",
    );
    await changeHighlight(db, author.actor, made.id, { version: 1, colour: 3 });
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.colour === 3);
    await saveNote(db, author.actor, made.id, { version: 1, body: "Second." });
    const edited = await hers.until(
      ({ event, data }) => event === "highlight" && data.highlight.note?.body === "Second.",
    );
    // The message contains the same rights as the list of highlights. The owner can delete the highlight but can't edit
    // it.
    expect(edited.data).toMatchObject({
      highlight: { author: { name: "Ann" }, may: { edit: false, delete: true } },
    });
    await deleteNote(db, author.actor, made.id, 2);
    await hers.until(
      ({ event, data }) => event === "highlight" && data.highlight.version === 2 && data.highlight.note === null,
    );
    await deleteHighlight(db, author.actor, made.id, 2);
    expect((await hers.until(({ event }) => event === "gone")).data).toEqual({ id: made.id });
    await restoreHighlight(db, author.actor, made.id);
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.version === 4);
    await storeReport(db, TEXT, "Another paragraph.");
    expect((await hers.until(({ event }) => event === "edition")).data).toMatchObject({
      report: SLUG,
      edition: { ordinal: 2 },
    });
  });

  it("is not cached or compressed", async () => {
    const { response, follower } = await connect(author);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("private, no-store, no-transform");
    expect(response.headers.get("x-request-id")).toBeTruthy();
    await follower.leave();
  });

  it("reveals nothing about a private note, not even its existence", async () => {
    const db = context.db();
    const [hers, own] = await Promise.all([follow(other), follow(author)]);
    const mine = await create({ visibility: "private", note: SECRET });
    // Waits before deleting, because an item that is deleted before its event is delivered is only reported as gone.
    await own.until(({ event, data }) => event === "highlight" && data.highlight.id === mine.id);
    await changeHighlight(db, author.actor, mine.id, { version: 1, colour: 2 });
    await saveNote(db, author.actor, mine.id, { version: 1, body: `${SECRET} again` });
    await deleteHighlight(db, author.actor, mine.id, 2);
    const marked = await mark(hers, own);
    expect(hers.said()).toEqual([`highlight ${marked} v1`]);
    expect(hers.raw).not.toContain(mine.id);
    expect(hers.raw).not.toContain(SECRET);
    expect(own.raw).toContain(SECRET);
    expect(own.said().at(-2)).toBe(`gone ${mine.id}`);
  });

  it("never repeats an encrypted position, so that gaps reveal nothing about hidden events", async () => {
    const hers = await follow(other);
    await mark(hers);
    for (let i = 0; i < 5; i++) await create({ visibility: "private" });
    await mark(hers);
    const ids = hers.messages.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids.map((id) => id.length))).toEqual(new Set([22]));
    expect(hers.raw).not.toMatch(/"number"|id: \d+\n/u);
    expect(ids.map(numberAt)).toEqual([1, 2, 8]);
  });

  it("reports an item that becomes private as gone, and shows it again when it is shared with the team", async () => {
    const db = context.db();
    const hers = await follow(other);
    const { id } = await create({ note: "For the team." });
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.note?.body === "For the team.");
    await changeHighlight(db, author.actor, id, { version: 1, visibility: "private" });
    await hers.until(({ event }) => event === "gone");
    await saveNote(db, author.actor, id, { version: 1, body: SECRET });
    await saveNote(db, author.actor, id, { version: 2, body: "Fit for the team." });
    await mark(hers);
    expect(hers.raw).not.toContain(SECRET);
    await changeHighlight(db, author.actor, id, { version: 2, visibility: "team" });
    const back = await hers.until(
      ({ event, data }) => event === "highlight" && data.highlight.id === id && data.highlight.version === 3,
    );
    expect(back.data).toMatchObject({ highlight: { note: { body: "Fit for the team." } } });
    expect(hers.raw).not.toContain(SECRET);
    const about = hers.said().filter((line) => line.includes(id));
    expect(about).toEqual([`highlight ${id} v1`, `highlight ${id} v1`, `gone ${id}`, `highlight ${id} v3`]);
  });

  it("replays nothing that happened while an item was private", async () => {
    const db = context.db();
    const hers = await follow(other);
    await hers.leave();
    const { id } = await create({ visibility: "private", note: "a" });
    await saveNote(db, author.actor, id, { version: 1, body: "b" });
    await changeHighlight(db, author.actor, id, { version: 1, visibility: "team" });
    await changeHighlight(db, author.actor, id, { version: 2, colour: 4 });
    const back = await follow(other, { lastEventId: hers.position });
    await mark(back);
    expect(back.said().filter((line) => line.includes(id))).toEqual([`highlight ${id} v3`, `highlight ${id} v3`]);
  });

  it("sends a group's items to its members from the time they join", async () => {
    const db = context.db();
    const groupId = randomUUID();
    await db.group.create({ data: { id: groupId, name: groupId, createdAt: new Date() } });
    await db.groupMember.create({ data: { groupId, personId: author.actor.id } });
    const actor = { ...author.actor, groupIds: [groupId] };
    const hers = await follow(other);
    const first = await create({ visibility: "group", groupId, note: SECRET }, { ...author, actor });
    await mark(hers);
    expect(hers.raw).not.toContain(first.id);
    await db.groupMember.create({ data: { groupId, personId: other.actor.id } });
    const second = await create({ visibility: "group", groupId }, { ...author, actor });
    // A reset makes the new member's browser fetch everything else that the member can now see.
    await hers.until(({ event }) => event === "reset");
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.id === second.id);
    await db.groupMember.deleteMany({ where: { personId: other.actor.id } });
    await changeHighlight(db, actor, second.id, { version: 1, colour: 2 });
    await mark(hers);
    expect(hers.said().filter((line) => line.includes(second.id))).toEqual([`highlight ${second.id} v1`]);
    expect(hers.said().filter((line) => line === "reset")).toHaveLength(2);
  });

  it("continues after the last event received, without gaps or duplicates", async () => {
    const hers = await follow(other);
    const before = await mark(hers);
    await hers.leave();
    const missed = [await create(), await create({ visibility: "private" }), await create()];
    for (const how of [{ lastEventId: hers.position }, { after: hers.position }]) {
      const back = await follow(other, how);
      const last = await mark(back);
      const expected = [missed[0]!.id, missed[2]!.id];
      expect(back.said().slice(0, 2)).toEqual(expected.map((id) => `highlight ${id} v1`));
      expect(back.said().at(-1)).toBe(`highlight ${last} v1`);
      expect(back.raw).not.toContain(before);
      await back.leave();
    }
    // The header contains a newer position than the URL used for reconnecting.
    const both = await follow(other, { after: hers.position, lastEventId: (await follow(other)).position });
    await mark(both);
    expect(both.said()).toHaveLength(1);
  });

  it("asks clients to start over if the log no longer contains their position", async () => {
    const db = context.db();
    const hers = await follow(other);
    await hers.leave();
    await create();
    await create();
    await trimEvents(db, new Date(), { milliseconds: 86_400_000, events: 1 });
    for (const after of [hers.position, "nonsense", "AAAAAAAAAAAAAAAAAAAAAA"]) {
      const back = await follow(other, { after });
      const last = await mark(back);
      expect(back.said()).toEqual(["reset", `highlight ${last} v1`]);
      expect(numberAt(back.position)).toBe(await lastEventNumber(db));
      await back.leave();
    }
  });

  it("keeps the order of concurrent writers' changes, and sends each of them once to every listener", async () => {
    const db = context.db();
    const followers = await Promise.all(Array.from({ length: 5 }, () => follow(other)));
    const own = await follow(author);
    const writers = await Promise.all(Array.from({ length: 8 }, () => create()));
    await Promise.all(
      writers.map(async ({ id }) => {
        for (let version = 1; version <= 5; version++) {
          await changeHighlight(db, author.actor, id, { version, colour: (version % 4) + 1 });
        }
      }),
    );
    await mark(...followers, own);
    const last = await lastEventNumber(db);
    for (const each of [...followers, own]) {
      const numbers = each.messages.slice(1).map(({ id }) => numberAt(id));
      expect(numbers).toEqual(Array.from({ length: last - 1 }, (_, index) => index + 2));
    }
  });

  it("receives changes made by other processes", async () => {
    const hers = await follow(other);
    const elsewhere = await openDatabase(context.url());
    const { id } = await createHighlight(elsewhere, author.actor, SLUG, highlightOf(edition, "trade"));
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.id === id);
    await closeDatabase(elsewhere);
  });

  it("reports an ended session or a removed user, and ends", async () => {
    const db = context.db();
    const second = await makeCaller(db, "reader");
    const third = await makeCaller(db, "reader");
    const followers = await Promise.all([follow(other), follow(second), follow(third)]);
    await endSession(db, other.actor.sessionId);
    await db.person.update({ where: { id: second.actor.id }, data: { removedAt: new Date() } });
    const { id } = await create();
    await Promise.all(followers.slice(0, 2).map((each) => each.toEnd()));
    for (const each of followers.slice(0, 2)) {
      expect(each.said()).toEqual(["ended"]);
      expect(each.raw).not.toContain(id);
    }
    await followers[2]?.until(({ event, data }) => event === "highlight" && data.highlight.id === id);
    expect((await connect(second)).response.status).toBe(401);
  });

  it("ends as soon as the user ends the session from another browser", async () => {
    const db = context.db();
    const sessionId = await startSession(db, other.actor.id, "Another browser");
    const [there, here] = [await follow({ cookie: await cookieOf(sessionId) }), await follow(other)];
    await endOwnSession(db, other.actor, sessionId);
    await there.toEnd();
    expect(there.said()).toEqual(["ended"]);
    const id = await mark(here);
    expect(here.said()).toEqual([`highlight ${id} v1`]);
  });

  it("checks the session with every heartbeat, even if nothing happens", async () => {
    const db = context.db();
    const hers = new Follower((await followChanges(db, other.actor, null, 20)).body);
    while (!hers.raw.includes("event: beat")) await hers.read();
    await db.person.update({ where: { id: other.actor.id }, data: { role: "reader" } });
    await hers.until(({ event }) => event === "reset");
    await endSession(db, other.actor.sessionId);
    await hers.toEnd();
    expect(hers.said()).toEqual(["rights", "reset", "ended"]);
  });

  it("allows ten streams per session, and another one when one ends", async () => {
    const followers = await Promise.all(Array.from({ length: 10 }, () => follow(other)));
    const refused = (await connect(other)).response;
    expect(refused.status).toBe(429);
    await follow(author);
    await followers[0]?.leave();
    expect((await connect(other)).response.status).toBe(200);
  });

  it("limits the memory for unread data, disconnects slow readers, and sends everything after they reconnect", async () => {
    const db = context.db();
    const before = await positionNow(db);
    const stream = await followChanges(db, other.actor, null, 50);
    const { id } = await create({ note: "x" });
    await vi.waitFor(() => expect(stream.waiting).toBeGreaterThan(0), { timeout: 5_000, interval: 5 });
    const long = "y".repeat(40_000);
    // Measured as each message is buffered, because the reader is disconnected soon after the buffer is full.
    let most = 0;
    const send = stream.send.bind(stream);
    stream.send = (message) => {
      send(message);
      most = Math.max(most, stream.waiting);
    };
    for (let version = 1; version <= 30; version++) {
      const waiting = stream.waiting;
      await saveNote(db, author.actor, id, { version, body: `${version} ${long}` });
      // Notes are saved one at a time, so that each is buffered alone. Once the reader has been disconnected, nothing
      // more is buffered.
      await vi.waitFor(
        () => {
          if (stream.waiting > 0) expect(stream.waiting).toBeGreaterThan(waiting);
        },
        { timeout: 5_000, interval: 5 },
      );
    }
    expect(stream.waiting).toBe(0);
    expect(most).toBeGreaterThan(256 * 1024);
    expect(most).toBeLessThan(256 * 1024 + 50_000);
    const slow = new Follower(stream.body);
    await expect(slow.toEnd()).rejects.toThrow("The client does not read the stream.");
    // The highlight was lost with the buffered data. It is sent again, because it comes after the browser's last
    // position.
    const back = await follow(other, { after: before });
    const last = await mark(back);
    expect(back.said()).toHaveLength(33);
    expect(back.said().at(-1)).toBe(`highlight ${last} v1`);
  });

  it("sends everything once and in order to a reader that pauses", async () => {
    const db = context.db();
    const hers = await follow(other);
    const { id } = await create({ note: "x" });
    const long = "y".repeat(40_000);
    for (let version = 1; version <= 30; version++) {
      await saveNote(db, author.actor, id, { version, body: `${version} ${long}` });
    }
    const last = await mark(hers);
    const numbers = hers.messages.slice(1).map((message) => numberAt(message.id));
    expect(numbers).toEqual(Array.from({ length: 33 }, (_, index) => index + 2));
    expect(hers.said().at(-1)).toBe(`highlight ${last} v1`);
  });
});
