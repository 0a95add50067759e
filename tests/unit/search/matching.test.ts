/** The meaning of the query language, in terms of the passages that a query finds. */

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { SearchDocument } from "@/lib/search/documents";
import { createSearchEngine, createSegment, type SearchOptions } from "@/lib/search/engine";
import type { BlockMarks } from "@/lib/search/filters";
import { documentWith, engineOf, engineOver, found } from "./texts";

const TEXTS = ["soft power", "hard power", "soft words", "hard words", "budget"];

test.each<[string, string, string[]]>([
  ["any of the words", "soft budget ", ["soft power", "soft words", "budget"]],
  ["one of the alternatives", "soft OR budget", ["soft power", "soft words", "budget"]],
  ["alternatives before adjacent words", "(soft OR budget) words ", ["soft power", "soft words", "budget"]],
  ["both of two required groups", "(soft OR hard) (power OR budget)", ["soft power", "hard power"]],
  ["no excluded word", "power -soft ", ["hard power"]],
  ["no excluded phrase", 'soft -"soft power"', ["soft words"]],
  ["no excluded group", "-(soft OR hard)", ["budget"]],
  ["everything that is not excluded", "-power ", ["soft words", "hard words", "budget"]],
  ["all endings of a word with an asterisk", "wor*", ["soft words", "hard words"]],
  ["plain words in parentheses as words", "budget(s) power ", ["soft power", "hard power", "budget"]],
  ["a phrase as required, words as optional", '"soft power" budget ', ["soft power"]],
  ["no guessed inflections of an excluded word", "power -budgat ", ["soft power", "hard power"]],
  ["an excluded inflection", "-powers ", ["soft words", "hard words", "budget"]],
])("finds %s", (_, query, expected) => {
  expect(found(engineOver(...TEXTS), query).sort()).toEqual([...expected].sort());
});

test.each<[string, string, string[]]>([
  ["all the words", "soft power ", ["soft power"]],
  ["all words except stop words", "the power of words ", []],
  ["alternatives and words", "(soft OR hard) words ", ["soft words", "hard words"]],
  ["the words and no similar ones", "power -hard ", ["soft power"]],
  ["inflections too", "word soft ", ["soft words"]],
])("finds %s if all words are required", (_, query, expected) => {
  expect(found(engineOver(...TEXTS), query, { match: "all" }).sort()).toEqual([...expected].sort());
});

