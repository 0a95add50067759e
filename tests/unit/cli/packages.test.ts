import { describe, expect, test } from "vitest";
import { npmCommand } from "@/lib/cli/npm.mjs";
import { firstDifference } from "@/lib/cli/packages.mjs";
import lock from "../../../package-lock.json" with { type: "json" };

const machine = { platform: "linux", arch: "x64" };
const next = { version: "16.4.5", integrity: "sha512-a" };
const wanted = {
  "": { version: "0.1.0" },
  "node_modules/next": next,
  "node_modules/next/node_modules/postcss": { version: "8.5.0" },
  "node_modules/fsevents": { version: "2.3.3", optional: true, os: ["darwin"] },
};
const installed = {
  "node_modules/next": next,
  "node_modules/next/node_modules/postcss": { version: "8.5.0" },
};

describe("installed packages differ from the lock file", () => {
  test.each([
    ["but not if only optional packages are missing", installed, undefined],
    ["if a package is missing", { "node_modules/next": next }, "postcss is missing"],
    ["if no packages are installed", {}, "next is missing"],
    [
      "if a version is different",
      { ...installed, "node_modules/next": { version: "16.4.4" } },
      "next is 16.4.4, not 16.4.5",
    ],
    [
      "if the version is the same but the contents are different",
      { ...installed, "node_modules/next": { ...next, integrity: "sha512-b" } },
      "next has different contents",
    ],
    ["but not without an integrity hash", { ...installed, "node_modules/next": { version: "16.4.5" } }, undefined],
    [
      "if there is an extra package",
      { ...installed, "node_modules/left-pad": { version: "1.0.0" } },
      "left-pad is not in the lock file",
    ],
    [
      "if they were copied from a Mac",
      { ...installed, "node_modules/fsevents": { version: "2.3.3", os: ["darwin"] } },
      "fsevents is for another platform",
    ],
  ])("%s", (_, found, difference) => {
    expect(firstDifference(wanted, found, { machine })).toBe(difference);
  });

  const tools = {
    "node_modules/next": next,
    "node_modules/vitest": { version: "4.1.12", dev: true },
    "node_modules/shared": { version: "1.0.0", devOptional: true },
  };

  test.each([
    ["are required for tests", true, "vitest is missing"],
    ["are not needed to run the server", false, undefined],
  ])("development tools %s", (_, dev, difference) => {
    expect(firstDifference(tools, { "node_modules/next": next }, { machine, dev })).toBe(difference);
  });

  test("production dependencies are required even without development tools", () => {
    expect(firstDifference(tools, {}, { machine, dev: false })).toBe("next is missing");
  });

  const drivers = {
    "lib/node20": { version: "12.11.1", optional: true },
    "node_modules/node20": { resolved: "lib/node20", link: true },
    "node_modules/sqlite-12": { version: "12.11.1", optional: true },
  };

  test.each([
    ["one of our own optional folders can be missing", [], undefined],
    [
      "packages that this Node.js version requires cannot be missing, even if they are optional",
      ["node_modules/sqlite-12"],
      "sqlite-12 is missing",
    ],
  ])("%s", (_, required, difference) => {
    expect(firstDifference(drivers, {}, { machine, required })).toBe(difference);
  });

  test.each([
    [{ os: ["linux"], cpu: ["x64"] }, true],
    [{ os: ["darwin", "linux"] }, true],
    [{ os: ["!win32"] }, true],
    [{ os: ["!linux"] }, false],
    [{ cpu: ["arm64"] }, false],
    [{ cpu: ["any"] }, true],
  ])("%o fits this machine: %s", (limits, fits) => {
    const both = { "node_modules/native": { version: "1.0.0", ...limits } };
    expect(firstDifference(both, both, { machine }) === undefined).toBe(fits);
  });
});

test.each([
  ["node_modules/@prisma/dev", "lib/db/prisma-unused"],
  ["node_modules/@prisma/studio-core", "lib/db/prisma-unused"],
  ["node_modules/@parcel/watcher", "app/_messages/next-intl-unused"],
  ["node_modules/@swc/core", "app/_messages/next-intl-unused"],
] as const)("an empty package replaces %s, which includes megabytes of unused code", (path, resolved) => {
  expect(lock.packages[path]).toEqual({ resolved, link: true });
  expect(Object.keys(lock.packages).filter((each) => each.endsWith(path))).toEqual([path]);
});

describe("npm is run", () => {
  test.each([
    [
      "as the npm that started this process",
      { npm_execpath: "/usr/lib/node_modules/npm/bin/npm-cli.js" },
      process.execPath,
    ],
    ["from PATH under pnpm", { npm_execpath: "/usr/lib/node_modules/pnpm/bin/pnpm.cjs" }, "npm"],
    ["from PATH without npm", {}, "npm"],
  ])("%s", (_, env, command) => {
    expect(npmCommand(env, "linux").command).toBe(command);
  });

  test("through a shell on Windows, where it is a .cmd file", () => {
    expect(npmCommand({}, "win32").shell).toBe(true);
  });
});
