import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import { databaseUrl, dataDir, providerOf, sessionSecret } from "@/lib/db/settings";

const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-settings-"));
  vi.stubEnv("DATA_DIR", path.join(folder, "state"));
  vi.stubEnv("DATABASE_URL", "");
  vi.stubEnv("NEXTAUTH_SECRET", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe("the session secret", () => {
  const file = () => path.join(folder, "state/session-secret");

  it("is made once, of 32 random bytes, and kept where only we may read it", async () => {
    const secret = sessionSecret();
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(sessionSecret()).toBe(secret);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file()))).mode & 0o777).toBe(0o700);
    expect(await readdir(path.dirname(file()))).toEqual(["session-secret"]);
  });

  it("is the same for processes that make it at once", async () => {
    const code = 'import("./lib/db/settings.ts").then(({ sessionSecret }) => console.log(sessionSecret()))';
    const args = ["--conditions=react-server", "--import=tsx", "--eval", code];
    const runs = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, args, { cwd: root })));
    expect(new Set(runs.map(({ stdout }) => stdout.trim()))).toEqual(new Set([sessionSecret()]));
    expect(sessionSecret()).not.toBe("");
  });

  it("is the environment's, where that has one", async () => {
    vi.stubEnv("NEXTAUTH_SECRET", "given");
    expect(sessionSecret()).toBe("given");
    await expect(readFile(file())).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("is never an empty or a short one", async () => {
    sessionSecret();
    for (const bad of ["", "c2hvcnQ\n"]) {
      await writeFile(file(), bad);
      expect(() => sessionSecret()).toThrow("holds no session secret");
    }
  });
});

it("finds the database in the data folder unless DATABASE_URL says otherwise", () => {
  expect(databaseUrl()).toBe(`file:${path.join(folder, "state/concord.db")}`);
  vi.stubEnv("DATABASE_URL", "postgresql://localhost/concord");
  expect(databaseUrl()).toBe("postgresql://localhost/concord");
  vi.stubEnv("DATA_DIR", "");
  expect(dataDir()).toBe(path.join(root, "data"));
});

it.each([
  ["file:/a/b.db", "sqlite"],
  ["postgres://a/b", "postgresql"],
  ["postgresql://a/b", "postgresql"],
])("knows what %s is", (url, provider) => {
  expect(providerOf(url)).toBe(provider);
});

it.each(["/a/b.db", "mysql://a/b", "toString:x"])("does not know what %s is", (url) => {
  expect(() => providerOf(url)).toThrow("DATABASE_URL must begin with");
});
