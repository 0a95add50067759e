/**
 * What Prisma's commands start as their schema engine: the program that they would download, made of the same engine compiled to
 * WebAssembly, which npm installs. They ask it on standard input, a JSON-RPC request a line.
 */

import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { withSchemaEngine } from "@/lib/db/schema-engine";

const { values } = parseArgs({
  options: { datasource: { type: "string", default: "{}" }, datamodels: { type: "string" } },
});
const { url }: { url: string } = JSON.parse(values.datasource);

await withSchemaEngine(url, async (engine) => {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    if (method !== "diagnoseMigrationHistory") throw new Error(`No test needs "${method}" yet.`);
    const result = await engine.diagnoseMigrationHistory(params);
    process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, result })}\n`);
  }
});
