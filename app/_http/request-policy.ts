import { readdirSync } from "node:fs";
import { basename, dirname, sep } from "node:path";
import { BODY_BYTES } from "@/lib/server/request-limits.mjs";
import { OF_PAGES } from "@/lib/server/request-policy.mjs";
import { specOf } from "./handler";

/** The properties of a route that the HTTP server in front of Next.js needs. */
interface Declared {
  /** The route's path, with parameters in brackets. */
  route: string;
  methods: readonly string[];
  /** Maximum body size in bytes. */
  bytes: number;
  /** Whether the route's responses are JSON and should be compressed. */
  isCompressed: boolean;
}

/** A page below `/api`, where all other routes have handlers. */
const PAGE_OF_API = /^api[\\/].*[\\/]page\.tsx$/u;

/** Collects the declarations of all route handlers, and of pages below `/api`. */
export async function declarations(): Promise<Declared[]> {
  const declared: Declared[] = [];
  for (const file of readdirSync("app", { recursive: true, encoding: "utf8" }).sort()) {
    const folders = dirname(file).split(sep);
    const route = `/${folders.filter(isSegment).join("/")}`;
    if (PAGE_OF_API.test(file)) declared.push({ route, methods: OF_PAGES, bytes: BODY_BYTES, isCompressed: false });
    if (basename(file) === "route.ts") {
      // This form of `import` tells bundlers which files may be imported.
      declared.push({ route, ...declaredBy(await import(/* @vite-ignore */ `../${folders.join("/")}/route.ts`)) });
    }
  }
  return declared;
}

function declaredBy(module: Record<string, unknown>): Omit<Declared, "route"> {
  const specs = Object.entries(module).flatMap(([method, route]) => {
    const spec = typeof route === "function" && specOf(route as Parameters<typeof specOf>[0]);
    return spec ? [{ method, spec }] : [];
  });
  const own = specs.map(({ method }) => method);
  const methods = new Set([...own, ...(own.includes("GET") ? ["HEAD"] : [])]);
  return {
    methods: [...methods].sort(),
    bytes: Math.max(...specs.map(({ spec }) => spec.maxBytes)),
    isCompressed: specs.every(({ spec }) => spec.isCompressed),
  };
}

/** A folder in parentheses is a route group, whose name isn't part of the path. */
function isSegment(folder: string): boolean {
  return !/^\(.*\)$/u.test(folder);
}