describe("a filter", () => {
  const section = (title: string, ...within: string[]) => ({ slug: title.toLowerCase(), title, within });
  const documents: SearchDocument[] = [
    documentWith("Trade", { block: "h", kind: "heading", section: section("Trade with China"), page: 1 }),
    documentWith("trade grew", { block: "p", section: section("Trade with China"), page: 1, by: ["Anna Gussarova"] }),
    documentWith("Торговля и trade", { block: "f", kind: "footnote", language: "ru", page: 2 }),
    documentWith("Trade\t5", {
      block: "t",
      kind: "table-row",
      section: section("Figures", "Trade with China"),
      page: 12,
    }),
    documentWith("trade chart", {
      block: "c",
      kind: "caption",
      page: 12,
      report: "other",
      reportTitle: "Other things",
    }),
    documentWith("on trade", {
      block: "p",
      kind: "note",
      tags: ["to check"],
      by: ["Ben"],
      note: { highlight: "1", end: 3, visibility: "team" },
    }),
  ];
  const blocks = (query: string, options?: SearchOptions) =>
    engineOf(documents)
      .search(query, options)
      .hits()
      .map(({ block, kind }) => (kind === "note" ? "note" : block))
      .sort()
      .join(" ");

  test.each([
    ["in:headings trade", "h"],
    ["in:body trade", "p"],
    ["in:tables", "t"],
    ["in:footnotes", "f"],
    ["in:captions", "c"],
    ["in:notes trade", "note"],
    ["trade in:tables in:captions", "c t"],
    ["trade -in:body -in:notes", "c f h t"],
    ["trade -in:body in:notes", "note"],
    ["lang:ru", "f"],
    ["page:2", "f"],
    ["page:2-12", "c f t"],
    ["section:trade", "h p t"],
    ['section:"trade with china"', "h p t"],
    ["section:china", "h p t"],
    ["section:figures", "t"],
    ["section:fig", "t"],
    ["section:gur", ""],
    ["report:other", "c"],
    ['report:"other things"', "c"],
    ["by:anna", "p"],
    ["by:ben", "note"],
    ['tag:"to check"', "note"],
    ["(in:tables OR in:footnotes) trade", "f t"],
    ["is:noted", "note"],
  ])("%s finds %s", (query, expected) => {
    expect(blocks(query)).toBe(expected);
  });

  it("by page finds passages that begin or continue on that page", () => {
    const turns = [
      { page: 8, offset: 4, certain: true },
      { page: 9, offset: 8, certain: false },
    ];
    const engine = engineOf([documentWith("one two three", { page: 7, turns }), documentWith("one", { page: 10 })]);
    const totals = [6, 7, 8, 9, 10].map((page) => engine.search(`page:${page} one`).total);
    expect(totals).toEqual([0, 1, 1, 1, 1]);
    expect(engine.search("page:8-10").total).toBe(2);
  });

  describe("on highlights of blocks", () => {
    const [{ report }, , first, second] = documents as [SearchDocument, ...SearchDocument[]];
    const marked = new Map<string, BlockMarks>([
      [first!.block, { isNoted: true, tags: new Set(["Open question", "Oil"]), visibility: new Set(["private"]) }],
      [second!.block, { isNoted: false, tags: new Set(["oil"]), visibility: new Set(["team", "private"]) }],
    ]);
    const marks = new Map([[report, marked]]);

    it.each([
      ["is:noted", "f note"],
      ["-is:noted", "c h p t"],
      ["tag:oil", "f t"],
      ["tag:question", "f"],
      ["tag:oil -is:noted", "t"],
      ["is:private", "f t"],
      ["is:team", "note t"],
      ["is:private is:team", "f note t"],
      ["is:noted is:team", "note"],
      ["-is:team is:private", "f"],
      ["is:group", ""],
    ])("%s finds %s", (query, expected) => {
      expect(blocks(query, { marks })).toBe(expected);
    });

    it("counts a passage under each of its tags, and a tag only once, however it is written", () => {
      const facets = (query: string) => {
        const { tags, visibility } = engineOf(documents).search(query, { marks }).facets();
        return [...tags, ...visibility].map(
          ({ title, value, count, filter, selected }) =>
            `${title ?? value} ${count} ${filter}${selected ? " selected" : ""}`,
        );
      };
      expect(facets("in:tables OR in:footnotes OR in:notes")).toEqual([
        "Oil 2 tag:oil",
        'Open question 1 tag:"open question"',
        'to check 1 tag:"to check"',
        "private 2 is:private",
        "team 2 is:team",
      ]);
      expect(facets("tag:oil is:private")).toEqual([
        "Oil 2 tag:oil selected",
        'Open question 1 tag:"open question"',
        "private 2 is:private selected",
        "team 1 is:team",
      ]);
    });
  });

  it("by author counts only notes, and a note with several authors once for each of them", () => {
    const noted = documents.map((document) => (document.note ? { ...document, by: ["Ann Lee", "Bob"] } : document));
    const people = (query: string) =>
      engineOf(noted)
        .search(query)
        .facets()
        .people.map(
          ({ title, count, filter, selected }) => `${title} ${count} ${filter}${selected ? " selected" : ""}`,
        );
    expect(people("trade")).toEqual(['Ann Lee 1 by:"ann lee"', "Bob 1 by:bob"]);
    expect(people("trade by:bob")).toEqual(['Ann Lee 1 by:"ann lee"', "Bob 1 by:bob selected"]);
    expect(people("trade in:tables")).toEqual([]);
  });

  it("does not affect the counts of its own field", () => {
    const { places, languages } = engineOf(documents).search("trade in:tables").facets();
    expect(places.map(({ value, count, selected }) => [value, count, selected !== null])).toEqual([
      ["headings", 1, false],
      ["body", 1, false],
      ["tables", 1, true],
      ["captions", 1, false],
      ["footnotes", 1, false],
      ["notes", 1, false],
    ]);
    expect(languages.map(({ value, count }) => [value, count])).toEqual([["en", 1]]);
  });

  it("from a facet finds as many passages as the facet shows", () => {
    const engine = engineOf(documents);
    const facets = engine.search("trade").facets();
    for (const { filter, count } of Object.values(facets).flat()) {
      expect([filter, engine.search(`trade ${filter}`).total]).toEqual([filter, count]);
    }
    expect(facets.reports.map(({ title, count }) => [title, count])).toEqual([
      ["Report", 5],
      ["Other things", 1],
    ]);
    expect(
      engine
        .search("trade", { report: "report" })
        .facets()
        .sections.map(({ filter }) => filter),
    ).toEqual(["section:trade", "section:figures"]);
  });
});

