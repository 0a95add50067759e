import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import { readSessionSecret, sessionSecret } from "@/lib/db/session-secret";
import { runnable } from "@/lib/workers/bundle.mjs";
import { describeBothDatabases } from "../support/databases";

const run = promisify(execFile);
const FORMER = "b3JkaW5hcnkgd29yZHMsIGJ1dCBhIHNlY3JldCBhcyBsb25n";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-secret-"));
  vi.stubEnv("DATA_DIR", folder);
  vi.stubEnv("NEXTAUTH_SECRET", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describeBothDatabases("the session secret", ({ db, url }) => {
  it("is created once, with 32 random bytes, and stored in the database", async () => {
    await readSessionSecret(db());
    const secret = sessionSecret();
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    await readSessionSecret(db());
    expect(sessionSecret()).toBe(secret);
    expect(await db().sessionSecret.findMany()).toMatchObject([{ secret }]);
  });

  it("is the same for instances that create it concurrently", async () => {
    const args = await runnable("tests/integration/db/print-session-secret.ts");
    const env = { ...process.env, DATABASE_URL: url() };
    const runs = await Promise.all(Array.from({ length: 3 }, () => run(process.execPath, args, { cwd: root, env })));
    await readSessionSecret(db());
    expect(new Set(runs.map(({ stdout }) => stdout.trim()))).toEqual(new Set([sessionSecret()]));
  });

  it("is migrated from an older file, which is then deleted", async () => {
    const file = path.join(folder, "session-secret");
    await writeFile(file, `${FORMER}\n`);
    await readSessionSecret(db());
    expect(sessionSecret()).toBe(FORMER);
    expect(existsSync(file)).toBe(false);
  });

  it("is never empty or short", async () => {
    await writeFile(path.join(folder, "session-secret"), "c2hvcnQ\n");
    await readSessionSecret(db());
    expect(Buffer.from(sessionSecret(), "base64url")).toHaveLength(32);
  });

  it("is overridden by the environment", async () => {
    await readSessionSecret(db());
    vi.stubEnv("NEXTAUTH_SECRET", "given");
    expect(sessionSecret()).toBe("given");
  });
});
