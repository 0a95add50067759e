import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashSources } from "@/lib/cli/build.mjs";

let folder: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "concord-sources-"));
  write("app/page.tsx", "page");
  write("lib/report/parse.ts", "parse");
  write("package.json", "{}");
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("the source hash", () => {
  test.each([
    ["a page", "app/page.tsx"],
    ["a new file in a new folder", "app/r/[slug]/page.tsx"],
    ["a file in lib", "lib/report/parse.ts"],
    ["the database schema", "prisma/schema.prisma"],
    ["a public file", "public/icon.svg"],
    ["Next.js's configuration", "next.config.js"],
    ["the style configuration", "postcss.config.mjs"],
    ["the proxy", "proxy.ts"],
    ["instrumentation", "instrumentation.ts"],
    ["the lock file", "package-lock.json"],
  ])("changes with %s", (_, path) => {
    const before = hashSources(folder);
    write(path, "changed");
    expect(hashSources(folder)).not.toBe(before);
  });

  test.each([
    ["a test", "tests/unit/report/parse.test.ts"],
    ["a report", "content/report.md"],
    ["the settings", ".env.production"],
    ["a command", "lib/cli/start.mjs"],
    ["the build output", ".next/BUILD_ID"],
    ["types that the build writes", "app/_messages/en.d.json.ts"],
    ["a package", "node_modules/next/package.json"],
    ["TypeScript's build info", "tsconfig.tsbuildinfo"],
    ["an editor's swap file", "app/.page.tsx.swp"],
    ["the README", "README.md"],
  ])("does not change with %s", (_, path) => {
    const before = hashSources(folder);
    write(path, "changed");
    expect(hashSources(folder)).toBe(before);
  });

  test("depends on the path of a file", () => {
    write("app/a.ts", "one");
    write("app/b.ts", "");
    const before = hashSources(folder);
    write("app/a.ts", "");
    write("app/b.ts", "one");
    expect(hashSources(folder)).not.toBe(before);
  });

  test("is restored with the file's content", () => {
    const before = hashSources(folder);
    write("app/page.tsx", "other");
    write("app/page.tsx", "page");
    expect(hashSources(folder)).toBe(before);
  });
});
