// @ts-check
/**
 * Settings for commands that start before the packages are installed. `lib/config.ts` validates them, as it does
 * everywhere else.
 */
import { text } from "node:stream/consumers";
import { runnable } from "../workers/bundle.mjs";
import { Failure } from "./failure.mjs";
import { launch } from "./run.mjs";

/**
 * @typedef {object} StartSettings
 * @property {{ host: string, port: number }} address where the server listens
 * @property {string} database description of the database
 * @property {boolean} needsSetUpCode whether the first visitor needs a setup code
 */

/**
 * Reads the settings from the environment and the `.env` files. The packages must be installed.
 * @returns {Promise<StartSettings>}
 */
export async function readSettings() {
  const { child, ended } = launch(process.execPath, await runnable("lib/cli/settings.ts"), {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("The settings command has no output pipes.");
  const [settings, trouble, status] = await Promise.all([text(stdout), text(stderr), ended]);
  if (status !== 0) throw new Failure(trouble.trim() || "The settings could not be read.");
  return JSON.parse(settings);
}
