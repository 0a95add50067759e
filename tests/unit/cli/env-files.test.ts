import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { withEnvFiles } from "@/lib/cli/env-files.mjs";
import { root } from "@/lib/cli/root.mjs";
import { usesSqlite } from "@/lib/cli/sqlite.mjs";

const POSTGRESQL = "DATABASE_URL=postgresql://db/concord";
const SQLITE = "DATABASE_URL=file:/srv/concord.db";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "concord-env-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** The variables that Next.js loads. A separate process loads them, because loading changes the environment. */
function asNext(folder: string, env: Record<string, string>): NodeJS.Dict<string> {
  const script = `
    require("@next/env").loadEnvConfig(process.argv[1], process.env.NODE_ENV === "development");
    console.log(JSON.stringify(process.env));`;
  const { stdout } = spawnSync(process.execPath, ["-e", script, folder], {
    cwd: root,
    env: { NODE_ENV: "production", ...env },
    encoding: "utf8",
  });
  return JSON.parse(stdout);
}

test.each<[string, Record<string, string>, Record<string, string>, boolean]>([
  ["no file", {}, {}, true],
  ["PostgreSQL in .env", { ".env": POSTGRESQL }, {}, false],
  ["PostgreSQL in .env.local", { ".env.local": POSTGRESQL, ".env": SQLITE }, {}, false],
  ["SQLite in .env.local", { ".env.local": SQLITE, ".env": POSTGRESQL, ".env.production": POSTGRESQL }, {}, true],
  ["PostgreSQL in .env.production", { ".env.production": POSTGRESQL, ".env": SQLITE }, {}, false],
  ["PostgreSQL in .env.production.local", { ".env.production.local": POSTGRESQL, ".env.local": SQLITE }, {}, false],
  ["a file for another mode", { ".env.development": POSTGRESQL }, {}, true],
  ["a file for the current mode", { ".env.development": POSTGRESQL }, { NODE_ENV: "development" }, false],
  ["the local file in a test", { ".env.local": POSTGRESQL }, { NODE_ENV: "test" }, true],
  ["SQLite in the environment", { ".env": POSTGRESQL }, { DATABASE_URL: "file:/srv/concord.db" }, true],
  ["an empty environment", { ".env": POSTGRESQL }, { DATABASE_URL: "" }, true],
  ["PostgreSQL in the environment", { ".env": SQLITE }, { DATABASE_URL: "postgres://db/concord" }, false],
  ["quotes, export, a comment", { ".env": '# a\r\nexport DATABASE_URL="postgres://db/concord" # b\r\n' }, {}, false],
  ["a byte order mark", { ".env": `\uFEFF${POSTGRESQL}` }, {}, false],
  ["a reference", { ".env": "A=postgres\nB=$" + "{A}://db\nDATABASE_URL=$B/concord" }, {}, false],
  ["a reference to the environment", { ".env": "DATABASE_URL=$ADDRESS" }, { ADDRESS: "postgres://db/concord" }, false],
  ["a reference to an unset variable", { ".env": "DATABASE_URL=$" + "{ADDRESS:-postgres://db/concord}" }, {}, false],
])("with %s, uses the same database as Next.js", (_, files, env, sqlite) => {
  const folder = folderWith(files);
  const found = withEnvFiles(env, folder);
  expect(usesSqlite(found)).toBe(sqlite);
  expect(found.DATABASE_URL).toBe(asNext(folder, env).DATABASE_URL);
});

test("circular references do not cause an endless loop", () => {
  const folder = folderWith({ ".env": "A=$B\nB=$A" });
  expect(withEnvFiles({}, folder)).toEqual({ A: "", B: "" });
});
