import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import type { Provider } from "@/lib/db/settings";
import { makeWorld, type World } from "./world";

const shelf = globalThis as { concordDatabase?: unknown; concordLibrary?: unknown };

/** Lets route handlers work on this database. */
export function serveFrom(db: Database): void {
  shelf.concordDatabase = Promise.resolve(db);
  shelf.concordLibrary = undefined;
}

/** Worlds for a suite, each as `makeWorld` makes it. A world of SQLite is made once, and copied. */
export function useWorlds(provider: Provider) {
  let folder = "";
  let first: { file: string; world: World } | undefined;
  const open: Database[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "concord-worlds-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function snapshot(db: Database) {
    const file = path.join(folder, "first.db");
    const world = await makeWorld(db);
    await db.$executeRawUnsafe(`VACUUM INTO '${file}'`);
    return { file, world };
  }

  return {
    /** Another world, which the route handlers work on from here. @param db empty, and the test's own */
    async next(db: Database): Promise<World> {
      if (provider === "postgresql") return makeWorld(db);
      first ??= await snapshot(db);
      const file = path.join(folder, `${randomUUID()}.db`);
      await copyFile(first.file, file);
      const copy = await openDatabase(`file:${file}`);
      open.push(copy);
      serveFrom(copy);
      return first.world;
    },
    async close(): Promise<void> {
      for (const each of open.splice(0)) await closeDatabase(each);
    },
  };
}
