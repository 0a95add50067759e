import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as builds from "@/lib/cli/build.mjs";
import type { Log } from "@/lib/cli/log.mjs";
import { root } from "@/lib/cli/root.mjs";
import type * as servers from "@/lib/cli/server.mjs";
import { BODY_BYTES } from "@/lib/server/request-limits.mjs";

/** The files and folders that make up an app. */
const SOURCES = [
  ...["app", "lib", "prisma", "proxy.ts", "instrumentation.ts", "next.config.js", "postcss.config.mjs"],
  ...["tsconfig.json", "package.json", "package-lock.json"],
];

/** Next.js keeps this folder when it builds, and Git ignores it. */
const FOLDER = join(root, ".next/cache/load");

/** Names of the files with the additional routes. */
const ROUTES = ["bare", "member"] as const;

/** The policy that a build would write for `routes/bare.ts` if that route declared one. */
const BARE = { route: "/api/bench/bare", methods: ["GET", "HEAD"], bytes: BODY_BYTES };

/** A copy of the app's current sources, with additional routes for comparison that are never part of the product. */
export interface AppCopy {
  /** The path of the folder with the copy's reports. */
  content: string;
  serve: typeof servers.serve;
}

/** Copies the app, and builds it if it has changed since the last copy. */
export async function copyApp(log: Log): Promise<AppCopy> {
  mkdirSync(FOLDER, { recursive: true });
  for (const source of SOURCES) {
    rmSync(join(FOLDER, source), { recursive: true, force: true });
    cpSync(join(root, source), join(FOLDER, source), { recursive: true });
  }
  for (const route of ROUTES) {
    cpSync(join(root, `tests/bench/load/routes/${route}.ts`), join(FOLDER, `app/api/bench/${route}/route.ts`));
  }
  if (!existsSync(join(FOLDER, "node_modules"))) symlinkSync(join(root, "node_modules"), join(FOLDER, "node_modules"));
  // Uses the copy's own commands, because commands work in the folder that contains them.
  const { build, POLICY, whyBuild }: typeof builds = await import(inCopy("lib/cli/build.mjs"));
  const reason = whyBuild();
  if (reason) await log.step(`Building a copy of the app with comparison routes (${reason})`, build);
  allowBareRoute(POLICY);
  const { serve }: typeof servers = await import(inCopy("lib/cli/server.mjs"));
  return { content: join(FOLDER, "content"), serve };
}

/**
 * Lets the copy's HTTP server pass requests to the bare route. A build records the methods that `handler` declares, but
 * the bare route doesn't use `handler`, so the server would reject its requests.
 */
function allowBareRoute(policyFile: string): void {
  const declared: { route: string }[] = JSON.parse(readFileSync(policyFile, "utf8"));
  const others = declared.filter(({ route }) => route !== BARE.route);
  writeFileSync(policyFile, JSON.stringify([...others, BARE]));
}

function inCopy(file: string): string {
  return pathToFileURL(join(FOLDER, file)).href;
}
