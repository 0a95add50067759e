import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { VARIABLES } from "@/lib/config";

const read = (file: string) => readFileSync(file, "utf8");

const DOCS = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "content/README.md", "tests/README.md"],
  "tests/security/README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
].map((file) => ({ file, text: read(file) }));

/** Heading anchors, as GitHub and other forges generate them. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gmu)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

/**
 * Known names in capitals: settings of Concord, Node.js, next-auth, a benchmark and compose.yaml, and the constants in the search
 * code.
 */
const KNOWN: readonly string[] = [
  ...[...VARIABLES, "NODE_ENV", "NODE_OPTIONS", "NEXTAUTH_URL", "POSTGRES_URL", "POSTGRES_PASSWORD"],
  ...readdirSync("lib/search")
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...read(join("lib/search", name)).matchAll(/^(?:export )?const ([A-Z_]+)\b/gmu)])
    .map(([, name]) => name!),
];

describe.each(DOCS)("$file", ({ file, text }) => {
  it("links to pages and headings that exist", () => {
    const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/gu, "");
    const broken = [...prose.matchAll(/\]\(([^)\s]+)\)/gu)]
      .map(([, target]) => target!)
      .filter((target) => !/^https?:/u.test(target))
      .filter((target) => {
        const [path = "", anchor] = target.split("#");
        const page = path === "" ? file : join(dirname(file), path);
        return !existsSync(page) || (anchor !== undefined && !anchorsOf(read(page)).includes(anchor));
      });
    expect(broken).toEqual([]);
  });

  it("names npm scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [
      ...text.matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/gu),
      ...text.matchAll(/`((?:bench|test|db):[a-z][a-z-]*)/gu),
    ];
    expect(named.map(([, name]) => name!).filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names variables and constants that exist", () => {
    const named = [...text.matchAll(/`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`/gu)].map(([, name]) => name!);
    expect(named.filter((name) => !KNOWN.includes(name))).toEqual([]);
  });

  it("names files that exist", () => {
    const named = [...text.matchAll(/`((?:lib|app|tests|prisma|docs|content)\/[\w./[\]-]+)`/gu)].map(
      ([, path]) => path!,
    );
    const isMade = (path: string) => path.startsWith("content/") && path !== "content/README.md";
    expect(named.filter((path) => !existsSync(path) && !isMade(path))).toEqual([]);
  });

  it("names addresses that exist", () => {
    const named = [...text.matchAll(/`(\/api\/[\w./-]*)/gu)].map(([, path]) => path!.replace(/\/$/u, ""));
    const isRoute = (path: string) => ["route.ts", "page.tsx"].some((name) => existsSync(join("app", path, name)));
    expect(named.filter((path) => !isRoute(path))).toEqual([]);
  });
});

it("the README stays short", () => {
  expect(read("README.md").split("\n").length).toBeLessThanOrEqual(120);
});

it("every page of the docs is linked from the README or from another linked page", () => {
  const reached = new Set<string>();
  const follow = (file: string) => {
    if (reached.has(file) || !existsSync(file)) return;
    reached.add(file);
    if (!file.endsWith(".md")) return;
    for (const [, target] of read(file).matchAll(/\]\(([^)#\s]+)/gu)) follow(join(dirname(file), target!));
  };
  follow("README.md");
  const isReached = (file: string) => reached.has(file) || [...reached].some((page) => file.startsWith(`${page}/`));
  expect(DOCS.map(({ file }) => file).filter((file) => !isReached(file))).toEqual([]);
});

const architecture = read("docs/architecture.md");

const modules = read("docs/modules.md");

it("the architecture names files that exist", () => {
  const named = [...`${architecture}${modules}`.matchAll(/`((?:[\w[\]-]+\/)*[\w.[\]-]+\.(?:tsx?|mjs|cjs))`/gu)].map(
    ([, file]) => file!,
  );
  const missing = named.filter(
    (file) => ![file, `app/_features/${file}`, `lib/${file}`].some((path) => existsSync(path)),
  );
  // Many files have these names. For `policy.ts`, the text gives the folder separately.
  expect(missing.filter((file) => !["page.tsx", "route.ts", "index.ts", "policy.ts"].includes(file))).toEqual([]);
  expect(named.length).toBeGreaterThan(40);
});

it.each([
  ["lib", /^\| `([a-z-]+)` \|/gmu],
  ["app/_features", /^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|/gmu],
])("the page about the modules describes every folder of %s", (folder, pattern) => {
  const named = [...modules.matchAll(pattern)].flatMap(([, names]) => names!.replaceAll("`", "").split(", "));
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) expect(named).toContain(name);
});

/** The files listed in a section of the page, without duplicates. */
function filesIn(heading: string, from = ""): Set<string> {
  const part = architecture.split(`## ${heading}`)[1]!.split("\n## ")[0]!;
  const listed = part
    .slice(part.indexOf(from))
    .split("\n")
    .filter((line) => /^ *(?:\d\.|-) /u.test(line));
  return new Set(
    listed.flatMap((line) => [...line.matchAll(/`([\w[\]/.-]+\.(?:tsx?|mjs))`/gu)].map(([, file]) => file!)),
  );
}

it("the code paths are as short as the page about the architecture says", () => {
  expect(filesIn("How a highlight reaches another browser").size).toBe(25);
  expect(filesIn("How an upload is added").size).toBe(15);
  const onServer = [...filesIn("How a query is answered", "**On the server**")];
  const inDatabase = onServer.filter((file) => file.includes("/postgres/"));
  const inMemory = onServer.filter((file) => !inDatabase.includes(file));
  expect(inMemory.length).toBeLessThanOrEqual(10);
  // The in-memory engine parses the query in the same way as the other engine.
  const shared = inMemory.filter((file) => !/memory-engine|search\/(?:engine|ranking)/u.test(file));
  expect(inDatabase.length + shared.length).toBeLessThanOrEqual(10);
});

it.each(DOCS.filter(({ file }) => /^(?:README|CONTRIBUTING|docs\/(?!decisions))/u.test(file)))(
  "$file takes less than 5 minutes to read",
  ({ text }) => {
    const prose = text.replaceAll(/```mermaid[\s\S]*?```|\]\([^)]*\)/gu, " ");
    const words = prose.match(/\S*[\p{L}\p{N}]\S*/gu) ?? [];
    // At 220 words per minute.
    expect(words.length).toBeLessThan(5 * 220);
  },
);
