/** Between two looks at whether the log of changes has grown too long, in milliseconds. */
const TRIM_INTERVAL = 3_600_000;

/**
 * Runs once when the server starts: reads the reports and builds the index, so that nobody waits for it, keeps the log of changes
 * within its bound, and sees to it that an open stream does not hold up the server's end.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { currentLibrary } = await import("./lib/library/library");
  const { problems } = await currentLibrary();
  for (const { file, message } of problems) console.error(`content/${file}: ${message}`);

  const { closeStreams } = await import("./lib/annotations/live");
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, closeStreams);

  const [{ database }, { trimEvents }] = await Promise.all([
    import("./lib/accounts/entrance"),
    import("./lib/events/log"),
  ]);
  const trim = async () => trimEvents(await database());
  await trim();
  setInterval(() => void trim().catch((error: unknown) => console.error("events", error)), TRIM_INTERVAL).unref();
}
