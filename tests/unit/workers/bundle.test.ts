import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundled, runnable } from "@/lib/workers/bundle.mjs";

let folder: string;
let source: string;
const made: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-bundle-"));
  source = path.relative(process.cwd(), path.join(folder, "main.ts"));
});
afterEach(async () => {
  const lists = made.map((file) => `${file}.sources`);
  await Promise.all([folder, ...made, ...lists].map((file) => rm(file, { recursive: true, force: true })));
});

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);

async function bundle(): Promise<string> {
  const file = await bundled(source);
  made.push(file);
  return file;
}

async function run(): Promise<string> {
  await bundle();
  return spawnSync(process.execPath, await runnable(source), { encoding: "utf8" }).stdout;
}

describe("a TypeScript bundle", () => {
  it("runs its current source files, even after one has changed", async () => {
    await write("part.ts", 'export const word: string = "one";');
    await write("main.ts", 'import { word } from "./part"; process.stdout.write(word);');
    expect(await run()).toBe("one");
    await write("part.ts", 'export const word: string = "another";');
    expect(await run()).toBe("another");
  });

  it("is reused if nothing has changed", async () => {
    await write("main.ts", "process.stdout.write(String(1));");
    const { ino } = await stat(await bundle());
    expect((await stat(await bundle())).ino).toBe(ino);
  });

  it("resolves packages, the project's own files and adjacent JavaScript files", async () => {
    await write("beside.mjs", "export const here = import.meta.url;");
    await write(
      "main.ts",
      `import { z } from "zod"; import { DAY } from "@/lib/time"; import { here } from "./beside.mjs";
       process.stdout.write([typeof z.string, DAY, here].join(" "));`,
    );
    expect(await run()).toMatch(/^function 86400000 file:.*\/concord-bundle-\w+\/beside\.mjs$/u);
  });

  it("fails for invalid TypeScript and reports the location", async () => {
    await write("main.ts", "const = 1;");
    await expect(bundled(source)).rejects.toThrow("main.ts:1:6");
  });

  it("knows the folder of its source files", async () => {
    const file = await bundled("lib/cli/migrate.ts");
    expect(await readFile(file, "utf8")).toContain('"../../../lib/db"');
  });
});
