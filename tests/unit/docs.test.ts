import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const architecture = readFileSync("docs/architecture.md", "utf8");

it("the architecture names files that exist", () => {
  const named = [...architecture.matchAll(/`((?:[\w[\]-]+\/)*[\w.[\]-]+\.(?:tsx?|mjs|cjs))`/gu)].map(
    ([, file]) => file!,
  );
  const missing = named.filter(
    (file) => ![file, `app/_features/${file}`, `lib/${file}`].some((path) => existsSync(path)),
  );
  // Names of Next.js, and one said of its folder.
  expect(missing.filter((file) => !["page.tsx", "route.ts", "index.ts", "policy.ts"].includes(file))).toEqual([]);
  expect(named.length).toBeGreaterThan(40);
});

it.each([
  ["lib", /^\| `([a-z-]+)` \|/gmu],
  ["app/_features", /^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|/gmu],
])("the architecture describes every folder of %s", (folder, pattern) => {
  const named = [...architecture.matchAll(pattern)].flatMap(([, names]) => names!.replaceAll("`", "").split(", "));
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) expect(named).toContain(name);
});
