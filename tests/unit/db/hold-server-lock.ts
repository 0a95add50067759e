/** Program for `server-lock.test.ts`. Takes the server's lock and then waits. */
import { requireServable } from "@/lib/server/start";

await requireServable();
console.log("serving");
setInterval(() => {}, 1_000);
