/** Writes down what the route handlers declare, for the HTTP server before Next: `write-request-policy.ts FILE`. A build runs it. */
import { writeFileSync } from "node:fs";
import { declarations } from "./request-policy";

const [file = ""] = process.argv.slice(2);
writeFileSync(file, JSON.stringify(await declarations()));
// What the handlers open may hold up the process.
process.exit(0);
