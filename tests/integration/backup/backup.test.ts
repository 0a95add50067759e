import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actorOfToken, createToken } from "@/lib/accounts/api-tokens";
import { createInvitation, invitationOf } from "@/lib/accounts/invitations";
import { authorize } from "@/lib/accounts/policy";
import { createResetLinkAtServer, personOfResetLink } from "@/lib/accounts/reset-links";
import { listHighlights } from "@/lib/annotations/highlights/service";
import { backUp, type Checked, restore } from "@/lib/backup/backup";
import { Adder, rowOf, rowText } from "@/lib/backup/row-text";
import { type Row, TABLES } from "@/lib/backup/tables";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { readSessionSecret } from "@/lib/db/session-secret";
import type { Provider } from "@/lib/db/settings";
import { currentEdition, editionReport } from "@/lib/editions/editions";
import { publish, withEventTransaction } from "@/lib/events/log";
import { readableSource, sourceBytes } from "@/lib/sources/store";
import { makeWorld } from "../routes/world";
import { describeDatabases } from "../support/databases";
import { emptyDatabase } from "../support/empty-database";
import { makeCaller } from "../support/people";
import { readSchema } from "../support/schema";
import { readAll } from "../support/streams";
import { keptSums } from "./sums";

const OTHER: Record<Provider, Provider> = { sqlite: "postgresql", postgresql: "sqlite" };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-backup-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the list of tables", () => {
  it("contains all models, with their keys, in dependency order", async () => {
    const models = (await readSchema()).matchAll(/^model (\w+) \{(.*?)^\}/gmsu);
    const known: string[] = [];
    const described = [...models].map(([, model = "", body = ""]) => {
      const one = /^ {2}(\w+) .*@id\b/mu.exec(body)?.[1];
      const several = /@@id\(\[([^\]]+)\]/u.exec(body)?.[1]?.split(", ");
      const parents = [...body.matchAll(/^ {2}\w+ +(\w+)\??.*@relation\(fields/gmu)].map(([, parent = ""]) => parent);
      return { name: model.charAt(0).toLowerCase() + model.slice(1), key: several ?? [one], parents };
    });
    expect(TABLES.map(({ name, key }) => ({ name, key })).toSorted(byName)).toEqual(
      described.map(({ name, key }) => ({ name, key })).toSorted(byName),
    );
    for (const { name } of TABLES) {
      const parents = described.find((each) => each.name === name)?.parents ?? [];
      for (const parent of parents) expect(known, name).toContain(parent.charAt(0).toLowerCase() + parent.slice(1));
      known.push(name);
    }
  });
});

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

/**
 * Tampers with the people in a backup and corrects all of its checksums, so that the change can't be detected.
 *
 * @param dataModel the data model that the backup claims to have
 */
async function edit(file: string, change: (row: Row) => Row, dataModel?: string): Promise<void> {
  const lines = gunzipSync(await readFile(file))
    .toString()
    .trimEnd()
    .split("\n")
    .slice(0, -1);
  const adders = new Map(TABLES.map(({ name }) => [name, new Adder()]));
  const [head = "", ...rows] = lines.map((line, index) => {
    if (index === 0) return JSON.stringify({ ...JSON.parse(line), ...(dataModel && { dataModel }) });
    const space = line.indexOf(" ");
    const [table, text] = [line.slice(0, space), line.slice(space + 1)];
    const edited = table === "person" ? rowText(change(rowOf(text))) : text;
    adders.get(table)?.add(edited);
    return `${table} ${edited}`;
  });
  const content = [head, ...rows].map((line) => `${line}\n`).join("");
  const tables = Object.fromEntries([...adders].map(([name, { sum }]) => [name, sum]));
  const sha256 = createHash("sha256").update(content).digest("hex");
  await writeFile(file, gzipSync(`${content}${JSON.stringify({ tables, sha256 })}\n`));
}

