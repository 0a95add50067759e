import { describe, expect, test } from "vitest";
import { commandLine, release, requireSameMachine, startLine } from "@/lib/cli/release.mjs";

const RELEASE = { version: "1.0.0", node: ">=22.0", platform: "linux", arch: "x64" };

describe("a release", () => {
  test("runs on the kind of machine that it was built for", () => {
    expect(() => requireSameMachine(RELEASE, { platform: "linux", arch: "x64" })).not.toThrow();
  });

  test.each([
    ["another processor", { platform: "linux", arch: "arm64" }],
    ["another system", { platform: "darwin", arch: "x64" }],
  ])("refuses to run on %s, and says why", (_, machine) => {
    expect(() => requireSameMachine(RELEASE, machine)).toThrow(
      `for linux-x64, but this machine is ${machine.platform}-${machine.arch}`,
    );
  });
});

describe("in a checkout", () => {
  test("messages name the npm scripts", () => {
    expect(release).toBeNull();
    expect(startLine).toBe("npm start");
    expect(commandLine("backup")).toBe("npm run backup --");
    expect(commandLine("account", { silent: true })).toBe("npm run -s account --");
  });
});
