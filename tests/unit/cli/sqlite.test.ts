import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { driverFor, sentenceFor, usesSqlite, whyBuildDriver } from "@/lib/cli/sqlite.mjs";
import lock from "../../../package-lock.json" with { type: "json" };

const require = createRequire(import.meta.url);

describe("the SQLite driver", () => {
  test.each([
    ["20.19.0", "node_modules/better-sqlite3-12", "12.11.1"],
    ["21.7.0", "node_modules/better-sqlite3-12", "12.11.1"],
    ["22.12.0", "node_modules/better-sqlite3-13", "13.2.0"],
    ["24.21.0", "node_modules/better-sqlite3-13", "13.2.0"],
  ] as const)("for Node.js %s is in the lock file at %s", (node, path, version) => {
    expect(driverFor(node).path).toBe(path);
    expect(lock.packages[path].version).toBe(version);
  });

  test("for newer versions has no install script, so no compiler or download is needed", () => {
    expect(lock.packages["node_modules/better-sqlite3-13"]).not.toHaveProperty("hasInstallScript");
    expect(lock.packages["node_modules/better-sqlite3-13"]).not.toHaveProperty("optional");
    // npm ci needs this line in the lock file. Without it, npm ci compiles packages that have a binding.gyp. npm
    // install drops the line, so restore it.
    expect(lock.packages["node_modules/better-sqlite3-13"]).toHaveProperty("gypfile", false);
  });

  test("is the one that Prisma's adapter loads", () => {
    const adapter = createRequire(require.resolve("@prisma/adapter-better-sqlite3"));
    const ours = require(`../../../${driverFor().path}`);
    expect(adapter("better-sqlite3")).toBe(ours);
  });

  test("opens a database on this Node.js", () => {
    expect(whyBuildDriver()).toBeUndefined();
  });

  test.each([
    ["20.20.2", /Node\.js 22 or 24 \(no compiler needed\), or Python 3/u],
    ["22.23.3", /\. Install Python 3/u],
  ])("explains what to install if it cannot be built for Node.js %s", (node, sentence) => {
    expect(sentenceFor(node)).toMatch(sentence);
  });

  test.each([
    [{}, true],
    [{ DATABASE_URL: "" }, true],
    [{ DATABASE_URL: "file:/srv/concord.db" }, true],
    [{ DATABASE_URL: "postgres://db/concord" }, false],
    [{ DATABASE_URL: "postgresql://db/concord" }, false],
  ])("is needed with %o: %s", (env, needed) => {
    expect(usesSqlite(env)).toBe(needed);
  });
});
