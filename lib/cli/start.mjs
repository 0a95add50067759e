// @ts-check
/** `npm start`: prepares the folder and serves the app. */
import { command } from "./command.mjs";
import { createLog } from "./log.mjs";
import { requireFree } from "./ports.mjs";
import { prepare } from "./prepare.mjs";
import { serve } from "./server.mjs";
import { printSetUpCode } from "./set-up-code.mjs";
import { readSettings } from "./settings.mjs";

await command(async () => {
  const log = createLog();
  // The settings can only be read once the packages are installed. They are validated before the build, which may take
  // minutes.
  await prepare({ build: false, dev: false, log });
  const { address, database, needsSetUpCode } = await readSettings();
  await requireFree(address);
  await prepare({ build: true, dev: false, log });
  await requireFree(address);

  log.say(`Database: ${database}`);
  const server = await serve(address, {}, log.say);
  log.say(`Concord is ready at ${server.url}`);
  if (needsSetUpCode) await printSetUpCode();
  return server.ended;
});
