import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { runnable } from "@/lib/workers/bundle.mjs";

const root = path.resolve(import.meta.dirname, "../../..");
const content = path.join(root, "content");
const COMMAND = await runnable("lib/cli/import.ts");
const SOURCE = "content/sources/russian-soft-power-in-kazakhstan.txt";

function run(...args: string[]) {
  return runWith({}, ...args);
}

function runWith(
  variables: NodeJS.Dict<string>,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = [...COMMAND, ...args];
  const env = { ...process.env, INIT_CWD: root, ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

test("leaves an identical existing report unchanged", async () => {
  const { code, stdout, stderr } = await run(SOURCE, "--slug", "russian-soft-power-in-kazakhstan");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("is already up to date");
  expect(stdout).toMatch(/^ +146 {2}\S.*\.$/mu);
});

test("writes to CONTENT_DIR, which it creates", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "concord-import-"));
  try {
    const CONTENT_DIR = path.join(folder, "reports");
    const { code, stdout } = await runWith({ CONTENT_DIR }, SOURCE, "--slug", "soft-power");
    expect(code).toBe(0);
    expect(stdout).toContain(`Wrote ${path.join(CONTENT_DIR, "soft-power.md")}.`);
    expect((await readdir(CONTENT_DIR, { recursive: true })).sort()).toEqual([
      "soft-power.md",
      "sources",
      path.join("sources", "soft-power.txt"),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("names the setting to change if the folder is read-only", async () => {
  // Not even root can create a folder in /sys.
  const { code, stderr } = await runWith({ CONTENT_DIR: "/sys/reports" }, SOURCE, "--slug", "soft-power");
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "Concord can't write to /sys/reports. Set CONTENT_DIR to a folder that it can write to.\n",
  });
});

test("continues with the other files if one can't be imported, and names each of them", async () => {
  const { code, stderr } = await run("nowhere.txt", "content");
  expect(code).toBe(1);
  expect(stderr).toBe("nowhere.txt: The file nowhere.txt does not exist.\ncontent: The file content is a folder.\n");
});

test.each([
  ["a different report", [SOURCE, "--slug", "russian-soft-power-in-kazakhstan", "--title", "Other"], /--replace/u],
  ["no file", [], /Specify at least one file/u],
  ["one title for several files", [SOURCE, SOURCE, "--title", "Other"], /can only be used with a single file/u],
  ["a missing file", ["nowhere.txt"], /nowhere\.txt does not exist/u],
  ["a folder", ["content"], /is a folder/u],
  ["an unknown option", [SOURCE, "--colour"], /--colour/u],
  ["a year in words", [SOURCE, "--year", "last"], /--year/u],
  ["an unsupported language", [SOURCE, "--language", "fr"], /--language/u],
  ["a slug with a path in it", [SOURCE, "--slug", "../x"], /slug/u],
])("fails with one sentence and exit code 1, without writing anything: %s", async (_, args, sentence) => {
  const before = await readdir(content, { recursive: true });
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(await readdir(content, { recursive: true })).toEqual(before);
});
