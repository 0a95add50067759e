/** Packages that only one benchmark needs: its folder has a package.json and a lock file of its own, and nobody else installs them. */

import { existsSync, readFileSync } from "node:fs";
import { npmCommand } from "@/lib/cli/npm.mjs";
import { firstDifference } from "@/lib/cli/packages.mjs";
import { runQuietly } from "@/lib/cli/run.mjs";

/**
 * Brings a folder's packages to what its lock file says.
 *
 * @param folder holds package.json and package-lock.json
 * @param what they are, as a sentence names them: "The libraries to compare with"
 * @throws Failure where npm fails
 */
export async function installOwnPackages(folder: string, what: string): Promise<void> {
  const installed = `${folder}/node_modules/.package-lock.json`;
  const packages = (file: string) => JSON.parse(readFileSync(file, "utf8")).packages;
  if (existsSync(installed) && !firstDifference(packages(`${folder}/package-lock.json`), packages(installed))) return;
  process.stderr.write(`${what} are being installed …\n`);
  const npm = npmCommand(process.env, process.platform);
  const args = [...npm.args, "ci", "--prefix", folder, "--no-audit", "--no-fund"];
  await runQuietly(npm.command, args, { shell: npm.shell, sentence: `${what} could not be installed: npm ci failed` });
}
