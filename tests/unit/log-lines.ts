/** Program for `log.test.ts`. Writes log entries in every possible way. */
import { log, logConsole } from "@/lib/log";

log.info("hidden by default");
log.error({ requestId: "r1", err: new Error("quetzal") }, "a request failed");
logConsole();
console.error("quetzal", new TypeError("quetzal"));
process.emitWarning("quetzal", "DeprecationWarning");
