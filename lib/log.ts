import "server-only";
import { destination, pino } from "pino";
import { config } from "./config";
import { UserError } from "./errors";

/** How deep causes of causes are told. */
const MAX_CAUSES = 3;

/** What an address is made of that names nothing secret: words of ours, names of reports, ids. A token has capitals, or `_`. */
const PLAIN_SEGMENT = /^[a-z0-9]*(?:[-.][a-z0-9]+)*$/u;

/**
 * What the server says of its own work: a line of JSON each, on standard output, from LOG_LEVEL upwards. What people write, and
 * what opens a door (passwords, cookies, tokens), never stands in it; see `describeError` and `withoutSecrets`.
 */
export const log = pino(
  {
    level: config().logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error) },
  },
  // Line by line: a process that ends has said all.
  destination({ dest: 1, sync: true }),
);

/** The path of an address without the tokens in it. What stands after "?" does not belong in a log at all. */
export function withoutSecrets(path: string): string {
  return path
    .split("/")
    .map((segment) => (PLAIN_SEGMENT.test(segment) ? segment : "…"))
    .join("/");
}

/**
 * An error without what people wrote: a library's message may quote what it was given (Prisma's hold the row, those of a
 * parser the text). So only the messages of `UserError` and of the system's own errors are told; for the others, where they
 * were thrown.
 */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, stack = "", cause } = error;
  const isPlain = error instanceof UserError || "syscall" in error;
  return {
    type: name,
    ...("code" in error && { code: String(error.code) }),
    ...("digest" in error && { digest: String(error.digest) }),
    ...(isPlain && { message: error.message }),
    at: stack.split("\n").flatMap((line) => /^\s+at (.*)$/u.exec(line)?.[1] ?? []),
    ...(cause !== undefined && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

/**
 * Has what Next and other libraries write to the console go the same way, and what Node warns of. Of what they say only errors are told,
 * as above; that somebody has gone before they sent or got everything (ECONNRESET) is no error of ours.
 */
export function logConsole(): void {
  const say =
    (level: "error" | "warn") =>
    (...said: unknown[]) => {
      const error = said.find((each) => each instanceof Error);
      const hasGone = error !== undefined && "code" in error && error.code === "ECONNRESET";
      log[hasGone ? "debug" : level]({ ...(error !== undefined && { err: error }) }, "console");
    };
  console.error = say("error");
  console.warn = say("warn");
  // Node itself would write to the console, in words alone.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log.warn({ err: warning }, "a warning of Node"));
}
