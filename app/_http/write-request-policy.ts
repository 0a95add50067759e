/**
 * Writes the route declarations to a file for the HTTP server in front of Next.js: `write-request-policy.ts FILE`. This
 * script runs during the build.
 */
import { writeFileSync } from "node:fs";
import { declarations } from "./request-policy";

const [file = ""] = process.argv.slice(2);
writeFileSync(file, JSON.stringify(await declarations()));
// The handlers that were imported may keep the process alive.
process.exit(0);
