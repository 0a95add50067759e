import { describe, expect, it } from "vitest";
import { readConfig } from "@/lib/config";
import { proxyWarning } from "@/lib/limits/proxy-warning";

describe("the warning about an unconfigured proxy", () => {
  it.each([
    ["https without TRUST_PROXY", { PUBLIC_URL: "https://notes.example.org" }, true],
    ["https in capitals, and an empty TRUST_PROXY", { PUBLIC_URL: "HTTPS://notes.example.org", TRUST_PROXY: "" }, true],
    ["https behind a proxy", { PUBLIC_URL: "https://notes.example.org", TRUST_PROXY: "1" }, false],
    ["https, if TRUST_PROXY is set to no proxy", { PUBLIC_URL: "https://notes.example.org", TRUST_PROXY: "0" }, false],
    ["http", { PUBLIC_URL: "http://notes.example.org" }, false],
    ["no PUBLIC_URL", {}, false],
  ])("%s", (_, env, isGiven) => {
    const warning = proxyWarning(readConfig(env));
    expect(warning !== null).toBe(isGiven);
    if (warning !== null) expect(warning).toMatch(/Set TRUST_PROXY to the number of proxies/u);
  });
});
