import { readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Permission, Sent } from "./permissions";

export const ORIGIN = "http://127.0.0.1:3000";
/** Milliseconds of silence after which a stream is considered to have sent everything available. */
const QUIET_MS = 300;
export const API = path.resolve("app/api");

export type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Module = Partial<Record<string, Handler>>;

/** All route files in `app/`, by path. */
export const files = new Map(
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /^route\.[jt]sx?$/u.test(path.basename(file)))
    .map((file) => [`/${path.dirname(file).replaceAll(path.sep, "/")}`, path.resolve("app", file)]),
);

/** The route files, once `loadModules` has imported them. */
export const modules = new Map<string, Module>();

export async function loadModules(): Promise<void> {
  for (const [route, file] of files) modules.set(route, await import(file));
}

function request(method: string, { query, body, headers: own }: Sent, headers: Record<string, string>): Request {
  const init: RequestInit = { method, headers: { host: "127.0.0.1:3000", ...own, ...headers } };
  if (body !== undefined) {
    init.body = typeof body === "string" ? body : JSON.stringify(body);
    init.headers = { "content-type": "application/json", ...init.headers };
  }
  // Next.js passes the path's parameters to handlers as `params`. This URL doesn't contain them.
  return new Request(`${ORIGIN}/api/x?${new URLSearchParams(query)}`, init);
}

/** Calls a route handler. */
export async function ask(
  { route, method }: Pick<Permission, "route" | "method">,
  sent: Sent,
  headers: Record<string, string>,
): Promise<{ response: Response; text: string }> {
  const handler = modules.get(route)?.[method];
  if (!handler) throw new Error(`There is no ${method} ${route}.`);
  const response = await handler(request(method, sent, headers), { params: Promise.resolve(sent.params ?? {}) });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  return { response, text: isStream ? await firstOf(response) : await response.text() };
}

/** The data that a stream sends before its first pause. A stream never ends by itself. */
async function firstOf({ body }: Response): Promise<string> {
  if (!body) throw new Error("The answer has no body.");
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const late = sleep(QUIET_MS, null, { ref: false });
    const part = await Promise.race([reader.read(), late]);
    if (!part?.value) break;
    text += decoder.decode(part.value, { stream: true });
  }
  await reader.cancel();
  return text;
}
