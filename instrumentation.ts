import type { Instrumentation } from "next";
import type { UserError } from "./lib/errors";

/** How often expired data is cleaned up, in milliseconds. */
const TRIM_INTERVAL = 3_600_000;

/**
 * Runs once when the server starts. Validates the settings, sets up the access log and metrics, and starts loading and
 * indexing the reports. Then starts the import jobs, lists this process as an instance, and starts an hourly clean-up, which trims the event log, audit log, rate
 * limits, sign-in links and save keys, and erases content that was deleted long ago. Also makes sure that open streams
 * don't delay the shutdown.
 */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the bundler replaces it with a constant
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { requireFileStorage, requireServable } = await import("./lib/server/start");
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
  const { prepareLibrary } = await import("./lib/library/preparation");
  const preparing = prepareLibrary();
  const { followLifecycle } = await import("./lib/server/lifecycle");
  followLifecycle();
  const { countAnswers } = await import("./lib/server/metrics");
  countAnswers();

  const [
    { getDatabase },
    { trimAudit },
    { forgetLimits },
    { forgetMailLinks },
    { forgetPendingSignIns },
    { trimEvents },
    { forgetSaves },
    { eraseDeleted },
    { eraseDeletedReports },
    { forgetSources },
    { startImportJobs },
    { startInstance, storeState },
  ] = await Promise.all([
    import("./lib/db/own-database"),
    import("./lib/accounts/audit"),
    import("./lib/limits/limits"),
    import("./lib/accounts/mail-links"),
    import("./lib/accounts/factors/second-step"),
    import("./lib/events/log"),
    import("./lib/annotations/highlights/save-once"),
    import("./lib/annotations/highlights/deleted-service"),
    import("./lib/library/lifecycle"),
    import("./lib/sources/store"),
    import("./lib/library/import-jobs/runner"),
    import("./lib/operations/instances"),
  ]);
  const trim = async () => {
    await forgetLimits(await getDatabase());
    await forgetMailLinks(await getDatabase());
    await forgetPendingSignIns(await getDatabase());
    await trimEvents(await getDatabase());
    await forgetSaves(await getDatabase());
    await eraseDeleted(await getDatabase());
    await eraseDeletedReports(await getDatabase());
    await forgetSources(await getDatabase());
    await trimAudit(await getDatabase());
  };
  await requireFileStorage(await getDatabase());
  await trim();
  startImportJobs(await getDatabase());
  await startInstance(await getDatabase());
  void preparing.then(async () => storeState(await getDatabase()));
  setInterval(
    () => void trim().catch((error: unknown) => log.error({ err: error }, "cleaning up expired data failed")),
    TRIM_INTERVAL,
  ).unref();
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
