import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import type { Database, Transaction } from "@/lib/db/database";
import { runnable } from "@/lib/workers/bundle.mjs";
import { describeBothDatabases } from "../support/databases";

const run = promisify(execFile);
const NOW = new Date("2026-03-01T23:59:59.999Z");
const BURST = 200;

// Async, because a Prisma query starts only when it is awaited.
const addGroup = async (db: Transaction, name: string) =>
  db.group.create({ data: { id: randomUUID(), name, createdAt: NOW } });

const addPerson = (db: Transaction, email = "aizhan@example.org") =>
  db.person.create({ data: { id: randomUUID(), email, name: "Айжан Ә.", role: "annotator", createdAt: NOW } });

const groupNames = async (db: Database) =>
  (await db.group.findMany({ orderBy: { name: "asc" } })).map(({ name }) => name);

const inSequence = Array.from({ length: BURST }, (_, index) => index);

describeBothDatabases("the database client", ({ db, url }) => {
  it("returns enums, dates to the millisecond, JSON and any script as written", async () => {
    const { id } = await addPerson(db());
    const detail = { deep: [1, 2.5, null, { ключ: "құрмет 🙂" }], flag: true };
    await db().auditEntry.create({
      data: { id: randomUUID(), at: NOW, personId: id, action: "test", detail, address: "::1" },
      include: { person: true },
    });
    expect(await db().auditEntry.findFirstOrThrow({ include: { person: true } })).toMatchObject({
      at: NOW,
      subjectId: null,
      detail,
      person: { name: "Айжан Ә.", role: "annotator", createdAt: NOW, removedAt: null },
    });
  });

  it("compares and orders dates by time", async () => {
    const person = await addPerson(db());
    const at = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);
    for (const expiresAt of [at(1), at(-1), at(0)]) {
      const rest = { personId: person.id, device: "", createdAt: NOW, lastSeenAt: NOW };
      await db().session.create({ data: { id: randomUUID(), expiresAt, ...rest } });
    }
    const live = await db().session.findMany({ where: { expiresAt: { gte: NOW } }, orderBy: { expiresAt: "desc" } });
    expect(live.map(({ expiresAt }) => expiresAt)).toEqual([at(1), at(0)]);
  });

  it("follows relations, and cascades deletions", async () => {
    const [person, group] = [await addPerson(db()), await addGroup(db(), "readers")];
    await db().groupMember.create({ data: { personId: person.id, groupId: group.id } });
    const where = { memberships: { some: { group: { name: "readers" } } } };
    expect(await db().person.findMany({ where, select: { id: true } })).toEqual([{ id: person.id }]);
    await db().group.delete({ where: { id: group.id } });
    expect(await db().groupMember.count()).toBe(0);
  });

  it("rejects duplicate keys and dangling references with the same error codes", async () => {
    await addPerson(db());
    await expect(addPerson(db())).rejects.toMatchObject({ code: "P2002" });
    const nowhere = { personId: randomUUID(), groupId: randomUUID() };
    await expect(db().groupMember.create({ data: nowhere })).rejects.toMatchObject({ code: "P2003" });
    await expect(db().group.delete({ where: { id: randomUUID() } })).rejects.toMatchObject({ code: "P2025" });
  });

  it("rolls back a failed transaction completely", async () => {
    const failing = db().$transaction(async (tx) => {
      await addGroup(tx, "first");
      await addGroup(tx, "second");
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await db().group.count()).toBe(0);
  });

  it("keeps writes made outside a failed transaction, and hides uncommitted ones", async () => {
    let other: Promise<unknown> = Promise.resolve();
    const failing = db().$transaction(async (tx) => {
      await addGroup(tx, "inside");
      other = addGroup(db(), "beside");
      expect(await db().group.count({ where: { name: "inside" } })).toBe(0);
      expect(await tx.group.count({ where: { name: "inside" } })).toBe(1);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    await other;
    expect(await groupNames(db())).toEqual(["beside"]);
  });

  it("reads several relations in a transaction without a warning from the driver", async () => {
    await addPerson(db());
    const args = await runnable("tests/integration/db/print-warnings.ts");
    const env = { ...process.env, DATABASE_URL: url() };
    const { stdout } = await run(process.execPath, args, { cwd: root, env });
    expect(stdout).toBe("");
  });

  it("aborts a transaction that takes too long, and continues with the others", async () => {
    const slow = db().$transaction(
      async (tx) => {
        await addGroup(tx, "slow");
        await new Promise((resolve) => setTimeout(resolve, 200));
        await addGroup(tx, "too late");
      },
      { timeout: 50 },
    );
    await expect(slow).rejects.toMatchObject({ code: "P2028" });
    await addGroup(db(), "next");
    expect(await groupNames(db())).toEqual(["next"]);
  });

  it(`stores ${BURST} concurrent writes`, async () => {
    await Promise.all(inSequence.map((index) => addGroup(db(), `group ${index}`)));
    expect(await db().group.count()).toBe(BURST);
  });

  it(`numbers ${BURST} concurrent transactions without a gap`, async () => {
    await db().eventCounter.create({ data: { id: 1, last: 0 } });
    const publish = (index: number) =>
      db().$transaction(async (tx) => {
        const { last } = await tx.eventCounter.update({ where: { id: 1 }, data: { last: { increment: 1 } } });
        const rest = { kind: "test", subjectId: String(index), version: 1, createdAt: NOW };
        await tx.event.create({ data: { number: last, ...rest } });
      });
    await Promise.all(inSequence.map(publish));
    const events = await db().event.findMany({ orderBy: { number: "asc" } });
    expect(events.map(({ number }) => number)).toEqual(inSequence.map((index) => index + 1));
  });
});
