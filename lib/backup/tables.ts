import "server-only";
import type { Database, Transaction } from "../db/database";

/** A table in the data model. */
export interface Table {
  /** The name of its Prisma delegate. */
  name: string;
  /** The fields of its primary key. */
  key: readonly string[];
  /** Rows per read and write. */
  page: number;
}

const PAGE = 500;

/** Fewer rows, because each contains up to 256 KiB. */
const PAGE_OF_CHUNKS = 20;

/** Even fewer rows, because each contains up to 8 MiB. */
const PAGE_OF_PICTURES = 4;

function table(name: string, ...key: string[]): Table {
  return { name, key: key.length > 0 ? key : ["id"], page: PAGE };
}

/** All tables, parents before children. A test compares the list with `prisma/schema.prisma`. */
export const TABLES: readonly Table[] = [
  table("person"),
  table("session"),
  table("identity", "issuer", "subject"),
  table("authenticator", "personId"),
  table("passkey"),
  table("recoveryCode", "codeHash"),
  table("pendingSignIn"),
  table("requiredFactor", "role"),
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
  table("source"),
  table("storedObject", "key"),
  { ...table("sourceChunk", "sourceId", "ordinal"), page: PAGE_OF_CHUNKS },
  { ...table("picture", "sourceId", "id"), page: PAGE_OF_PICTURES },
  { ...table("drawnText", "sourceId"), page: PAGE_OF_PICTURES },
  table("report", "slug"),
  table("erasedReport", "slug"),
  table("reportGrant"),
  // Each row contains the whole report in several forms.
  { ...table("edition"), page: 10 },
  table("editionPage", "editionId", "page"),
  table("addedPdf", "editionId"),
  // Each result is a whole report.
  { ...table("importJob"), page: 10 },
  { ...table("readPages", "jobId", "ordinal"), page: 50 },
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
  table("instance"),
  table("logLevel"),
];

/** A row as Prisma returns it. */
export type Row = Record<string, unknown>;

/** Anything that can read and write rows. */
export type Client = Database | Transaction;

/** The methods that all Prisma delegates share. */
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

/** All rows of a table, page by page, sorted by key in the database's own order. */
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

/** In Prisma, a composite key is a single nested field. */
function uniqueOf({ key }: Pick<Table, "key">, row: Row): object {
  const fields = fieldsOf({ key }, row);
  return key.length === 1 ? fields : { [key.join("_")]: fields };
}

function fieldsOf({ key }: Pick<Table, "key">, row: Row): Row {
  return Object.fromEntries(key.map((field) => [field, row[field]]));
}
