import { GROUP_SECRET, SECRET } from "../../integration/routes/world";
import type { HostileRequest } from "./requests";
import type { Answered } from "./send";

/** Internal details that responses must not contain: stack traces, library names, SQL statements. */
const INSIDE =
  /\n\s+at .+:\d+:\d+|node_modules|PrismaClient|SQLITE_|SqliteError|SELECT .+ FROM|\bECONN|\/lib\/[\w/-]+\.ts/u;

/**
 * The problem with a response, or null if there is none. Routes report errors as JSON in a single format; pages report
 * them as a page.
 */
export function whatIsWrong(
  { path, body, method }: HostileRequest,
  { status, headers, text }: Answered,
): string | null {
  if (status >= 500) return `status ${status}`;
  const sent = `${decodeAll(path)}${body?.toString() ?? ""}`;
  const leaked = [SECRET, GROUP_SECRET].find((secret) => text.includes(secret) && !sent.includes(secret));
  if (leaked !== undefined) return `it contains ${leaked}`;
  const inside = INSIDE.exec(text)?.[0];
  if (inside !== undefined && !sent.includes(inside.trim())) return `it contains ${JSON.stringify(inside)}`;
  if (headers["x-content-type-options"] !== "nosniff" && status !== 308)
    return "a browser may interpret it as another type";
  if (status < 400 || method === "HEAD" || !path.startsWith("/api/")) return null;
  return isOurError(text) ? null : `its error has a different format: ${text.slice(0, 200)}`;
}

function isOurError(text: string): boolean {
  try {
    const { code, message, requestId } = JSON.parse(text).error;
    return /^[a-z-]+$/u.test(code) && typeof message === "string" && /^[0-9a-f-]{36}$/u.test(requestId);
  } catch {
    return false;
  }
}

function decodeAll(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll("+", " "));
  } catch {
    return path;
  }
}
