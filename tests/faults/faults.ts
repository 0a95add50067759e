/**
 * `npm run test:faults -- [--kills 100] [--outages 10] [--seconds 60] [--payload TEXT] [--only
 * kills,outages,overload,disk,damage,stalls] [--database sqlite|postgresql]`: injects faults into a Concord instance
 * and prints what happened. Fails if any data is lost, corrupted or duplicated, or if an error is not reported clearly.
 */
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { createLog, seconds } from "@/lib/cli/log.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import { damage, disk, kills, type Outcome, outages, overload } from "./scenarios";
import { stalls } from "./stalls";

const SHOWN = 20;

await command(async () => {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "100" },
      outages: { type: "string", default: "10" },
      seconds: { type: "string", default: "60" },
      // Used only for stalls. Payloads whose name doesn't contain this text are skipped.
      payload: { type: "string", default: "" },
      only: { type: "string", default: "kills,outages,overload,disk,damage,stalls" },
      database: { type: "string", default: "sqlite,postgresql" },
    },
  });
  const log = createLog();
  await prepare({ build: true, log });
  const isAsked = (name: string, database: string) =>
    values.only.split(",").includes(name) && values.database.split(",").includes(database);
  const scenarios: [boolean, () => Promise<Outcome>][] = [
    [isAsked("kills", "sqlite"), () => kills("sqlite", Number(values.kills))],
    [isAsked("kills", "postgresql"), () => kills("postgresql", Number(values.kills))],
    [isAsked("outages", "postgresql"), () => outages(Number(values.outages))],
    [isAsked("overload", "sqlite"), () => overload("sqlite")],
    [isAsked("overload", "postgresql"), () => overload("postgresql")],
    // Only root can mount a small disk.
    [isAsked("disk", "sqlite") && process.getuid?.() === 0, disk],
    [isAsked("damage", "sqlite"), damage],
    [isAsked("stalls", "sqlite"), () => stalls(Number(values.seconds), values.payload, log)],
  ];
  let found = 0;
  for (const [isWanted, scenario] of scenarios) {
    if (!isWanted) continue;
    const start = performance.now();
    const { name, counts, faults } = await scenario();
    const told = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    log.say(`${name}: ${told.join(", ")}; ${faults.length} faults (${seconds(start)})`);
    for (const fault of faults.slice(0, SHOWN)) log.say(`  ${fault}`);
    found += faults.length;
  }
  return found === 0 ? 0 : 1;
});
