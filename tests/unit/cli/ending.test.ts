import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { freePort } from "@/lib/cli/ports.mjs";

const STARTER = fileURLToPath(new URL("../../fixtures/ending/starter.mjs", import.meta.url));

let starter: ChildProcess;
let lines: AsyncIterator<string>;
let said: Promise<unknown>;
/** The server's process id. */
let pid: number;
let port: number;

beforeEach(async () => {
  port = await freePort();
  starter = spawn(process.execPath, [STARTER, String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  const output = createInterface({ input: starter.stdout! });
  lines = output[Symbol.asyncIterator]();
  // Both processes hold stdout open, so it closes when both have ended.
  said = once(starter.stdout!, "close");
  pid = Number((await lines.next()).value);
});

afterEach(() => {
  starter.kill("SIGKILL");
});

const ask = (milliseconds: number) => fetch(`http://127.0.0.1:${port}/${milliseconds}`).then((answer) => answer.text());

it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "drains once, however many %s signals reach the starter and the server",
  async (signal) => {
    const exit = once(starter, "exit");
    const slow = ask(1_200);
    // Sends signals to every process of the unit, more than once, as systemd does.
    for (const id of [starter.pid!, pid]) process.kill(id, signal);
    expect((await lines.next()).value).toBe("draining");
    for (const id of [pid, starter.pid!, pid]) process.kill(id, signal);
    expect(await ask(0)).toBe("hello");
    expect(await slow).toBe("hello");
    const [status] = await exit;
    expect(status).toBeGreaterThan(128);
    await said;
    expect((await lines.next()).done).toBe(true);
  },
);

it("ends when its starter is killed, so the port is free again, and completes pending requests", async () => {
  const slow = ask(300);
  await ask(0);
  starter.kill("SIGKILL");
  expect((await lines.next()).value).toBe("draining");
  expect(await slow).toBe("hello");
  await said;
  await expect(ask(0)).rejects.toThrow("fetch failed");
});
