import "server-only";
import type { Database, Transaction } from "../db/database";

/** A table of the data model. */
export interface Table {
  /** Its name in the client. */
  name: string;
  /** Fields that name a row. */
  key: readonly string[];
  /** Rows that are read and written together. */
  page: number;
}

const PAGE = 500;

function table(name: string, ...key: string[]): Table {
  return { name, key: key.length > 0 ? key : ["id"], page: PAGE };
}

/** All of them: none before those that its rows belong to. A test compares it with `prisma/schema.prisma`. */
export const TABLES: readonly Table[] = [
  table("person"),
  table("session"),
  table("identity", "issuer", "subject"),
  table("resetLink"),
  table("mailLink"),
  table("apiToken"),
  table("rateLimit", "key"),
  table("group"),
  table("groupMember", "groupId", "personId"),
  table("invitation"),
  table("invitationGroup", "invitationId", "groupId"),
  table("sessionSecret"),
  table("setUpCode", "codeHash"),
  // A row holds a whole report several times.
  { ...table("edition"), page: 10 },
  table("highlight"),
  table("placement", "highlightId", "editionId"),
  table("note"),
  table("noteRevision", "noteId", "version"),
  table("reply"),
  table("inboxItem"),
  table("saveKey", "personId", "key"),
  table("colourName", "colour"),
  table("highlightTag", "highlightId", "key"),
  table("share"),
  table("sharedPassage"),
  table("sharedNote", "passageId", "highlightId"),
  table("savedSearch"),
  table("eventCounter"),
  table("event", "number"),
  table("auditEntry"),
];

/** A row as the client reads it. */
export type Row = Record<string, unknown>;

/** Whatever rows can be read from, and written to. */
export type Client = Database | Transaction;

/** What all tables of the client have in common. */
interface Delegate {
  findMany(query: object): Promise<Row[]>;
  createMany(command: { data: readonly Row[] }): Promise<unknown>;
  count(): Promise<number>;
}

function delegateOf(client: Client, { name }: Table): Delegate {
  return (client as unknown as Record<string, Delegate>)[name]!;
}

export function countRows(client: Client, table: Table): Promise<number> {
  return delegateOf(client, table).count();
}

/** All rows of a table, a page at a time, in the order that its database gives to their keys. */
export async function* readPages(client: Client, table: Table): AsyncGenerator<Row[]> {
  const { key, page } = table;
  const orderBy = key.map((field) => ({ [field]: "asc" }));
  for (let last: Row | undefined; ; ) {
    const after = last && { cursor: uniqueOf(table, last), skip: 1 };
    const rows = await delegateOf(client, table).findMany({ orderBy, take: page, ...after });
    last = rows.at(-1);
    if (!last) return;
    yield rows;
  }
}

export async function writeRows(client: Client, table: Table, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await delegateOf(client, table).createMany({ data: rows });
}

/** A key of several fields is one field for the client. */
function uniqueOf({ key }: Pick<Table, "key">, row: Row): object {
  const fields = fieldsOf({ key }, row);
  return key.length === 1 ? fields : { [key.join("_")]: fields };
}

function fieldsOf({ key }: Pick<Table, "key">, row: Row): Row {
  return Object.fromEntries(key.map((field) => [field, row[field]]));
}
