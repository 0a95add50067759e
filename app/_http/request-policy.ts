import { readdirSync } from "node:fs";
import { basename, dirname, sep } from "node:path";
import { BODY_BYTES } from "@/lib/server/request-limits.mjs";
import { OF_PAGES } from "@/lib/server/request-policy.mjs";
import { specOf } from "./handler";

/** What the server before Next must know of a route. */
interface Declared {
  /** Its address, with the named parts in brackets. */
  route: string;
  methods: readonly string[];
  /** Bytes of a request's body. */
  bytes: number;
}

/** A page among the addresses of programs, of which all others are those of routes. */
const PAGE_OF_API = /^api[\\/].*[\\/]page\.tsx$/u;

/** What all route handlers declare, and which pages are among the addresses of programs. */
export async function declarations(): Promise<Declared[]> {
  const declared: Declared[] = [];
  for (const file of readdirSync("app", { recursive: true, encoding: "utf8" }).sort()) {
    const folders = dirname(file).split(sep);
    const route = `/${folders.filter(isSegment).join("/")}`;
    if (PAGE_OF_API.test(file)) declared.push({ route, methods: OF_PAGES, bytes: BODY_BYTES });
    if (basename(file) === "route.ts") {
      // By this form whoever bundles us knows which files may be meant.
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
  return { methods: [...methods].sort(), bytes: Math.max(...specs.map(({ spec }) => spec.maxBytes)) };
}

/** A folder in brackets groups others, and is no part of the address. */
function isSegment(folder: string): boolean {
  return !/^\(.*\)$/u.test(folder);
}
