/** What the in-memory engine and the PostgreSQL engine have in common: they find the same passages. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import type { Answer, AskedOptions, LibraryEngine } from "@/lib/search/answer";
import type { Facets } from "@/lib/search/facets";
import { INVENTED, SAMPLE } from "@/tests/support/golden";
import { someOf } from "@/tests/support/sampled";
import { emptyDatabase } from "../support/empty-database";
import {
  asReport,
  databaseEngine,
  memoryEngine,
  noteOn,
  type Own,
  REPORT_DOCUMENTS,
  reportOf,
  type Shelf,
} from "./engines";
import { QUERIES } from "./queries";

const ONE: Shelf = [REPORT_DOCUMENTS];
const SLUG = REPORT_DOCUMENTS[0]!.report;

/** A library in which common words occur in more passages than the engines rank. */
const MANY: Shelf = [
  reportOf("a-few", "# Power", "Power of rivers.", "Россия и сила."),
  ...["b", "c", "d", "e"].map((slug) => asReport(slug, `Report ${slug}`, REPORT_DOCUMENTS)),
];

/** Notes on some passages, and highlights on both these and other passages. */
function ownOf([first = [], second = []]: Shelf): Own {
  const noted = [first[2]!, ...(second.length > 0 ? [second[30]!] : [first[30]!, first[31]!])];
  const mark = (isNoted: boolean) => ({ isNoted, tags: new Set(["oil"]), visibility: new Set(["team"] as const) });
  const marks = new Map<string, Map<string, ReturnType<typeof mark>>>();
  const set = (report: string, block: string, isNoted: boolean) => {
    const blocks = marks.get(report) ?? new Map();
    marks.set(report, blocks.set(block, mark(isNoted)));
  };
  for (const { report, block } of noted) set(report, block, true);
  for (const { report, block } of first.slice(-4)) set(report, block, false);
  const notes = noted.flatMap((document, number) => [
    noteOn(document, `Power of the quokka ${number}, in Kazakhstan.`),
    noteOn(document, `Another word on soft power, ${number}.`),
  ]);
  return { notes, marks };
}

const ENGINES = ["memory", "postgresql"] as const;

let one: Record<(typeof ENGINES)[number], LibraryEngine>;
let many: typeof one;
const databases: Database[] = [];

const database = async () => {
  const db = await openDatabase(await emptyDatabase("postgresql", ""));
  databases.push(db);
  return db;
};

beforeAll(async () => {
  const both = async (shelf: Shelf) => ({
    memory: memoryEngine(shelf, ownOf(shelf)),
    postgresql: await databaseEngine(await database(), shelf, ownOf(shelf)),
  });
  [one, many] = [await both(ONE), await both(MANY)];
});
afterAll(() => Promise.all(databases.map(closeDatabase)));

const plain = (answer: Answer) => ({
  ...answer,
  hits: answer.hits.map(({ score, ...hit }) => ({ ...hit, score: Number(score.toFixed(6)) })),
});

describe("the PostgreSQL engine returns the same results as the in-memory engine", () => {
  const OPTIONS: AskedOptions[] = [{}, { match: "all", sort: "position" }, { report: SLUG }];

  it.each([...someOf(SAMPLE.questions.map(({ query }) => query)), ...QUERIES])("for %s", async (query) => {
    for (const options of OPTIONS) {
      const asked = { ...options, limit: 30 };
      expect(plain(await one.postgresql.search(query, asked))).toEqual(plain(await one.memory.search(query, asked)));
    }
    expect(await one.postgresql.complete(query)).toEqual(await one.memory.complete(query));
  });

  it.each(someOf(QUERIES))("for %s, with counts across several reports", async (query) => {
    for (const options of [{}, { match: "all", report: "c" }] satisfies AskedOptions[]) {
      const [here, there] = [await many.memory.search(query, options), await many.postgresql.search(query, options)];
      expect([there.total, there.facets, there.unknown]).toEqual([here.total, here.facets, here.unknown]);
    }
  });
});

