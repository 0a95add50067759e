import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { derivePostgresql, whyGenerate } from "@/lib/cli/generate.mjs";
import { root } from "@/lib/cli/root.mjs";
import { readSchema } from "../support/schema";

it("derives PostgreSQL's schema by replacing only the provider and the client's folder", async () => {
  const source = await readSchema();
  const [before, after] = [source.split("\n"), derivePostgresql(source).split("\n")];
  const changes = before.flatMap((line, index) => (line === after[index] ? [] : [[line.trim(), after[index]?.trim()]]));
  expect(after).toHaveLength(before.length);
  expect(changes).toEqual([
    ['output   = "../lib/db/generated/sqlite"', 'output   = "./postgresql"'],
    ['provider = "sqlite"', 'provider = "postgresql"'],
  ]);
});

it("rejects a schema that it does not understand", async () => {
  const source = await readSchema();
  expect(() => derivePostgresql(source.replace('"sqlite"', '"mysql"'))).toThrow(
    "must contain this exactly once: provider",
  );
  expect(() => derivePostgresql(source + source)).toThrow("must contain this exactly once: output");
});

it("has generated both clients from the current data model", async () => {
  expect(whyGenerate()).toBeUndefined();
  const derived = await readFile(path.join(root, "lib/db/generated/postgresql.prisma"), "utf8");
  expect(derived).toBe(derivePostgresql(await readSchema()));
});
