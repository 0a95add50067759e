import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import { VARIABLES } from "@/lib/config";
import { runnable } from "@/lib/workers/bundle.mjs";
import { emptyDatabase } from "../support/empty-database";

const UNSET = Object.fromEntries(VARIABLES.map((name) => [name, undefined]));

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), "concord-settings-")));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command from `lib/cli` in a folder with its own `.env` files and a clean environment. */
async function run(command: string, args: string[], env: NodeJS.Dict<string> = {}) {
  const file = `lib/cli/${command}`;
  const script = command.endsWith(".ts") ? await runnable(file) : [path.join(root, file)];
  const child = spawn(process.execPath, [...script, ...args], {
    cwd: folder,
    env: { ...process.env, ...UNSET, NODE_ENV: "production", INIT_CWD: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  const [status] = await once(child, "close");
  return { status, out, err };
}

describe(".env files", () => {
  it("apply to every command: the environment takes precedence, then more specific files", async () => {
    const file = (name: string, port: number) =>
      writeFile(path.join(folder, name), `PORT=${port}\nHOST=127.0.0.${port}\n`);
    const read = async (env: NodeJS.Dict<string> = {}) => JSON.parse((await run("settings.ts", [], env)).out).address;
    await file(".env", 1);
    await file(".env.development", 2);
    expect(await read()).toEqual({ host: "127.0.0.1", port: 1 });
    await file(".env.production", 3);
    expect(await read()).toEqual({ host: "127.0.0.3", port: 3 });
    await file(".env.local", 4);
    await writeFile(path.join(folder, ".env.production.local"), "PORT=5 # the port\n");
    expect(await read()).toEqual({ host: "127.0.0.4", port: 5 });
    expect(await read({ PORT: "6", HOST: "" })).toEqual({ host: "127.0.0.1", port: 6 });
  });

  it("determine the database to back up", async () => {
    await writeFile(path.join(folder, ".env"), `DATABASE_URL=${await emptyDatabase("sqlite", folder)}\n`);
    const backup = await run("data.ts", ["backup", "concord.backup"]);
    expect(backup).toMatchObject({ status: 0, err: "" });
  });
});

describe("an invalid setting", () => {
  const wrong = { PUBLIC_URL: "https://notes.example/concord", TRUST_PROXY: "yes" };
  const sentences =
    /^PUBLIC_URL is "https:\/\/notes\.example\/concord"\. Set it to .*\nTRUST_PROXY is "yes"\. Set it to .*\n$/u;

  it.each([
    ["account.ts", ["reset", "olga@example.org"]],
    ["data.ts", ["backup", "concord.backup"]],
    ["import.ts", ["report.txt"]],
    ["migrate.ts", []],
    ["search.ts", ["power"]],
    ["set-up-code.ts", []],
  ])("stops %s before it does anything", async (command, args) => {
    expect(await run(command, args, wrong)).toEqual({ status: 1, out: "", err: expect.stringMatching(sentences) });
  });

  it("stops npm start before it builds the app or creates the database", async () => {
    const started = await run("start.mjs", [], { ...wrong, DATA_DIR: path.join(folder, "data") });
    expect(started).toEqual({
      status: 1,
      out: "",
      err: expect.stringMatching(/^\nPUBLIC_URL is .*\nTRUST_PROXY is /u),
    });
  });
});