describe("the PostgreSQL engine ranks like the in-memory engine", () => {
  const shelf: Shelf = [
    reportOf(
      "cities",
      "## Қалалар",
      "Үлкен қалалардың тұрғындары көп, қаланың көшелері кең.",
      "Балалар кітабын оқыды. Red Army сөзі осында.",
      "## The Red Army",
      "Красная армия вошла в город весной, сказано в докладе.",
      "Доклад армии о городе и красных днях.[^1]",
      "Qazaqstannyñ qalalary ülken jäne ädemi, Almatynyñ köşeleri keñ.",
      "The army of the city marched in spring. The army of the city marched in spring, says the report.",
      "Figure 1. Marches of the army",
      '![A map of the city](missing "Spring Army Барракуда")',
      '![](missing "Қаланың көшелері 2016")',
      "[^1]: Report of the army // http://example.org/army/2016",
    ),
    reportOf("more", "## Spring", "The city in spring: a report on the army.", "Қалада көктем. Город весной."),
  ];

  it.each([
    ...["қала", "қаланың көшелері", "кітап", "qalada", "балаларға", "город", "города весной"],
    ...[
      "«Красной армии»",
      "кто видел «Красной армией» город весной",
      '"red army" spring report city',
      '"красных дней"',
    ],
    ...["army army city", "report army 2016", "spring", "the red army in spring", 'army -"army of the city"'],
    ...['"Report of the red army in the city"', "армия город доклад", "city spring army report 2016"],
    ...["in:figures", "in:figures city", "барракуда", "spring army -in:figures", "map in:captions in:figures"],
  ])("for %s", async (query) => {
    const db = await engineOfShelf;
    const memory = memoryEngine(shelf);
    for (const options of [{}, { match: "all" }, { report: "cities" }] satisfies AskedOptions[]) {
      expect(plain(await db.search(query, { ...options, limit: 30 }))).toEqual(
        plain(await memory.search(query, { ...options, limit: 30 })),
      );
    }
  });

  let engineOfShelf: Promise<LibraryEngine>;
  beforeAll(async () => {
    engineOfShelf = databaseEngine(await database(), shelf);
    await engineOfShelf;
  });
});

/**
 * The test servers use the C locale, in which pg_trgm ignores Cyrillic letters. Therefore, PostgreSQL doesn't correct the
 * typos in this question.
 */
const WITH_CYRILLIC_TYPO = ["халық қаражатты неге жұмсауды қалайды"];

describe("the PostgreSQL engine ranks the golden reports like the in-memory engine", () => {
  const shelf: Shelf = INVENTED.map(({ documents }) => documents);
  let db: LibraryEngine;
  beforeAll(async () => {
    db = await databaseEngine(await database(), shelf);
  });

  it.each(INVENTED)("for the questions on $slug", async ({ slug, questions }) => {
    const memory = memoryEngine(shelf);
    for (const { query } of questions) {
      for (const options of [{}, { report: slug }] satisfies AskedOptions[]) {
        const asked = { ...options, limit: 30 };
        const [there, here] = [plain(await db.search(query, asked)), plain(await memory.search(query, asked))];
        if (WITH_CYRILLIC_TYPO.includes(query)) {
          expect(
            there.unknown.flatMap(({ instead }) => instead),
            query,
          ).toEqual([]);
          expect(
            here.unknown.flatMap(({ instead }) => instead),
            query,
          ).not.toEqual([]);
        } else expect(there, query).toEqual(here);
      }
    }
  });
});

describe("with hits in more reports than are offered as filters", () => {
  const slugs = Array.from({ length: 25 }, (_, index) => `town-${String.fromCharCode(97 + index)}`);
  // All have one hit, except the last, which has two.
  const shelf: Shelf = slugs.map((slug) =>
    reportOf(slug, "A harbour.", slug === "town-y" ? "Its harbour." : "Fields."),
  );
  const search = async (name: (typeof ENGINES)[number], query: string) => {
    const engine = name === "memory" ? memoryEngine(shelf) : await databaseEngine(await database(), shelf);
    const { facets } = await engine.search(query, { limit: 1 });
    return facets.reports.map(({ value, count, selected }) => [value, count, selected !== null]);
  };

  it.each(ENGINES)("the engine in %s offers those with the most hits, in reading order", async (name) => {
    const offered = [...slugs.slice(0, 19).map((slug) => [slug, 1, false]), ["town-y", 2, false]];
    expect(await search(name, "harbour")).toEqual(offered);
  });

  it.each(ENGINES)("the engine in %s also offers the selected one", async (name) => {
    const offered = [...slugs.slice(0, 19).map((slug) => [slug, 1, false]), ["town-w", 1, true], ["town-y", 2, false]];
    expect(await search(name, "report:town-w harbour")).toEqual(offered);
  });
});

