import "server-only";
import { Adder, rowText, type Sum } from "./row-text";
import { type Client, readPages, type Table, writeRows } from "./tables";

/** The checksum of a table's rows. */
export async function sumOf(client: Client, table: Table): Promise<Sum> {
  const adder = new Adder();
  for await (const rows of readPages(client, table)) for (const row of rows) adder.add(rowText(row));
  return adder.sum;
}

/** Copies the rows of a table and reads them back. @returns the number of rows, and whether all of them arrived */
export async function copyTable(
  source: Client,
  target: Client,
  table: Table,
): Promise<{ rows: number; isSame: boolean }> {
  const adder = new Adder();
  for await (const rows of readPages(source, table)) {
    for (const row of rows) adder.add(rowText(row));
    await writeRows(target, table, rows);
  }
  const [wanted, written] = [adder.sum, await sumOf(target, table)];
  return { rows: wanted.rows, isSame: wanted.rows === written.rows && wanted.sum === written.sum };
}
