import type { Instrumentation } from "next";
import type { UserError } from "./lib/errors";

/**
 * Runs once when the server starts. Validates the settings, sets up the access log and metrics, makes sure that open
 * streams don't delay the shutdown, and starts the background work.
 */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the bundler replaces it with a constant
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { requireServable } = await import("./lib/server/start");
  await requireServable();
  const { log, logConsole } = await import("./lib/log");
  logConsole();
  const { notePeers } = await import("./app/_http/address");
  notePeers();
  const { logAnswers } = await import("./app/_http/access-log");
  logAnswers();
  const { proxyWarning } = await import("./lib/limits/proxy-warning");
  const { config } = await import("./lib/config");
  const warning = proxyWarning(config());
  if (warning !== null) log.warn(warning);
  const { followLifecycle } = await import("./lib/server/lifecycle");
  followLifecycle();
  const { countAnswers } = await import("./lib/server/metrics");
  countAnswers();
  const { startBackgroundWork } = await import("./app/_http/background-work");
  await startBackgroundWork();
}

/**
 * Whether rendering failed because the workers were overloaded. Checks the error's name, because each bundle has its
 * own UserError class.
 */
function isBusy(error: unknown): error is UserError {
  return error instanceof Error && error.name === "UserError" && [429, 503].includes((error as UserError).status);
}

/**
 * Logs a page error with its digest, which the user sees as an error number. Reports an operational failure to the HTTP
 * server, which then responds with its own error page. Errors in route handlers are logged by the route handler
 * wrapper.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, { path, method }) => {
  // biome-ignore lint/style/noProcessEnv: the bundler replaces it with a constant
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ reportTrouble }, { databaseErrorOf }] = await Promise.all([
    import("./lib/server/lifecycle"),
    import("./lib/db/database-errors"),
  ]);
  const trouble = databaseErrorOf(error) ?? (isBusy(error) ? error : null);
  if (trouble) reportTrouble(trouble);
  const { log, withoutSecrets } = await import("./lib/log");
  log.error(
    { err: error, why: trouble?.code, method, path: withoutSecrets(path.split("?")[0] ?? "") },
    "a page could not be rendered",
  );
};
