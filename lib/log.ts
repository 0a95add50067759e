import "server-only";
import { destination, pino } from "pino";
import { config } from "./config";
import { UserError } from "./errors";

/** How many levels of nested causes are logged. */
const MAX_CAUSES = 3;

/** Path segments that are safe to log: our own words, slugs and ids. Tokens contain capitals or `_`. */
const PLAIN_SEGMENT = /^[a-z0-9]*(?:[-.][a-z0-9]+)*$/u;

/**
 * The server log: JSON lines on standard output, from LOG_LEVEL upwards. User content and secrets (passwords,
 * cookies, tokens) are never logged; see `describeError` and `withoutSecrets`.
 */
export const log = pino(
  {
    level: config().logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error) },
  },
  // Synchronous, so that no line is lost when the process ends.
  destination({ dest: 1, sync: true }),
);

/** A URL path with tokens masked. Query strings must not be logged at all. */
export function withoutSecrets(path: string): string {
  return path
    .split("/")
    .map((segment) => (PLAIN_SEGMENT.test(segment) ? segment : "…"))
    .join("/");
}

/**
 * Describes an error without user content. A library's message may quote its input. For example, Prisma quotes the row,
 * and a parser the text. So only the messages of `UserError` and of system errors are logged. For other errors, only
 * the stack trace is logged.
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
 * Redirects the console output of Next.js and other libraries, and Node's warnings, to the log. Of their arguments,
 * only errors are logged, as in `describeError`. A client that disconnected early (ECONNRESET) isn't a bug in Concord.
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
  // Node's default handler would print plain text to the console.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log.warn({ err: warning }, "Node.js warning"));
}
