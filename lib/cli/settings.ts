/** Prints the settings that `npm start` needs, as JSON. See settings.mjs. */

import "./environment";
import { needsSetUpCode } from "../accounts/set-up-code";
import { config } from "../config";
import { describeDatabase } from "../db/settings";

const { host, port, databaseUrl } = config();
process.stdout.write(
  JSON.stringify({
    address: { host, port },
    database: describeDatabase(databaseUrl),
    needsSetUpCode: needsSetUpCode(config()),
  }),
);