describe("the order of hits", () => {
  it("is reading order on request, with notes after their block", () => {
    const text = [
      documentWith("power", { block: "1", start: 0 }),
      documentWith("power and power", { block: "2", start: 10 }),
      documentWith("power", { block: "3", start: 30, report: "b" }),
    ];
    const notes = [
      documentWith("power", { block: "3", kind: "note", start: 31, report: "b" }),
      documentWith("power", { block: "1", kind: "note", start: 2 }),
    ];
    const engine = createSearchEngine([createSegment(text), createSegment(notes)]);
    const hits = engine.search("power", { sort: "position" }).hits();
    expect(hits.map(({ block, kind }) => `${block}${kind === "note" ? "n" : ""}`)).toEqual(["1", "1n", "2", "3", "3n"]);
  });

  it("is consistent across the pages of a list", () => {
    const texts = fc.array(
      fc
        .array(fc.constantFrom("soft", "power", "war", "peace"), { minLength: 1, maxLength: 8 })
        .map((words) => words.join(" ")),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(texts, fc.nat(20), fc.nat(20), (passages, from, length) => {
        const search = () =>
          engineOf(passages.map((text, index) => documentWith(text, { block: `${index}` }))).search("soft war ");
        const all = search().hits();
        expect(search().hits(from, from + length)).toEqual(all.slice(from, from + length));
        const scores = all.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }),
    );
  });

  it("is the same in several segments as in one segment with all documents", () => {
    const words = fc.constantFrom("soft", "power", "Россия", "Путин", "Putin", "peace");
    const passages = fc.array(
      fc.array(words, { maxLength: 6 }).map((list) => list.join(" ")),
      { maxLength: 12 },
    );
    // The text of a report is never split between segments.
    const asDocuments = (texts: string[], from: number) =>
      texts.map((text, index) =>
        documentWith(text, { report: `from ${from}`, block: `${from + index}`, start: index }),
      );
    const query = fc.constantFrom(
      "soft power ",
      "putin ",
      '"soft power"',
      "soft -peace",
      "pow",
      "sift ",
      "power OR peace",
    );
    fc.assert(
      fc.property(passages, passages, query, (first, second, asked) => {
        const documents = [asDocuments(first, 0), asDocuments(second, first.length)];
        const apart = createSearchEngine(documents.map(createSegment)).search(asked);
        const together = engineOf(documents.flat()).search(asked);
        expect(apart.total).toBe(together.total);
        const rounded = (hits: ReturnType<typeof apart.hits>) =>
          hits.map(({ block, ranges, score }) => ({ block, ranges, score: Math.round(score * 1e6) }));
        expect(rounded(apart.hits())).toEqual(rounded(together.hits()));
      }),
    );
  });
});

