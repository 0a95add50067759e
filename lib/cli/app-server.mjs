// @ts-check
/** What `serve` runs in a process of its own, the built app behind our HTTP server: `app-server.mjs HOST PORT` */

import { join } from "node:path";
import { statusOf } from "./failure.mjs";
import { createHttpServer } from "./http-server.mjs";
import { readAddress } from "./ports.mjs";
import { root } from "./root.mjs";
import { methodsAt, readRoutes } from "./route-table.mjs";

const [HOST, PORT] = process.argv.slice(2);
const { host, port } = readAddress({ HOST, PORT });
const { default: createApp } = await import("next");
const app = createApp({ dir: root, dev: false, quiet: true, hostname: host, port });
// Next tells how long it took to read its settings, which nobody needs to know.
const { log } = console;
console.log = () => {};
await app.prepare();
console.log = log;

const routes = readRoutes(join(root, "app"));
const server = createHttpServer(app.getRequestHandler(), { methodsAt: (path) => methodsAt(routes, path) });
server.listen(port, host);

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  // What is being answered is answered first; streams end by themselves (see `instrumentation.ts`).
  process.once(signal, () => server.close(() => app.close().finally(() => process.exit(statusOf(signal)))));
}
