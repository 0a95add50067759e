import { randomUUID } from "node:crypto";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { inject } from "vitest";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import type { Provider } from "@/lib/db/settings";

/** The URL of another database, which is migrated and empty. @param folder the folder for an SQLite file */
export async function emptyDatabase(provider: Provider, folder: string): Promise<string> {
  const { sqliteFile, postgresUrl } = inject("templates");
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  if (provider === "sqlite") {
    await copyFile(sqliteFile, path.join(folder, `${name}.db`));
    return `file:${path.join(folder, `${name}.db`)}`;
  }
  const urlOf = (database: string) => postgresUrl.replace(/\/postgres$/u, `/${database}`);
  const server = await openDatabase(urlOf("template1"));
  await server.$executeRawUnsafe(`CREATE DATABASE ${name} TEMPLATE postgres`).finally(() => closeDatabase(server));
  return urlOf(name);
}