describe("with more matches than are ranked", () => {
  it.each(["kazakhstan russia", "russia power scholarships", "-quetzal russia", "russia OR the"])(
    "the PostgreSQL engine has nearly the same top hits for %s",
    async (query) => {
      const texts = async (engine: LibraryEngine, limit: number) =>
        (await engine.search(query, { limit })).hits.map(({ report, block }) => `${report} ${block}`);
      const best = new Set(await texts(many.memory, 12));
      const there = await texts(many.postgresql, 10);
      expect(there.filter((hit) => best.has(hit)).length).toBeGreaterThanOrEqual(9);
    },
  );
});

describe.each(ENGINES)("the engine in %s", (name) => {
  it.each(SAMPLE.questions.filter(({ rank }) => rank === undefined))("finds $query", async (question) => {
    const { query, expect: texts, top } = question;
    const { hits } = await one[name].search(query, { limit: top });
    for (const text of texts) expect(hits.map((hit) => hit.text)).toContainEqual(expect.stringContaining(text));
  });

  it.each([
    "power",
    "russia -in:footnotes",
    "in:body OR in:footnotes",
    '"soft power"',
    "is:noted power",
    "lang:en kazakhstan",
  ])("counts as many hits for %s as are found when each facet is selected", async (query) => {
    const { facets } = await many[name].search(query);
    const chosen = Object.values(facets as unknown as Record<keyof Facets, Facets["places"]>).flat();
    expect(chosen.length).toBeGreaterThan(3);
    for (const { filter, count } of chosen) {
      // Selecting a filter replaces an existing filter for the same field.
      const field = /^-?(\w+:)/u.exec(filter)?.[1] ?? "";
      if (query.includes(field)) continue;
      expect([filter, (await many[name].search(`${filter} ${query} `, { limit: 1 })).total]).toEqual([filter, count]);
    }
  });

  it.each(["relevance", "position"] as const)(
    "returns a long list in pages without gaps or duplicates, by %s",
    async (sort) => {
      const { total, hits } = await many[name].search("kazakhstan russia", { sort });
      expect(total).toBeGreaterThan(600);
      const parts: Answer["hits"] = [];
      for (let offset = 0; offset < total + 90; offset += 90) {
        parts.push(...(await many[name].search("kazakhstan russia", { sort, offset, limit: 90 })).hits);
      }
      const keys = (list: Answer["hits"]) => list.map((hit) => [hit.report, hit.block, hit.kind, hit.text].join());
      expect(keys(parts)).toEqual(keys(hits));
      expect(new Set(keys(parts)).size).toBe(total);
    },
  );

  it.each([
    [
      "one letter as a prefix, two hundred times",
      Array.from({ length: 200 }, (_, n) => `${"abcdefghiklmnoprst"[n % 18]}*`).join(" OR "),
    ],
    ["the same words, excluded", Array.from({ length: 200 }, (_, n) => `-${"abcdefghiklmnoprst"[n % 18]}*`).join(" ")],
    [
      "the same words, all required",
      Array.from({ length: 60 }, (_, n) => `${"abcdefghiklmnoprst"[n % 18]}*`).join(" "),
    ],
    ["many phrases", '"soft power" OR '.repeat(99)],
    ["filters within OR", "(in:body soft) OR (page:3 -power) OR ".repeat(60)],
    ["nested parentheses", `${"(soft -(".repeat(90)}power`],
    ["thousands of operators", '( OR -" ) '.repeat(2_000)],
    ["a whole page of words", "soft power of Russia in Kazakhstan and its neighbours ".repeat(40)],
  ])("answers %s", async (_, query) => {
    for (const match of ["any", "all"] as const) {
      const { total, hits } = await many[name].search(query, { match, limit: 5 });
      expect(hits.length).toBe(Math.min(5, total));
    }
  });

  it("treats notes like other passages, in reading order too", async () => {
    const { hits } = await one[name].search("quokka", { sort: "position" });
    expect(hits.map(({ kind }) => kind)).toEqual(["note", "note", "note"]);
    const asked = await one[name].search("quokkaa");
    expect(asked.unknown).toEqual([{ word: "quokkaa", instead: [{ word: "quokka", query: "quokka" }] }]);
    expect(await one[name].complete("quok")).toEqual([{ word: "quokka", query: "quokka", count: 3 }]);
  });
});
