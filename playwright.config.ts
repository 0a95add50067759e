import { resolve } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { DISABLED_FEATURES, findSystemBrowser } from "./tests/support/browser.mjs";

/**
 * `npm test` starts a server with a state of its own, finds a browser and says both in the environment. By itself
 * (`npx playwright test`) this uses the server that `npm start` would start, on another port and with another state;
 * one that is running there already is used as it is.
 */
const { CONCORD_URL, CONCORD_BROWSER = findSystemBrowser() } = process.env;
const developmentPort = "3100";
const developmentUrl = `http://127.0.0.1:${developmentPort}`;

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: true,
  // One failure in a hundred runs of one journey would otherwise undo a whole run of all. A journey that passes only at its
  // second try is named at the end, with its trace: it has found something, and is to be looked into.
  retries: 1,
  workers: 2,
  // axe takes several seconds on a page as long as a report.
  timeout: 90_000,
  expect: { timeout: 7_000 },
  reporter: "list",
  use: {
    baseURL: CONCORD_URL ?? developmentUrl,
    colorScheme: "light",
    locale: "en-GB",
    screenshot: "only-on-failure",
    // Without pictures of every step, which cost a third of the time on a page as long as a report.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    launchOptions: {
      executablePath: CONCORD_BROWSER,
      // Keeps Chromium from calling home, which only costs time on a closed network.
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-gpu",
        `--disable-features=${DISABLED_FEATURES.join(",")}`,
      ],
      // Chromium's sandbox refuses to run as root, as in a container.
      chromiumSandbox: !isRoot,
    },
  },
  projects: [{ name: "chromium", use: devices["Desktop Chrome"] }],
  webServer: CONCORD_URL
    ? undefined
    : {
        command: "npm start",
        url: developmentUrl,
        env: { PORT: developmentPort, DATA_DIR: resolve("data/journeys") },
        reuseExistingServer: true,
        timeout: 300_000,
      },
});
