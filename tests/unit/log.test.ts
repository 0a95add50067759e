import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { newToken } from "@/lib/accounts/tokens";
import { UserError } from "@/lib/errors";
import { describeError, withoutSecrets } from "@/lib/log";
import { runnable } from "@/lib/workers/bundle.mjs";

it("removes tokens from URLs", () => {
  const token = newToken();
  for (const place of ["/join/", "/p/", "/reset/", "/api/join/", "/embed/", "/api/passages/"]) {
    expect(withoutSecrets(`${place}${token}`)).toBe(`${place}…`);
    // Truncated, as if the end of the link had been cut off.
    expect(withoutSecrets(`${place}${token.slice(0, -1)}`)).toBe(`${place}…`);
  }
});

it("logs the requested path", () => {
  const path = "/api/highlights/0b0e7d5a-4d1c-4d3e-9a2b-7a6c5d4e3f2a/note/versions/12";
  expect(withoutSecrets(path)).toBe(path);
  expect(withoutSecrets("/r/russian-soft-power-in-kazakhstan")).toBe("/r/russian-soft-power-in-kazakhstan");
});

it("omits the messages of library errors, which may quote notes", () => {
  const error = new Error("Argument `body`: quetzal", { cause: new SyntaxError("quetzal is not valid JSON") });
  Object.assign(error, { code: "P2002" });
  const told = describeError(error);
  expect(JSON.stringify(told)).not.toContain("quetzal");
  expect(told).toMatchObject({ type: "Error", code: "P2002", cause: { type: "SyntaxError" } });
  expect(told).toHaveProperty("at.0", expect.stringContaining("log.test.ts"));
});

it("includes the messages of our own errors and of system errors", () => {
  expect(describeError(new UserError("bad-request.repeated"))).toMatchObject({
    code: "bad-request",
    message: "The address contains a query parameter more than once. Send each parameter only once.",
  });
  const { error } = spawnSync("/nowhere/at/all");
  expect(describeError(error)).toMatchObject({ code: "ENOENT", message: expect.stringContaining("spawnSync") });
});

it("handles non-errors and circular causes", () => {
  const error = new Error("a");
  error.cause = error;
  expect(JSON.stringify(describeError(error)).split('"cause"')).toHaveLength(4);
  expect(describeError("quetzal")).toEqual({ type: "string" });
});

const LINES = await runnable("tests/unit/log-lines.ts");

it.each([
  [{}, ["error", "error", "warn"]],
  [{ LOG_LEVEL: "info" }, ["info", "error", "error", "warn"]],
  [{ LOG_LEVEL: "silent" }, []],
])("with %j, writes JSON lines at these levels", (env, levels) => {
  const { stdout } = spawnSync(process.execPath, LINES, {
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: "", ...env },
  });
  const lines = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  expect(lines.map(({ level }) => level)).toEqual(levels);
  expect(stdout).not.toContain("quetzal");
  for (const line of lines) expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT/u);
});
