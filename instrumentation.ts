import type { Instrumentation } from "next";
import type { UserError } from "./lib/errors";

/** Between two looks at what is not kept any more, in milliseconds. */
const TRIM_INTERVAL = 3_600_000;

/**
 * Runs once when the server starts: looks at its settings, has it note where requests come from, begins to read the reports and to
 * build the index, keeps the log of changes, the audit list, the counts of attempts and the names of saves within their bounds, erases
 * what was deleted long ago, and sees to it that an open stream does not hold up the server's end.
 */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the bundler puts a constant in its place
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
  const { prepareLibrary } = await import("./lib/library/preparation");
  void prepareLibrary();

  const { followLifecycle } = await import("./lib/server/lifecycle");
  followLifecycle();
  const { countAnswers } = await import("./lib/server/metrics");
  countAnswers();

  const [
    { getDatabase },
    { trimAudit },
    { forgetLimits },
    { forgetMailLinks },
    { trimEvents },
    { forgetSaves },
    { eraseDeleted },
  ] = await Promise.all([
    import("./lib/db/own-database"),
    import("./lib/accounts/audit"),
    import("./lib/limits/limits"),
    import("./lib/accounts/mail-links"),
    import("./lib/events/log"),
    import("./lib/annotations/highlights/save-once"),
    import("./lib/annotations/highlights/deleted-service"),
  ]);
  const trim = async () => {
    await forgetLimits(await getDatabase());
    await forgetMailLinks(await getDatabase());
    await trimEvents(await getDatabase());
    await forgetSaves(await getDatabase());
    await eraseDeleted(await getDatabase());
    await trimAudit(await getDatabase());
  };
  await trim();
  setInterval(
    () => void trim().catch((error: unknown) => log.error({ err: error }, "trimming failed")),
    TRIM_INTERVAL,
  ).unref();
}

/** Whether workers had too much to do to make a page. Each bundle has a class of its own, so that only the name tells. */
function isBusy(error: unknown): error is UserError {
  return error instanceof Error && error.name === "UserError" && [429, 503].includes((error as UserError).status);
}

/**
 * Notes an error of a page, with the number that the person is shown (its digest), and tells the HTTP server of one that is no bug, which
 * says so in its place. The wrapper notes those of route handlers.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, { path, method }) => {
  // biome-ignore lint/style/noProcessEnv: the bundler puts a constant in its place
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
    "a page failed",
  );
};
