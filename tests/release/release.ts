/**
 * `npm run test:release -- [--node PATH] [--root FOLDER]`: builds a release, copies it to an empty folder and uses it as
 * an operator would, with nothing but Node.js: start, set up, add a report, search, back up, restore. Prints how long
 * each step took.
 *
 * With `--root`, it runs in the root of another system (for example, made by debootstrap), which is read-only, without
 * privileges. This is how a container runs it, and needs root.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { Failure } from "@/lib/cli/failure.mjs";
import { freePort } from "@/lib/cli/ports.mjs";
import { root as project } from "@/lib/cli/root.mjs";
import { runOnScreen } from "@/lib/cli/run.mjs";
import { longReport } from "@/tests/support/long-report";

const OWNER = { name: "Olga", email: "olga@example.org", password: "a password of the release" };
const PAGES = 40;
const SLUG = "long-report";
/** Neither root nor a user of the system. */
const USER = 4711;

/** Where the release runs: how to start a program there, and the paths of its folders as that program sees them. */
interface Place {
  start(args: readonly string[], env: Record<string, string>): ChildProcess;
  app: string;
  data: string;
  remove(): void;
}

/** An empty folder on this system. There is no npm on PATH. */
function folderPlace(node: string): Place {
  const folder = mkdtempSync(join(tmpdir(), "concord-release-"));
  const [app, data] = [join(folder, "app"), join(folder, "data")];
  cpSync(join(project, "dist"), app, { recursive: true, verbatimSymlinks: true });
  return {
    ...{ app, data },
    start: (args, env) => spawn(node, args, { cwd: "/", env: { NODE_ENV: "production", PATH: "/nowhere", ...env } }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Mounts the folders of a place read-only, except for the data, and starts a program in it. */
const ENTER = `
  root=$1; shift
  mount --bind "$root" "$root" && mount -o remount,ro,bind "$root"
  mount --bind "$root/data" "$root/data" && mount -o remount,rw,bind "$root/data"
  mount -t tmpfs tmpfs "$root/tmp" && mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev"
  exec chroot --userspec=${USER}:${USER} "$root" "$@"`;

/** Node.js in the root of another system. */
const NODE = "/usr/local/bin/node";

/** The root of another system, which contains Node.js. */
function rootPlace(root: string): Place {
  const remove = () => {
    for (const folder of ["app", "data"]) rmSync(join(root, folder), { recursive: true, force: true });
  };
  remove();
  cpSync(join(project, "dist"), join(root, "app"), { recursive: true, verbatimSymlinks: true });
  mkdirSync(join(root, "data"));
  chownSync(join(root, "data"), USER, USER);
  return {
    ...{ app: "/app", data: "/data", remove },
    start: (args, env) => {
      const program = ["env", "-i", ...Object.entries(env).map(([name, value]) => `${name}=${value}`), NODE, ...args];
      return spawn("unshare", ["--mount", "bash", "-ec", ENTER, "bash", root, ...program]);
    },
  };
}

/** The servers that haven't been stopped. There are some if a step fails. */
const running = new Set<ChildProcess>();

/** A running server. */
class Server {
  static async start(place: Place, data: string): Promise<Server> {
    const port = await freePort();
    const env = { DATA_DIR: data, PORT: String(port), NODE_ENV: "production" };
    const child = place.start([join(place.app, "server.js")], env);
    running.add(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
    while (!said.includes("Concord is ready")) {
      if (child.exitCode !== null) throw new Failure(`The server stopped:\n${said}`);
      await sleep(20);
    }
    return new Server(child, env, `http://127.0.0.1:${port}`);
  }

  cookie = "";

  constructor(
    private readonly child: ChildProcess,
    readonly env: Record<string, string>,
    readonly url: string,
  ) {}

  /** Sends a request. If there is a body, the request is a POST. */
  async ask(path: string, body?: object): Promise<Response> {
    const headers = { origin: this.url, cookie: this.cookie, ...(body && { "content-type": "application/json" }) };
    const answer = await fetch(this.url + path, {
      headers,
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Failure(`${path}: ${answer.status} ${await answer.text()}`);
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    if (cookies.length > 0) this.cookie = cookies.join("; ");
    return answer;
  }

  async stop(): Promise<void> {
    this.child.kill("SIGTERM");
    await once(this.child, "exit");
    running.delete(this.child);
  }
}

/** Runs `node cli.js …` and returns what it prints. */
async function cli(place: Place, env: Record<string, string>, ...args: string[]): Promise<string> {
  const child = place.start([join(place.app, "cli.js"), ...args], env);
  const ended = once(child, "exit");
  const [out, errors] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  const [status] = await ended;
  if (status !== 0) throw new Failure(`node cli.js ${args.join(" ")} failed:\n${out}${errors}`);
  return out;
}

function requireThat(holds: boolean, sentence: string): void {
  if (!holds) throw new Failure(sentence);
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${name.padEnd(44)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

async function search(server: Server): Promise<void> {
  const found = await server.ask(`/api/search?q=${encodeURIComponent("soft power")}`);
  requireThat((await found.text()).includes('"total"'), "The search has no results.");
}

async function tryRelease(place: Place): Promise<void> {
  const [data, restored, file] = [join(place.data, "one"), join(place.data, "two"), join(place.data, "a.backup")];
  const key = { BACKUP_KEY: "a key of the release, long enough to be one" };
  const server = await timed("first start", () => Server.start(place, data));
  await timed("health", () => cli(place, server.env, "health"));
  await timed("set up", () => server.ask("/api/setup", OWNER));
  await timed(`add a PDF with ${PAGES} pages`, async () => {
    const pdf = Buffer.from(longReport(PAGES)).toString("base64");
    await server.ask("/api/editions", { name: "a.pdf", file: pdf, given: { language: "en" }, slug: SLUG, after: null });
  });
  await timed("open the report", () => server.ask(`/r/${SLUG}`));
  await timed("search", () => search(server));
  await timed("back up", () => cli(place, { ...server.env, ...key }, "backup", file, "--key", "env"));
  await timed("create a password reset link", () => cli(place, server.env, "account", "reset", OWNER.email));
  await timed("stop", () => server.stop());

  const env = { ...server.env, DATA_DIR: restored };
  await timed("restore", () => cli(place, { ...env, ...key }, "restore", file, "--key", "env"));
  const again = await timed("start with the restored data", () => Server.start(place, restored));
  await timed("sign in", () =>
    again.ask("/api/auth/signin", { email: OWNER.email, password: OWNER.password, from: "/" }),
  );
  await timed("open the report", () => again.ask(`/r/${SLUG}`));
  await again.stop();
}

await command(async () => {
  const { node, root } = parseArgs({
    options: { node: { type: "string", default: process.execPath }, root: { type: "string" } },
  }).values;
  if (root !== undefined && !existsSync(join(root, NODE))) {
    throw new Failure(`Copy Node.js to ${join(root, NODE)} first.`);
  }
  if ((await runOnScreen(process.execPath, ["lib/cli/make-release.mjs"])) !== 0) return 1;
  const place = root === undefined ? folderPlace(node) : rootPlace(root);
  try {
    await tryRelease(place);
  } finally {
    for (const child of running) child.kill("SIGKILL");
    place.remove();
  }
  return 0;
});
