/** The PostgreSQL index is kept in step with the library, regardless of which instance updates it. */

import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { createFulltextEngine } from "@/lib/search/postgres/engine";
import { connectionsTo, RULES, withIndexTransaction } from "@/lib/search/postgres/schema";
import { emptyDatabase } from "../support/empty-database";
import { databaseEngine, index, REPORT_DOCUMENTS, reportOf, type Shelf } from "./engines";

let url: string;
let db: Database;
let another: Database;

beforeEach(async () => {
  url = await emptyDatabase("postgresql", "");
  [db, another] = [await openDatabase(url), await openDatabase(url)];
});
afterEach(() => Promise.all([closeDatabase(db), closeDatabase(another)]));

const rivers = reportOf("rivers", "# Trade", "Rivers carry trade.", "Towns grow by rivers, says Nye.");
const towns = reportOf("towns", "Towns and their trade.", "An iPad of NYE; see www.nye.example/rivers.");

/** The contents of the index without row numbers. */
async function contents(): Promise<unknown> {
  const pool = await connectionsTo(db);
  const rows = async (sql: string) => (await pool.query(sql)).rows;
  return {
    words: await rows(
      `SELECT key, word, stem, skeleton, w.passages, occurrences, lower, capital FROM search.words w
       LEFT JOIN search.shelves ON shelf = id ORDER BY word, key`,
    ),
    reports: await rows("SELECT slug, title, authors, passages, words FROM search.reports ORDER BY slug"),
    passages: await rows(
      `SELECT slug, key, kind, language, pages, v.words::text, t.document FROM search.passages p
       JOIN search.texts t USING (number) JOIN search.vectors v USING (number) JOIN search.reports r ON r.id = p.report
       JOIN search.shelves s ON s.id = p.shelf ORDER BY slug, number`,
    ),
    sections: await rows(
      "SELECT slug, document FROM search.sections s JOIN search.reports r ON r.id = report ORDER BY s.id",
    ),
  };
}

/** The contents of an index that was built from this library only. */
async function contentsOf(shelf: Shelf, readersOf?: (slug: string) => string): Promise<unknown> {
  await (await connectionsTo(db)).query("DROP SCHEMA IF EXISTS search CASCADE");
  await index(db, shelf, readersOf);
  return contents();
}

it("has the same contents after any change as if it were built from scratch", async () => {
  const changed = reportOf("rivers", "# Trade", "Streams carry nothing.", "See Rivers.");
  await index(db, [rivers, towns]);
  await index(db, [changed, towns]);
  const { total } = await (await databaseEngine(db, [changed, towns])).search("carried streams");
  expect(total).toBe(1);
  const engine = await databaseEngine(db, [changed, towns]);
  expect((await engine.search("grow")).total).toBe(0);
  expect((await engine.search("grow")).unknown).toEqual([{ word: "grow", instead: [] }]);
  const afterChange = await contents();
  await index(db, [towns]);
  const afterRemoval = await contents();
  expect(afterChange).toEqual(await contentsOf([changed, towns]));
  expect(afterRemoval).toEqual(await contentsOf([towns]));
});

it("keeps the passages of a report whose details have been edited, and finds it by the new details", async () => {
  await index(db, [rivers, towns]);
  const pool = await connectionsTo(db);
  const numbers = async () => (await pool.query("SELECT number FROM search.passages ORDER BY number")).rows;
  const before = await numbers();
  const edited = rivers.map((document) => ({ ...document, reportTitle: "Streams", by: ["Di Berg"] }));
  const engine = await databaseEngine(db, [edited, towns]);
  expect(await numbers()).toEqual(before);
  expect((await engine.search("report:streams by:berg trade")).hits).toMatchObject([
    { reportTitle: "Streams", by: ["Di Berg"] },
    { reportTitle: "Streams", by: ["Di Berg"] },
  ]);
  const afterEdit = await contents();
  expect(afterEdit).toEqual(await contentsOf([edited, towns]));
});

