import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isAtLeast } from "@/lib/cli/prepare.mjs";
import { root } from "@/lib/cli/root.mjs";
import { driverFor } from "@/lib/cli/sqlite.mjs";

test.each([
  ["20.19.0", true],
  ["20.20.2", true],
  ["22.0.0", true],
  ["20.18.9", false],
  ["18.20.0", false],
])("Node.js %s is new enough: %s", (version, enough) => {
  expect(isAtLeast(version, ">=20.19")).toBe(enough);
});

describe("before the packages are installed", () => {
  const folder = mkdtempSync(join(tmpdir(), "concord-prepare-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /**
   * The steps for a folder that has everything except an SQLite driver. Works without Next.js, and does not depend on
   * our own options.
   */
  function stepsWith(dotEnv: string, options = "{ build: false }"): string[] {
    for (const part of ["lib/cli", "lib/server", "lib/workers"]) {
      cpSync(join(root, part), join(folder, part), { recursive: true });
    }
    cpSync(join(root, "package.json"), join(folder, "package.json"));
    const driver = driverFor().path;
    const packages = { [driver]: { version: "1.0.0", optional: true } };
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages }));
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages: {} }));
    writeFileSync(join(folder, ".env"), dotEnv);
    const script = `
      import { prepare } from "./lib/cli/prepare.mjs";
      const log = { step: async (doing) => console.log(doing) };
      await prepare({ ...${options}, log });`;
    const args = ["--input-type=module", "-e", script];
    const { stdout } = spawnSync(process.execPath, args, {
      cwd: folder,
      env: { NODE_ENV: "production" },
      encoding: "utf8",
    });
    return stdout.split("\n").map((line) => /^[^(]*\w/u.exec(line)?.[0] ?? "");
  }

  const DRIVER = ["Installing packages", "Building the SQLite driver"];
  const CLIENT = ["Generating the database client", ""];

  test.each([
    ["no settings", "", undefined, [...DRIVER, ...CLIENT]],
    ["SQLite in .env", "DATABASE_URL=file:/srv/concord.db", undefined, [...DRIVER, ...CLIENT]],
    ["PostgreSQL in .env", "DATABASE_URL=postgresql://db/concord", undefined, CLIENT],
    [
      "PostgreSQL in .env, if both are needed",
      "DATABASE_URL=postgresql://db/concord",
      "{ build: false, sqlite: true }",
      [...DRIVER, ...CLIENT],
    ],
  ])("the SQLite driver is required only if needed: %s", (_, dotEnv, options, steps) => {
    expect(stepsWith(dotEnv, options)).toEqual(steps);
  });

  test.each(["start.mjs", "account.mjs", "data.mjs"])("missing development tools are not installed: %s", (program) => {
    stepsWith("DATABASE_URL=postgresql://db/concord");
    const packages = { "node_modules/tool": { version: "1.0.0", dev: true } };
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages }));
    const { stdout, stderr } = spawnSync(process.execPath, [join("lib/cli", program)], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout + stderr).toContain("Generating the database client");
    expect(stdout + stderr).not.toContain("Installing packages");
  });
});
