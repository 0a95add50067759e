/**
 * The schema engine for Prisma's commands. It replaces the program that they would download with the same engine
 * compiled to WebAssembly, which npm installs. Commands send one JSON-RPC request per line to its standard input.
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