describe("across scripts", () => {
  test.each([
    ["Shibutov", ["Шибутов М."], ["Шибутов"]],
    ["Glebova", ["Любовь Глебову"], ["Глебову"]],
    ["Кадыров", ["by Kadyrov"], ["Kadyrov"]],
    ["Россотрудничество", ["the Rossotrudnichestvo agency"], ["Rossotrudnichestvo"]],
    ["vkontakte ", ["on V Kontakte daily"], ["V Kontakte"]],
    ["alma ata ", ["in Almaty"], ["Almaty"]],
    ["Қазақстан", ["in Kazakhstan"], ["Kazakhstan"]],
    ["Чехов", ["by Chekov"], ["Chekov"]],
    ["Киева", ["в Киеве"], ["Киеве"]],
    ["шибу", ["Mr Shibutov"], ["Shibutov"]],
    ["rate ", ["a Ratio"], []],
    ["slow ", ["слова", "slow words"], ["slow"]],
  ])("%s finds %j", (query, texts, marked) => {
    const hits = engineOver(...texts)
      .search(query)
      .hits();
    expect(hits.flatMap(({ text, ranges }) => ranges.map(([start, end]) => text.slice(start, end)))).toEqual(marked);
  });
});

describe("suggestions", () => {
  const engine = engineOver("The Gorchakov Fund", "hybrid war, hybrid peace", "hybrids", "Funds for Gorchakov");

  it("name the unknown word and its corrections", () => {
    expect(engine.search("hybird Gorchekov fund ").unknown).toEqual([
      { word: "hybird", instead: [{ word: "hybrid", query: "hybrid Gorchekov fund " }] },
      { word: "Gorchekov", instead: [{ word: "Gorchakov", query: "hybird Gorchakov fund " }] },
    ]);
    expect(engine.search("xyzzy ").unknown).toEqual([{ word: "xyzzy", instead: [] }]);
    expect(engine.search("hybrid ").unknown).toEqual([]);
  });

  it("complete the word being typed as it is printed, most frequent first", () => {
    expect(engine.complete("war gor")).toEqual([{ word: "Gorchakov", query: "war Gorchakov", count: 2 }]);
    expect(engine.complete("hyb").map(({ word, count }) => [word, count])).toEqual([
      ["hybrid", 1],
      ["hybrids", 1],
    ]);
    expect(engine.complete("hyb ")).toEqual([]);
    expect(engine.complete('"hyb"')).toEqual([]);
  });

  it("offer less restrictive queries if nothing was found", () => {
    const nothing = engine.search('"hybrid fund" in:tables');
    expect(nothing.total).toBe(0);
    expect(nothing.relaxations()).toEqual([]);
    expect(engine.search("hybrid in:tables").relaxations()).toEqual([{ query: "hybrid", total: 2 }]);
    expect(engine.search('"hybrid fund"').relaxations()).toEqual([{ query: "hybrid fund", total: 4 }]);
    expect(engine.search("hybrid").relaxations()).toEqual([]);
    const misspelt = engine.search('"hybird fund"');
    expect(misspelt.unknown).toEqual([{ word: "hybird", instead: [] }]);
    expect(misspelt.relaxations()).toEqual([{ query: "hybird fund", total: 4 }]);
  });

  it.each([
    ["offer less restrictive queries in a small library, however many conditions there are", 20, 1],
    ["stop offering less restrictive queries in a large library if there are many conditions", 60_000, 0],
  ])("%s", (_, size, offered) => {
    const large = engineOver(...Array.from({ length: size }, (_, number) => `harbour ${number}`));
    const query = 'harbour -"a" -"b" -"c" -"d" -"e" -"f" -"g" -"h" -"i" in:tables';
    expect(large.search(query).relaxations()).toHaveLength(offered);
  });

  it("never show internal terms or words from another segment", () => {
    const own = createSearchEngine([createSegment([documentWith("power")])]);
    createSearchEngine([createSegment([documentWith("power")]), createSegment([documentWith("powerless")])]);
    expect(own.complete("pow")).toEqual([{ word: "power", query: "power", count: 1 }]);
  });
});