describeDatabases("a backup", ({ db, url, provider }) => {
  const file = () => path.join(folder, "concord.backup");

  /** Restores a backup into a new database and inspects the result. */
  async function restored<T>(target: Provider, look: (db: Database) => Promise<T>): Promise<T> {
    const to = await emptyDatabase(target, folder);
    await restore(to, file());
    const there = await openDatabase(to);
    return look(there).finally(() => closeDatabase(there));
  }

  it.each(["the same", "the other"])("can be restored, row by row, into %s kind of database", async (kind) => {
    await makeWorld(db());
    await readSessionSecret(db());
    const before = await keptSums(db());
    await backUp(url(), file());
    expect(await restored(kind === "the same" ? provider : OTHER[provider], keptSums)).toEqual(before);
    expect(before.highlight).toMatchObject({ rows: expect.toSatisfy((rows: number) => rows > 5) });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => !name.startsWith("empty_"))).toEqual(["concord.backup"]);
  });

  it("can be used by its members after it is restored", async () => {
    const world = await makeWorld(db());
    const { actor } = await makeCaller(db(), "reader");
    const seen = await listHighlights(db(), actor, "made-up");
    await backUp(url(), file());
    expect(await restored(OTHER[provider], (there) => listHighlights(there, actor, "made-up"))).toEqual(seen);
    expect(JSON.stringify(seen)).toContain(world.team.id);
  });

  it("is a consistent snapshot, even while users keep writing", async () => {
    await makeWorld(db());
    let isOver = false;
    const write = async () => {
      while (!isOver) {
        await withEventTransaction(db(), async (tx) => {
          const group = { id: randomUUID(), name: randomUUID(), createdAt: new Date() };
          await tx.group.create({ data: group });
          const about = { report: null, subjectId: group.id, version: 1, actorId: null };
          await publish(tx, { kind: "group.renamed", ...about });
        });
        // SQLite answers synchronously, so this lets other tasks run.
        await setImmediate();
      }
    };
    const writing = Promise.all([write(), write()]);
    await backUp(url(), file()).finally(() => {
      isOver = true;
    });
    await writing;
    const [groups, renamed, last] = await restored(provider, async (there) => [
      (await there.group.findMany()).map(({ id }) => id),
      (await there.event.findMany({ where: { kind: "group.renamed" } })).map(({ subjectId }) => subjectId),
      [await there.event.count(), (await there.eventCounter.findFirstOrThrow()).last],
    ]);
    // Each change is included completely or not at all, with its group, event and number.
    expect(groups?.filter((id) => renamed?.includes(id)).toSorted()).toEqual(renamed?.toSorted());
    expect(last?.[0]).toBe(last?.[1]);
  });

  it("from an older version is upgraded when it is restored into either kind of database", async () => {
    const old = "tests/fixtures/backups/20261201032859_sources.backup";
    const to = await emptyDatabase(provider, folder);
    const { head, tables, ended } = await restore(to, old);
    expect(head.dataModel).toBe(path.basename(old, ".backup"));
    expect(ended).toEqual({ tokens: 1, invitations: 1, links: 1 });
    const there = await openDatabase(to);
    const kept = await keptSums(there);
    for (const [name, { rows }] of Object.entries(tables)) {
      if (name in kept) expect(kept[name], name).toMatchObject({ rows });
    }
    expect(
      await there.report.findMany({ orderBy: { slug: "asc" }, include: { editions: { orderBy: { ordinal: "asc" } } } }),
    ).toMatchObject([
      { slug: "made-up", title: "Made up", editions: [{ ordinal: 1, sourceId: expect.any(String) }] },
      {
        ...{ slug: "tolls", title: "Tolls", publisher: "River House", place: "Kesh", date: "1905", language: "ru" },
        authors: ["Bo Ek", { literal: "Ek Group" }],
        editors: ["Cy Lund", { family: "Berg", given: "Di" }],
        version: 1,
        editions: [{ ordinal: 1 }, { ordinal: 2 }],
      },
    ]);
    const { id } = (await currentEdition(there, "tolls"))!;
    expect(await editionReport(there, id)).toMatchObject({ meta: { year: 1905, editor: "Cy Lund, Di Berg" } });
    const [edition] = await there.edition.findMany({ where: { report: "made-up" } });
    const { actor } = await makeCaller(there, "reader");
    const { id: source, size } = await readableSource(there, actor, edition!.sourceId!);
    expect(Buffer.from(await readAll(sourceBytes(there, source, 0, size))).toString()).toBe(edition?.markdown);
    expect((await listHighlights(there, actor, "made-up")).highlights).not.toEqual([]);
    await closeDatabase(there);
    expect((await readdir(folder)).filter((name) => name.startsWith("concord-restore-"))).toEqual([]);
  });

  it("from a newer version is rejected", async () => {
    await makeCaller(db(), "owner");
    await backUp(url(), file());
    await edit(file(), (row) => row, "29991231000000_later");
    const to = await emptyDatabase(provider, folder);
    await expect(restore(to, file())).rejects.toMatchObject({
      code: "backup-version",
      message: expect.stringMatching(/was made by a newer version of Concord .*Restore it with that version/u),
    });
  });

  it("with tables or fields that no version has ever had is rejected before they reach the database", async () => {
    await makeCaller(db(), "owner");
    await backUp(url(), file());
    await edit(file(), (row) => ({ ...row, 'x") VALUES (1); DROP TABLE "Person" --': 1 }), "20261201032859_sources");
    const to = await emptyDatabase(provider, folder);
    await expect(restore(to, file())).rejects.toThrow(/field that no version of Concord has ever had/u);
  });

  it("does not contain the session secret, and restores no sessions", async () => {
    await makeCaller(db(), "reader");
    await readSessionSecret(db());
    const { secret } = await db().sessionSecret.findFirstOrThrow();
    await backUp(url(), file());
    expect(gunzipSync(await readFile(file())).toString()).not.toContain(secret);
    expect(await db().session.count()).toBe(1);
    expect(await restored(provider, (there) => there.session.count())).toBe(0);
  });

  it("restores no API tokens, invitations or sign-in links, and reports this", async () => {
    const owner = await makeCaller(db(), "owner", "Olga");
    const token = await createToken(db(), authorize(owner.actor, "token.create", null), {
      ...{ name: "A program", scopes: ["read"], days: null },
    });
    const invitation = await createInvitation(db(), authorize(owner.actor, "invitation.create", null), {
      ...{ role: "editor", days: 7, maxUses: 1, groups: [] },
    });
    const reset = await createResetLinkAtServer(db(), owner.actor.id);
    await db().mailLink.create({
      data: { id: "m", tokenHash: "h", email: "a@b.org", createdAt: new Date(), expiresAt: new Date(Date.now() + 1e6) },
    });
    await backUp(url(), file());

    const to = await emptyDatabase(provider, folder);
    expect((await restore(to, file())).ended).toEqual({ tokens: 1, invitations: 1, links: 2 });
    const there = await openDatabase(to);
    await expect(actorOfToken(there, token.secret, "read")).rejects.toMatchObject({ code: "bad-token" });
    expect(await invitationOf(there, invitation.token)).toBe("revoked");
    expect(await personOfResetLink(there, reset.token)).toBeNull();
    expect(await there.mailLink.count()).toBe(0);
    // The tokens are listed as revoked, so that people know that they need new ones.
    expect(await there.apiToken.findMany()).toMatchObject([{ name: "A program", revokedAt: expect.any(Date) }]);
    await closeDatabase(there);
    // The instance that was backed up is not affected.
    expect(await actorOfToken(db(), token.secret, "read")).toMatchObject({ name: "Olga" });
  });

  describe("with a key", () => {
    const key = "the key of these tests, long enough";

    it("can be restored only with this key, and reveals nothing without it", async () => {
      await makeWorld(db());
      await backUp(url(), file(), key);
      const before = await keptSums(db());
      expect((await stat(file())).mode & 0o777).toBe(0o600);
      expect(() => gunzipSync(readFileSync(file()))).toThrow();

      const to = await emptyDatabase(provider, folder);
      for (const [wrong, sentence] of [
        [null, /is encrypted. Pass its key/u],
        ["another key of these tests", /This backup can’t be verified/u],
      ] as const) {
        await expect(restore(to, file(), { key: wrong })).rejects.toMatchObject({
          code: "backup-seal",
          message: sentence,
        });
      }
      expect(await restore(to, file(), { key })).toMatchObject({ isSealed: true });
      const there = await openDatabase(to);
      expect(await keptSums(there)).toEqual(before);
      await closeDatabase(there);
    });

    it("is rejected before anything is written if it has been modified or replaced", async () => {
      await makeWorld(db());
      await backUp(url(), file(), key);
      const whole = await readFile(file());
      const to = await emptyDatabase(provider, folder);
      const flipped = Buffer.from(whole);
      flipped[whole.length - 100]! ^= 1;
      const plain = path.join(folder, "plain.backup");
      await backUp(url(), plain);
      const cases: [string, Buffer, RegExp][] = [
        ["with a changed bit", flipped, /This backup can’t be verified/u],
        ["cut off", whole.subarray(0, -1), /This backup can’t be verified/u],
        ["without encryption", await readFile(plain), /is not encrypted, so anyone could have edited it/u],
      ];
      for (const [name, bytes, sentence] of cases) {
        await writeFile(file(), bytes);
        const refused = { code: "backup-seal", message: sentence };
        await expect(restore(to, file(), { key }), name).rejects.toMatchObject(refused);
      }
      const there = await openDatabase(to);
      expect(await there.person.count()).toBe(0);
      await closeDatabase(there);
    });
  });

  it("lists its owners before it is restored, so that an added owner is noticed", async () => {
    await makeCaller(db(), "owner", "Olga");
    const { actor: reader } = await makeCaller(db(), "reader", "Mallory");
    await makeCaller(db(), "owner", "Gone").then(({ actor: { id } }) =>
      db().person.update({ where: { id }, data: { removedAt: new Date() } }),
    );
    await backUp(url(), file());
    await edit(file(), (row) => (row.id === reader.id ? { ...row, role: "owner", name: "Mal\u001b[2Klory" } : row));
    const said: Checked[] = [];
    const to = await emptyDatabase(provider, folder);
    await restore(to, file(), { onChecked: (checked) => said.push(checked) });
    const { email } = await db().person.findFirstOrThrow({ where: { name: "Olga" } });
    expect(said).toMatchObject([{ isSealed: false }]);
    expect(said[0]?.owners.toSorted()).toEqual([`Mal\uFFFD[2Klory <${reader.email}>`, `Olga <${email}>`].toSorted());
  });

  it("preserves text with any line endings", async () => {
    const name = "a\u2028b\u2029c\rd\u0085e";
    await db().group.create({ data: { id: "g", name, createdAt: new Date() } });
    await backUp(url(), file());
    expect(await restored(provider, (there) => there.group.findFirst())).toMatchObject({ name });
  });

  it("is rejected, and nothing is changed, if it is damaged, from another version or not a backup", async () => {
    await makeWorld(db());
    await backUp(url(), file());
    const whole = await readFile(file());
    const text = gunzipSync(whole).toString();
    const to = await emptyDatabase(provider, folder);
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length / 2)]! ^= 1;
    const cases: [string, Buffer, RegExp][] = [
      ["with a changed bit", flipped, /damaged|cannot be read/u],
      ["cut in half", whole.subarray(0, whole.length / 2), /cannot be read \(unexpected end of file\)/u],
      ["without one row", gzipSync(text.replace(/^highlight .*\n/mu, "")), /The checksum of .* doesn't match/u],
      ["without its end", gzipSync(text.split("\n").slice(0, -2).join("\n")), /The end of .* is missing/u],
      ["from another version", gzipSync(text.replace(/"dataModel":"\d+/u, '"dataModel":"1')), /The checksum of/u],
      ["a different file", gzipSync("hello\n"), /is not a Concord backup/u],
      ["not gzipped", Buffer.from("hello"), /cannot be read \(incorrect header check\)/u],
    ];
    for (const [name, bytes, sentence] of cases) {
      await writeFile(file(), bytes);
      await expect(restore(to, file()), name).rejects.toMatchObject({ code: "backup-file", message: sentence });
    }
    await rm(file());
    await expect(restore(to, file())).rejects.toMatchObject({ code: "backup-file" });
    const there = await openDatabase(to);
    expect(await there.person.count()).toBe(0);
    await closeDatabase(there);
  });

  it("does not overwrite existing data or another backup", async () => {
    await makeWorld(db());
    await backUp(url(), file());
    await expect(restore(url(), file())).rejects.toMatchObject({ code: "not-empty" });
    await expect(backUp(url(), file())).rejects.toMatchObject({ code: "backup-file" });
    const nowhere = path.join(folder, "nowhere/concord.backup");
    await expect(backUp(url(), nowhere)).rejects.toThrow();
    expect(existsSync(nowhere)).toBe(false);
  });
});
