// @ts-check
/** Finds Chromium or Chrome for the journeys, or installs Chromium if allowed to. */
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { Failure } from "../../lib/cli/failure.mjs";
import { runQuietly } from "../../lib/cli/run.mjs";

/**
 * Chromium without its browser UI. It displays pages in the same way and takes a quarter less processor time, but can't
 * open a window.
 */
const HEADLESS = "chromium-headless-shell";
const BROWSERS = ["chromium", "google-chrome-stable", "google-chrome", "chromium-browser", "chrome"];
const BY_HAND =
  `No Chromium or Chrome was found for the browser tests. Install one (on Debian: apt-get install ${HEADLESS}; anywhere: ` +
  "npx playwright install chromium), or set its path: CHROME_PATH=/path/to/chrome npm test";

/**
 * Chromium features that the journeys turn off. Our `--disable-features` replaces Playwright's, so its list is repeated
 * here.
 */
export const DISABLED_FEATURES = [
  // Two hidden pages that belong to the address bar. Chromium loads them in every context, which takes twice as much
  // processor time as the context itself.
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  // Playwright's own list.
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "msForceBrowserSignIn",
  "msEdgeUpdateLaunchServicesPreferredVersion",
];

/**
 * The browser for the tests. If there is none, it is installed, provided that the tests run in CI, on Debian and as
 * root.
 * @param {import("../../lib/cli/log.mjs").Log} log
 * @param {{ hasWindow: boolean }} options whether a window is needed
 */
export async function requireBrowser(log, { hasWindow }) {
  const find = () => findSystemBrowser(process.env, process.platform, { hasWindow });
  const found = find() ?? (await findPlaywrights());
  if (found) return found;
  if (!process.env.CI || process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) throw new Failure(BY_HAND);

  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const sentence = "No browser was found, and Debian's Chromium could not be installed";
  /** @param {string} name */
  const installPackage = (name) =>
    runQuietly("apt-get", ["install", "-y", "--no-install-recommends", name], { env, sentence });
  await log.step("Installing Debian's Chromium (no browser found)", async () => {
    await runQuietly("apt-get", ["update"], { env, sentence });
    // Older Debian releases do not have the headless package.
    if (hasWindow) await installPackage("chromium");
    else await installPackage(HEADLESS).catch(() => installPackage("chromium"));
  });
  const installed = find();
  if (!installed) throw new Failure(BY_HAND);
  return installed;
}

/**
 * The browser named in the environment, or one that is installed on the system.
 * @param {NodeJS.Dict<string>} env
 * @param {string} platform
 * @param {{ hasWindow?: boolean, isThere?: (file: string) => boolean }} options `hasWindow`: accepts only a browser
 *   that can open a window
 */
export function findSystemBrowser(
  env = process.env,
  platform = process.platform,
  { hasWindow = false, isThere = isExecutable } = {},
) {
  const named = env.CHROME_PATH || env.CHROMIUM_PATH;
  if (named && !isThere(named))
    throw new Failure(`There is no browser at ${named}. Check CHROME_PATH or CHROMIUM_PATH.`);
  return named || systemBrowsers(env, platform, hasWindow).find((file) => isThere(file));
}

/**
 * The paths where each system installs browsers, in order of preference.
 * @param {NodeJS.Dict<string>} env
 * @param {string} platform
 * @param {boolean} hasWindow
 */
export function systemBrowsers(env, platform, hasWindow) {
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return ["Google\\Chrome", "Chromium"].flatMap((product) =>
      folders.map((folder) => path.win32.join(folder, product, "Application", "chrome.exe")),
    );
  }
  const folders = (env.PATH ?? "").split(":").filter(Boolean);
  const names = hasWindow ? BROWSERS : [HEADLESS, ...BROWSERS];
  const onPath = names.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
  return platform === "darwin" ? [...macBrowsers(env), ...onPath] : onPath;
}

/** @param {NodeJS.Dict<string>} env */
function macBrowsers(env) {
  return ["Google Chrome", "Chromium"].flatMap((name) =>
    ["", env.HOME ?? ""].map((home) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`),
  );
}

/** The browser that was downloaded by `npx playwright install chromium`. */
async function findPlaywrights() {
  // Imported here because this file is loaded before the packages have been installed.
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
