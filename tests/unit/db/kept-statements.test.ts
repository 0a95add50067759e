import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import Database from "better-sqlite3";
import { expect, it, vi } from "vitest";
import { keepStatements } from "@/lib/db/kept-statements";

it("prepares each SQL statement once, and returns the right rows for each query's values", async () => {
  const prepare = vi.spyOn(Database.prototype, "prepare");
  const connection = await new PrismaBetterSqlite3({ url: ":memory:" }).connect();
  await connection.executeScript("CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  keepStatements(connection);
  const query = (sql: string, ...args: (string | number)[]) => ({
    sql,
    args,
    argTypes: args.map((arg) => ({
      scalarType: typeof arg === "number" ? ("int" as const) : ("string" as const),
      arity: "scalar" as const,
    })),
  });
  const insert = (id: number, text: string) =>
    connection.executeRaw(query("INSERT INTO word (id, text) VALUES (?, ?)", id, text));
  const find = async (id: number) =>
    (await connection.queryRaw(query("SELECT id, text FROM word WHERE id = ?", id))).rows;

  expect([await insert(1, "one"), await insert(2, "two")]).toEqual([1, 1]);
  expect([await find(2), await find(1), await find(3)]).toEqual([[[2, "two"]], [[1, "one"]], []]);
  await expect(insert(1, "again")).rejects.toThrow();
  expect(await insert(3, "three")).toBe(1);
  expect(await find(3)).toEqual([[3, "three"]]);
  expect(prepare).toHaveBeenCalledTimes(2);
  await connection.dispose();
});

it("keeps a bounded number of statements", async () => {
  const connection = await new PrismaBetterSqlite3({ url: ":memory:" }).connect();
  keepStatements(connection);
  const prepare = vi.spyOn(Database.prototype, "prepare").mockClear();
  const ask = (number: number) => connection.queryRaw({ sql: `SELECT ${number} AS number`, args: [], argTypes: [] });
  for (let number = 0; number < 400; number++) await ask(number);
  expect((await ask(399)).columnNames).toEqual(["number"]);
  await ask(0);
  // Each statement was prepared once, except the first, which was prepared twice. The last came from the cache.
  expect(prepare).toHaveBeenCalledTimes(401);
  await connection.dispose();
});
