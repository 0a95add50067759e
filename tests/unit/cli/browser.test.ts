import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import { DISABLED_FEATURES, findSystemBrowser, systemBrowsers } from "@/tests/support/browser.mjs";

const PATH = "/usr/local/bin:/usr/bin";

describe("browser selection", () => {
  test.each([
    [
      "prefers the headless shell",
      { PATH },
      "linux",
      ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"],
      "/usr/bin/chromium-headless-shell",
    ],
    [
      "prefers Chromium to Chrome",
      { PATH },
      "linux",
      ["/usr/bin/google-chrome", "/usr/bin/chromium"],
      "/usr/bin/chromium",
    ],
    ["accepts Chrome if it is the only one", { PATH }, "linux", ["/usr/bin/google-chrome"], "/usr/bin/google-chrome"],
    [
      "takes the first browser on PATH",
      { PATH },
      "linux",
      ["/usr/bin/chromium", "/usr/local/bin/chromium"],
      "/usr/local/bin/chromium",
    ],
    [
      "takes the configured browser",
      { PATH, CHROME_PATH: "/opt/chrome" },
      "linux",
      ["/opt/chrome", "/usr/bin/chromium"],
      "/opt/chrome",
    ],
    [
      "takes the browser in CHROMIUM_PATH",
      { PATH, CHROMIUM_PATH: "/opt/chromium" },
      "linux",
      ["/opt/chromium"],
      "/opt/chromium",
    ],
    [
      "treats an empty variable as unset",
      { PATH, CHROME_PATH: "" },
      "linux",
      ["/usr/bin/chromium"],
      "/usr/bin/chromium",
    ],
    ["finds none if there is none", { PATH }, "linux", [], undefined],
    ["finds none without PATH", {}, "linux", ["/usr/bin/chromium"], undefined],
  ])("%s", (_, env, platform, there, found) => {
    const files: string[] = there;
    expect(findSystemBrowser(env, platform, { isThere: (file) => files.includes(file) })).toBe(found);
  });

  test("opens a window in headed mode", () => {
    const there = ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"];
    const options = { hasWindow: true, isThere: (file: string) => there.includes(file) };
    expect(findSystemBrowser({ PATH }, "linux", options)).toBe("/usr/bin/chromium");
  });

  test("fails if the configured browser is missing, instead of using another one", () => {
    const env = { PATH, CHROME_PATH: "/opt/chrome" };
    expect(() => findSystemBrowser(env, "linux", { isThere: (file) => file === "/usr/bin/chromium" })).toThrow(
      "/opt/chrome",
    );
  });

  test("looks in the program folders of Windows", () => {
    expect(systemBrowsers({ PROGRAMFILES: "C:\\Program Files" }, "win32", false)).toContain(
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    );
  });

  test("looks in the Applications folders of macOS", () => {
    expect(systemBrowsers({ PATH, HOME: "/Users/ada" }, "darwin", false)).toEqual(
      expect.arrayContaining([
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/usr/bin/chromium",
      ]),
    );
  });

  test("starts the browser without the features that Playwright turns off", () => {
    const source = readFileSync(path.join(root, "node_modules/playwright-core/lib/coreBundle.js"), "utf8");
    const [, list = ""] = /\bdisabledFeatures = \[(.*?)\]/su.exec(source) ?? [];
    const names = [...list.matchAll(/"(\w+)"/gu)].map(([, name]) => name);
    expect(names).toContain("DestroyProfileOnBrowserClose");
    expect(DISABLED_FEATURES).toEqual(expect.arrayContaining(names));
  });
});
