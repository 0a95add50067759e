/** Writes down what the route handlers declare, for the HTTP server before Next: `write-request-policy.ts APP FILE`. A build runs it. */
import { writeFileSync } from "node:fs";
import { declaredIn } from "./request-policy";

const [app = "", file = ""] = process.argv.slice(2);
writeFileSync(file, JSON.stringify(await declaredIn(app)));
// What the handlers open may hold up the process.
process.exit(0);
