/**
 * Every command imports this first. It loads the same `.env` files as the server into the environment
 * (`.env.production.local`, `.env.local`, `.env.production`, `.env`; existing variables take precedence), and
 * validates all settings before anything else runs.
 */

import nextEnv from "@next/env";
import { config } from "../config";
import { UserError } from "../errors";

nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV === "development");
try {
  config();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