it("has the same contents if two instances build it concurrently", async () => {
  const shelf = [
    rivers,
    towns,
    REPORT_DOCUMENTS,
    ...["x", "y", "z"].map((slug) => reportOf(slug, `Only ${slug} is here.`)),
  ];
  await Promise.all([index(db, shelf), index(another, shelf)]);
  const together = await contents();
  await Promise.all([index(db, shelf.slice(1)), index(another, shelf.slice(1))]);
  const fewer = await contents();
  expect(together).toEqual(await contentsOf(shelf));
  expect(fewer).toEqual(await contentsOf(shelf.slice(1)));
});

it("has the same contents after a report's readers have changed as if it were built with these readers", async () => {
  const readersOf = (slug: string) => (slug === "towns" ? "restricted towns" : "team");
  await index(db, [rivers, towns]);
  await index(db, [rivers, towns], readersOf);
  const afterMove = await contents();
  await index(db, [rivers, towns]);
  const afterReturn = await contents();
  expect(afterMove).toEqual(await contentsOf([rivers, towns], readersOf));
  expect(afterReturn).toEqual(await contentsOf([rivers, towns]));
});

it("reads only the reports again that changed since the last time", async () => {
  await index(db, [rivers, towns]);
  // Nothing else tells a row that is read again from one that isn't.
  await (await connectionsTo(db)).query("UPDATE search.reports SET words = 1000");
  const renamed = rivers.map((document) => ({ ...document, reportTitle: "Streams" }));
  const { reports } = await index(db, [renamed, towns]);
  const wordsOf = (slug: string) => [...reports.values()].find((report) => report.slug === slug)?.words;
  expect(wordsOf("rivers")).toBe(1000);
  expect(wordsOf("towns")).toBeLessThan(1000);
});

