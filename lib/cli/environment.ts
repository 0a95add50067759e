/**
 * Every command imports this first. It reads the `.env` files into the environment, the same ones as the server (`.env.production.local`,
 * `.env.local`, `.env.production`, `.env`; what is set outside of them wins), and checks all settings before anything else is done.
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
