/** Between two looks at what is not kept any more, in milliseconds. */
const TRIM_INTERVAL = 3_600_000;

/**
 * Runs once when the server starts: reads the reports and builds the index, so that nobody waits for it, keeps the log of changes, the
 * audit list and the names of saves within their bounds, erases what was deleted long ago, and sees to it that an open stream does not hold up the
 * server's end.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { currentLibrary } = await import("./lib/library/library");
  const { problems } = await currentLibrary();
  for (const { file, message } of problems) console.error(`content/${file}: ${message}`);

  const { closeStreams } = await import("./lib/annotations/live");
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, closeStreams);

  const [{ database }, { trimAudit }, { trimEvents }, { forgetSaves }, { eraseDeleted }] = await Promise.all([
    import("./lib/accounts/entrance"),
    import("./lib/accounts/audit"),
    import("./lib/events/log"),
    import("./lib/annotations/save-once"),
    import("./lib/annotations/deleted-service"),
  ]);
  const trim = async () => {
    await trimEvents(await database());
    await forgetSaves(await database());
    await eraseDeleted(await database());
    await trimAudit(await database());
  };
  await trim();
  setInterval(() => void trim().catch((error: unknown) => console.error("trimming", error)), TRIM_INTERVAL).unref();
}
