// @ts-check
/** Finds a Chromium or Chrome for the journeys, or gets one where it may. */
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { Failure } from "../../lib/cli/failure.mjs";
import { runQuietly } from "../../lib/cli/run.mjs";

const NAMES = ["chromium", "google-chrome-stable", "google-chrome", "chromium-browser", "chrome"];
const BY_HAND =
  "No Chromium or Chrome was found for the browser tests. Install one (on Debian: apt-get install chromium; anywhere: " +
  "npx playwright install chromium), or say where it is: CHROME_PATH=/path/to/chrome npm test";

/**
 * The browser to test with. In CI, on Debian and as root, it is installed where there is none.
 * @param {import("../../lib/cli/log.mjs").Log} log
 */
export async function requireBrowser(log) {
  const found = findSystemBrowser() ?? (await findPlaywrights());
  if (found) return found;
  if (!process.env.CI || process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) throw new Failure(BY_HAND);

  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const sentence = "No browser was found, and Debian's could not be installed";
  await log.step("Installing Debian's Chromium (there is no browser here)", async () => {
    await runQuietly("apt-get", ["update"], { env, sentence });
    await runQuietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env, sentence });
  });
  const installed = findSystemBrowser();
  if (!installed) throw new Failure(BY_HAND);
  return installed;
}

/**
 * The browser that the environment names, else the system's own.
 * @param {NodeJS.Dict<string>} env
 * @param {string} platform
 */
export function findSystemBrowser(env = process.env, platform = process.platform, isThere = isExecutable) {
  const named = env.CHROME_PATH || env.CHROMIUM_PATH;
  if (named && !isThere(named))
    throw new Failure(`There is no browser at ${named}, which CHROME_PATH or CHROMIUM_PATH names.`);
  return named || systemBrowsers(env, platform).find((file) => isThere(file));
}

/**
 * Where a system keeps its browsers, the best first.
 * @param {NodeJS.Dict<string>} env
 * @param {string} platform
 */
export function systemBrowsers(env, platform) {
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return ["Google\\Chrome", "Chromium"].flatMap((product) =>
      folders.map((folder) => path.win32.join(folder, product, "Application", "chrome.exe")),
    );
  }
  const folders = (env.PATH ?? "").split(":").filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
  return platform === "darwin" ? [...macBrowsers(env), ...onPath] : onPath;
}

/** @param {NodeJS.Dict<string>} env */
function macBrowsers(env) {
  return ["Google Chrome", "Chromium"].flatMap((name) =>
    ["", env.HOME ?? ""].map((home) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`),
  );
}

/** The one that `npx playwright install chromium` downloads. */
async function findPlaywrights() {
  // Not at the top: this file is loaded before packages are installed.
  const { chromium } = await import("@playwright/test");
  const file = chromium.executablePath();
  return isExecutable(file) ? file : undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
