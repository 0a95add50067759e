/**
 * Packages that only one benchmark needs. The benchmark's folder has its own package.json and lock file. The packages
 * are installed only when the benchmark is run.
 */

import { existsSync, readFileSync } from "node:fs";
import { npmCommand } from "@/lib/cli/npm.mjs";
import { firstDifference } from "@/lib/cli/packages.mjs";
import { runQuietly } from "@/lib/cli/run.mjs";

/**
 * Installs a folder's packages as specified in its lock file.
 *
 * @param folder contains package.json and package-lock.json
 * @param what how messages refer to them, for example "the libraries to compare with"
 * @throws Failure if npm fails
 */
export async function installOwnPackages(folder: string, what: string): Promise<void> {
  const installed = `${folder}/node_modules/.package-lock.json`;
  const packages = (file: string) => JSON.parse(readFileSync(file, "utf8")).packages;
  if (existsSync(installed) && !firstDifference(packages(`${folder}/package-lock.json`), packages(installed))) return;
  process.stderr.write(`Installing ${what} …\n`);
  const npm = npmCommand(process.env, process.platform);
  const args = [...npm.args, "ci", "--prefix", folder, "--no-audit", "--no-fund"];
  await runQuietly(npm.command, args, { shell: npm.shell, sentence: `Could not install ${what}: npm ci failed` });
}