it("notices that another instance has removed a report and added it again, or its shelf", async () => {
  const restricted = () => "restricted";
  const shelf = [rivers, towns];
  const found = async (readersOf?: (slug: string) => string) => {
    const catalogue = await index(db, shelf, readersOf);
    const ids = [...catalogue.reports.values()].map(({ id, shelf: { id: shelfId, key } }) => [id, shelfId, key]);
    const stored = await (await connectionsTo(db)).query({
      text: "SELECT r.id, s.id, key FROM search.reports r JOIN search.shelves s ON s.id = shelf ORDER BY r.id",
      rowMode: "array",
    });
    expect(ids.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(stored.rows);
    return (await createFulltextEngine(catalogue, [], new Map())).search("trade");
  };
  expect((await found()).hits).toHaveLength(3);
  for (const other of [[towns], [], shelf]) await index(another, other);
  expect((await found()).hits).toHaveLength(3);
  expect((await found(restricted)).hits).toHaveLength(3);
  await index(another, shelf);
  await index(another, shelf, restricted);
  expect((await found(restricted)).hits).toHaveLength(3);
  await index(another, []);
  expect((await found(restricted)).hits).toHaveLength(3);
});

it("looks highlighted blocks up only once, until their report's text changes", async () => {
  const marks = new Map([
    [
      "towns",
      new Map([[towns[0]!.block, { isNoted: true, tags: new Set(["x"]), visibility: new Set(["team" as const]) }]]),
    ],
  ]);
  const blocksOf = async (shelf: Shelf) => {
    const catalogue = await index(db, shelf);
    const engine = await createFulltextEngine(catalogue, [], marks);
    expect((await engine.search("is:noted tag:x")).hits).toMatchObject([{ report: "towns", block: towns[0]!.block }]);
    return [...catalogue.reports.values()].find(({ slug }) => slug === "towns")!.blocks;
  };
  const first = await blocksOf([rivers, towns]);
  expect([...first.keys()]).toEqual([towns[0]!.block]);
  const renamed = towns.map((document) => ({ ...document, reportTitle: "Streams" }));
  expect(await blocksOf([rivers, renamed])).toBe(first);
  const rewritten = towns.map((document) => ({ ...document, text: `${document.text} More.` }));
  expect(await blocksOf([rivers, rewritten])).not.toBe(first);
  // An index that is rebuilt uses the same ids again.
  await (await connectionsTo(db)).query("DROP SCHEMA search CASCADE");
  await blocksOf([reportOf("canals", "Canals."), rivers, towns]);
});

it("lets owners read the words of all restricted reports from a single shelf", async () => {
  const slugs = ["a", "b", "c"];
  const all = [rivers, ...slugs.map((slug) => reportOf(slug, "Rivers and sluices."))];
  const restricted = (slug: string) => (slugs.includes(slug) ? `restricted ${slug}` : "team");
  const counts = async (shelf: Shelf, readersOf: (slug: string) => string) => {
    const { pool, shelves } = await index(db, shelf, readersOf);
    const { rows } = await pool.query(
      "SELECT word, passages FROM search.words WHERE word IN ('rivers', 'sluices') AND shelf = ANY($1) ORDER BY word, passages",
      [shelves],
    );
    return rows;
  };
  const river = { word: "rivers", passages: 2 };
  const together = [river, { word: "rivers", passages: 3 }, { word: "sluices", passages: 3 }];
  expect(await counts(all, restricted)).toEqual(together);
  expect(await counts(all, (slug) => (slug === "b" ? "restricted a" : restricted(slug)))).toEqual(together);
  expect(await counts(all.slice(0, 3), restricted)).toEqual([
    river,
    { word: "rivers", passages: 2 },
    { word: "sluices", passages: 2 },
  ]);
  expect(await counts(all.slice(0, 3), () => "team")).toEqual([
    { word: "rivers", passages: 4 },
    { word: "sluices", passages: 2 },
  ]);
});

it("updates the planner's statistics after reports have moved between shelves", async () => {
  const pool = await connectionsTo(db);
  const shelvesInStatistics = async () => {
    const { rows } = await pool.query(
      "SELECT n_distinct FROM pg_stats WHERE schemaname = 'search' AND tablename = 'words' AND attname = 'shelf'",
    );
    return rows;
  };
  await index(db, [rivers, towns]);
  expect(await shelvesInStatistics()).toEqual([{ n_distinct: 1 }]);
  await index(db, [rivers, towns], (slug) => (slug === "towns" ? "restricted towns" : "team"));
  // The team's shelf, the restricted one, and the one that counts the words of all restricted shelves.
  expect(await shelvesInStatistics()).toEqual([{ n_distinct: 3 }]);
});

it("is rebuilt if it was built with other rules", async () => {
  await index(db, [rivers]);
  const pool = await connectionsTo(db);
  const before = await contents();
  await pool.query("UPDATE search.state SET rules = 0");
  await pool.query("DELETE FROM search.words");
  await index(db, [rivers]);
  expect(await contents()).toEqual(before);
});

it("limits the duration of a search, but not of a change", async () => {
  const pool = await connectionsTo(db);
  const bound = "SELECT current_setting('statement_timeout') AS bound";
  expect((await pool.query(bound)).rows).toEqual([{ bound: "30s" }]);
  expect((await withIndexTransaction(pool, (client) => client.query(bound))).rows).toEqual([{ bound: "0" }]);
  expect((await pool.query(bound)).rows).toEqual([{ bound: "30s" }]);
});

it("changes its version whenever the analysis changes", async () => {
  const text = [
    "# Токаев, Tokayev",
    "Russia’s 50,000 students; NGOs were *going* there.",
    "Қазақстанның cafés: www.kremlin.ru",
    "Өзбекстанның университеттері мемлекеттік тілді оқытудың сапасын бағалауда.",
    '![Students by country](missing "Kazakhstan Россия 1991")',
  ];
  const sum = createHash("sha256")
    .update(JSON.stringify(await contentsOf([reportOf("words", ...text)])))
    .digest("hex");
  // If these contents differ, the rules of the index have changed. In that case, increase RULES, so that every instance
  // rebuilds its index.
  expect([RULES, sum.slice(0, 16)]).toEqual([9, "e75a5cb500f3c292"]);
});

it("accepts any text", async () => {
  const strange = reportOf(
    "strange",
    "It's \\ a 'quoted' word: O'Neill\\'s.",
    `${"long".repeat(400)} word`,
    "\u{1f600} 😀 й̆ ʼ ' '' ~soft^1",
  );
  const engine = await databaseEngine(db, [strange]);
  for (const query of [
    "o'neill",
    "quoted",
    "'",
    "\\",
    "~soft^1",
    "soft",
    "long".repeat(400),
    "%",
    "'a' & 'b'",
    "a:*",
  ]) {
    expect([query, typeof (await engine.search(query)).total]).toEqual([query, "number"]);
  }
  expect((await engine.search("oneill")).total).toBe(1);
});
