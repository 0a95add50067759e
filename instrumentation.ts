/** Runs once when the server starts: reads the reports and builds the index, so that nobody waits for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { currentLibrary } = await import("./lib/library/library");
  const { problems } = await currentLibrary();
  for (const { file, message } of problems) console.error(`content/${file}: ${message}`);
}
