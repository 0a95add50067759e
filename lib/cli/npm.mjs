// @ts-check
/** Finds npm, which installs and builds packages. */
import { basename } from "node:path";

/**
 * How to run npm: the npm that started this process, or the one on PATH if this process was started in another way
 * (such as by pnpm or yarn).
 * @param {NodeJS.Dict<string>} env
 * @param {string} platform
 */
export function npmCommand(env, platform) {
  const ours = env.npm_execpath;
  if (ours && /^npm(-cli)?\.[cm]?js$/.test(basename(ours))) {
    return { command: process.execPath, args: [ours], shell: false };
  }
  // On Windows, npm is a .cmd file, which only a shell can start.
  return { command: "npm", args: [], shell: platform === "win32" };
}