describe("a name written in lower case in a URL", () => {
  const engine = engineOver(
    "Leader Kadyrov",
    "Слова Кадырова http://bbc.com/150423_kadyrov_shooting",
    "www.valdai.com Valdai",
  );

  test.each([
    ["Кадыров", ["Слова Кадырова http://bbc.com/150423_kadyrov_shooting", "Leader Kadyrov"]],
    ["Kadirov", ["Слова Кадырова http://bbc.com/150423_kadyrov_shooting", "Leader Kadyrov"]],
    ["Валдай", ["www.valdai.com Valdai"]],
    ["Валдайский", ["www.valdai.com Valdai"]],
  ])("is found as a name by %s", (query, expected) => {
    expect(found(engine, query).sort()).toEqual(expected.sort());
  });

  it("is printed as in sentences", () => {
    expect(engine.complete("vald").map(({ word }) => word)).toEqual(["Valdai"]);
  });
});

describe("words written together or apart", () => {
  const engine = engineOver(
    "the newsfeed",
    "lingua franca",
    "many NGOs",
    "shock wave and shockwave",
    "counternarcotic aims",
  );

  test.each([
    ["news feed ", ["the newsfeed"]],
    ["counter-narcotics ", ["counternarcotic aims"]],
    ["linguafranca", ["lingua franca"]],
    ["N.G.O. ", ["many NGOs"]],
    ["shock ", ["shock wave and shockwave"]],
  ])("%sfinds %j", (query, expected) => {
    expect(found(engine, query)).toEqual(expected);
  });

  it("are offered as they are written in the library", () => {
    expect(engine.search("linguafranca").unknown).toEqual([
      { word: "linguafranca", instead: [{ word: "lingua franca", query: "lingua franca" }] },
    ]);
  });
});

test("a common Russian word matches its Latin spelling if it is long enough to be distinctive", () => {
  const engine = engineOver("so called siloviki", "a slow start");
  expect(found(engine, "силовики")).toEqual(["so called siloviki"]);
  expect(found(engine, "слова")).toEqual([]);
});

test("a word is not treated as an inflection of a stop word", () => {
  expect(found(engineOver("работа на дому", "Joseph Nye"), "Най")).toEqual(["Joseph Nye"]);
});

test("the typed form ranks before its aliases", () => {
  const texts = [
    "ЧВК",
    "many PMCs are there on the ground, and they are said to be far away from home",
    "hill",
    "hall",
  ];
  expect(found(engineOver(...texts), "pmcs ")[0]).toBe(texts[1]);
});

describe("a phrase with an unknown word", () => {
  const engine = engineOver("a lingua franca", "franca");

  it("names the word, and offers the corrected phrase", () => {
    const misspelt = engine.search('"lingua franka" ');
    expect(misspelt.unknown).toEqual([{ word: "franka", instead: [] }]);
    expect(misspelt.relaxations()[0]).toEqual({ query: '"lingua franca"', total: 1 });
  });

  it("ignores the word being typed", () => {
    expect(engine.search('"lingua fran').unknown).toEqual([]);
  });
});

test("a misspelt word matches its own script first", () => {
  const engine = engineOver(
    "Казахстан",
    "Kazakhstan and so on and on",
    "Kazakhstan too is here and there",
    "hill",
    "hall",
  );
  expect(found(engine, "Kazhakstan ")).toHaveLength(3);
  expect(engine.search("Kazhakstan ").unknown[0]?.instead.map(({ word }) => word)).toEqual(["Kazakhstan"]);
});

test("a word counts less in a URL than in a sentence", () => {
  const texts = [
    "Указ http://kremlin.ru/acts",
    "In these days and weeks the Kremlin logic was to promote what it had",
    "hill",
    "hall",
  ];
  expect(found(engineOver(...texts), "kremlin ")).toEqual([texts[1], texts[0]]);
});
