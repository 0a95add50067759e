// @ts-check
/** `npm start`: makes the folder ready and serves the app. */
import { command } from "./command.mjs";
import { createLog } from "./log.mjs";
import { readAddress, requireFree } from "./ports.mjs";
import { prepare } from "./prepare.mjs";
import { serve } from "./server.mjs";
import { printSetUpCode } from "./set-up-code.mjs";

await command(async () => {
  const log = createLog();
  const address = readAddress(process.env);
  // Before the preparation, which may take minutes, and after it, since it may have taken minutes.
  await requireFree(address);
  await prepare({ build: true, log });
  await requireFree(address);

  const server = await serve(address, {}, log.say);
  log.say(`Concord is ready at ${server.url}`);
  await printSetUpCode({ ...process.env, HOST: address.host });
  return server.ended;
});
