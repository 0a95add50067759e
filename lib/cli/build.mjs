// @ts-check
/** Checks whether the production build matches the sources, and creates a new build if it doesn't. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compressStatic } from "../server/brotli.mjs";
import { bundled, runnable } from "../workers/bundle.mjs";
import { hasDevTools } from "./packages.mjs";
import { program, root } from "./root.mjs";
import { runQuietly } from "./run.mjs";

/**
 * The inputs of a build. These don't include content/ or the .env files, because reports and settings are read when the
 * server starts.
 */
const FOLDERS = ["app", "lib", "prisma", "public"];
/** Leave out the commands themselves, because no page imports them. */
const EXCEPT = "lib/cli";
const FILES =
  /^((next|postcss)\.config\.\w+|(proxy|instrumentation|instrumentation-client)\.tsx?|(tsconfig|package|package-lock)\.json)$/;

/** The build writes the types of the messages. If they counted, the next start after the first build would rebuild. */
const GENERATED = /\.d\.json\.ts$/;

/**
 * This file records which sources the build in .next/ was created from. It is inside .next/, so that deleting the build
 * also deletes this file.
 */
const STAMP = join(root, ".next/concord-sources");

/**
 * Why the app must be built; undefined if the build is up to date.
 * @param {{ standalone?: boolean }} [needs] `standalone`: whether Next.js's standalone output is needed
 */
export function whyBuild({ standalone = false } = {}) {
  if (![STAMP, POLICY, join(root, ".next/BUILD_ID")].every((file) => existsSync(file))) return "there is no build yet";
  if (standalone && !existsSync(STANDALONE)) return "a release needs more files";
  return readFileSync(STAMP, "utf8") === hashSources(root) ? undefined : "the sources have changed";
}

/** The file with the route declarations for our HTTP server, written as part of the build. */
export const POLICY = join(root, ".next/request-policy.json");

/** The files that the app needs, as collected by Next.js. Only releases need them, and collecting them takes time. */
export const STANDALONE = join(root, ".next/standalone");

/** Next.js's build cache. It speeds up the next build, but is larger than the build itself. */
const CACHE = join(root, ".next/cache/turbopack");

/** Programs to bundle, because servers and operators run them in addition to the app. */
export const BUNDLED = [
  ...["account", "data", "import", "migrate", "search", "set-up-code", "settings"].map((name) => `lib/cli/${name}.ts`),
  ...filesIn(root, "lib").filter((file) => file.endsWith("/worker-tasks.ts")),
];

/**
 * Builds the app for production. Without the development tools, rebuilds are rare, so the cache is deleted.
 * @param {{ standalone?: boolean }} [needs] as for `whyBuild`
 */
export async function build({ standalone = false } = {}) {
  // Compute this before the build. If a file changes during the build, the change may be missing from the build, so the
  // next start must rebuild.
  const sources = hashSources(root);
  rmSync(STAMP, { force: true });
  await runQuietly(process.execPath, [program("next/dist/bin/next"), "build"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // Read by next.config.js.
      CONCORD_STANDALONE: standalone ? "1" : "",
    },
    sentence: "The app could not be built: next build failed",
  });
  await compressStatic(root);
  await runQuietly(process.execPath, [...(await runnable("app/_http/write-request-policy.ts")), POLICY], {
    env: process.env,
    sentence: "The app could not be built: the request policy could not be generated",
  });
  // The server may lack write permission here, so bundle now.
  await Promise.all(BUNDLED.map(bundled));
  if (!hasDevTools()) rmSync(CACHE, { recursive: true, force: true });
  writeFileSync(STAMP, sources);
}

/**
 * A hash of all build inputs, by name and content. Modification times wouldn't work, because a fresh clone or a branch
 * switch resets them.
 * @param {string} folder the project folder
 */
export function hashSources(folder) {
  const hash = createHash("sha256");
  const top = readdirSync(folder).filter((name) => FOLDERS.includes(name) || FILES.test(name));
  for (const path of top.sort().flatMap((name) => filesIn(folder, name))) {
    const content = readFileSync(join(folder, path));
    // The length separates a file's content from the next file's name.
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * The files at or below `path`, in a stable order. Skips hidden files, which belong to editors and the system.
 * @param {string} folder
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(folder, path) {
  const full = join(folder, path);
  if (path === EXCEPT || GENERATED.test(path)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const names = readdirSync(full).filter((name) => !name.startsWith("."));
  return names.sort().flatMap((name) => filesIn(folder, `${path}/${name}`));
}
