// @ts-check
/** `node cli.js health`: checks whether the server on this machine is ready, for containers and scripts. */
import { command } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { urlOf } from "./ports.mjs";
import { askIfReady } from "./server.mjs";
import { readSettings } from "./settings.mjs";

await command(async () => {
  const url = urlOf((await readSettings()).address);
  const answer = await askIfReady(url);
  if (!answer) throw new Failure(`There is no response from ${url}.`);
  if (!answer.isReady) throw new Failure(answer.sentence);
  return 0;
});
