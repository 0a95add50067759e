import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { DISABLED_FEATURES, findSystemBrowser } from "./tests/support/browser.mjs";

/**
 * `npm test` starts a server with a separate database, finds a browser, and passes both in the environment. `npx
 * playwright test` on its own runs `npm start` with another port and data folder, or uses the server that is already
 * running there.
 */
const { CONCORD_URL, CONCORD_BROWSER = findSystemBrowser() } = process.env;
// Differs between checkouts, so that the tests of one don't use the server of another.
const developmentPort = String(3100 + (createHash("sha256").update(resolve(".")).digest().readUInt16BE() % 800));
const developmentUrl = `http://127.0.0.1:${developmentPort}`;

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: true,
  // Without retries, a test that fails once in a hundred times would often fail the whole run. Tests that only pass on
  // the second attempt are listed at the end, with their traces, and should be investigated.
  retries: 1,
  // Two workers leave a third of two cores idle, because journeys also wait for the server, timers and animations.
  workers: 3,
  // axe takes several seconds on a page as long as a report.
  timeout: 90_000,
  expect: { timeout: 7_000 },
  reporter: "list",
  use: {
    baseURL: CONCORD_URL ?? developmentUrl,
    colorScheme: "light",
    locale: "en-GB",
    screenshot: "only-on-failure",
    // Screenshots of every step would take a third of the time on a page as long as a report.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    launchOptions: {
      executablePath: CONCORD_BROWSER,
      // Stops Chromium's background requests, which only waste time on a closed network.
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-gpu",
        `--disable-features=${DISABLED_FEATURES.join(",")}`,
      ],
      // Chromium's sandbox refuses to run as root, for example in a container.
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
