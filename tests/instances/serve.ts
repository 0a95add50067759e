/**
 * `serve.ts COUNT DATABASE_URL SECONDS`: runs several instances for `npm test -- e2e --instances COUNT`, until its
 * standard input ends. Prints the address. If SECONDS is not 0, kills and restarts one instance after another.
 */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cluster, startCluster } from "./cluster";

/** Interval in milliseconds between checks for a good moment to kill an instance. */
const LOOK = 5;

const [count = "", databaseUrl = "", seconds = "0"] = process.argv.slice(2);
let isOver = false;

/**
 * The app resends interrupted changes, but tests don't resend the requests that they send themselves. For this reason,
 * no instance is killed during a change.
 */
async function killOneAfterTheOther(cluster: Cluster): Promise<void> {
  for (let round = 0; !isOver; round++) {
    await sleep(Number(seconds) * 1_000, undefined, { ref: false });
    const index = round % Number(count);
    while (cluster.balancer.isWriting(index)) await sleep(LOOK);
    if (isOver) return;
    await cluster.kill(index);
    await cluster.startAgain(index);
  }
}

const cluster = await startCluster(Number(count), databaseUrl);
process.stdout.write(`${cluster.url}\n`);
const killing = Number(seconds) > 0 ? killOneAfterTheOther(cluster) : Promise.resolve();
await once(process.stdin.resume(), "end");
isOver = true;
await killing;
await cluster.stop();
