/** The passage that must rank first, and why. Each case represents a kind of query that once gave bad results. */

import { describe, expect, it, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { documentsOf } from "@/lib/search/documents";
import { documentWith, engineOf, engineOver, found } from "./texts";

const FILLER = Array.from({ length: 12 }, (_, n) => `Nothing of the kind is said here, number ${n}.`);
/** About the length of a typical passage in a report. */
const LONG_FILLER = FILLER.map((text) => `${text} ${"It goes on about other things for a while. ".repeat(3)}`);
const KAZAKH_FILLER = Array.from({ length: 12 }, (_, n) => `Мұнда ол туралы ештеңе айтылмайды, ${n}.`);
const engineWith = (...texts: string[]) => engineOver(...texts, ...FILLER);
const kazakhWith = (...texts: string[]) =>
  engineOf(
    [...texts, ...KAZAKH_FILLER].map((text, block) => documentWith(text, { language: "kk", block: `b${block}` })),
  );

describe("quotation marks", () => {
  const engine = engineWith(
    "Красная армия вошла в город весной.",
    "Кто командовал войсками, сказано в приказе: маршал командовал фронтом.",
    "The public diplomacy of the fund was new.",
    "The budget of the fund grew, and public opinion with diplomacy.",
  );

  it.each([
    ["in a question are a preference", "Кто командовал «Красной армией» весной в городе?", 0],
    ["around a name match its other cases", "«Красной армии»", 0],
    ["around a title without a match leave its words as plain words", '"The new public diplomacy of our fund"', 2],
    ["prefer words that are adjacent", 'what opinion of "public diplomacy" and budget grew slowly', 3],
  ])("%s", (_, query, first) => {
    const texts = found(engine, query);
    expect(texts[0]).toBe(
      [
        "Красная армия вошла в город весной.",
        "",
        "The public diplomacy of the fund was new.",
        "The budget of the fund grew, and public opinion with diplomacy.",
      ][first],
    );
  });

  it("are strict if all words are required", () => {
    expect(found(engine, '"public fund" budget opinion grew ', { match: "all" })).toEqual([]);
    expect(found(engine, '"public fund" budget opinion grew ')).not.toEqual([]);
  });

  it("are strict around most of the query", () => {
    expect(found(engine, '"public diplomacy" budget ')).toEqual(["The public diplomacy of the fund was new."]);
  });

  it("exclude the exact words after a hyphen", () => {
    expect(found(engine, 'diplomacy -"public diplomacy"')).toHaveLength(1);
  });
});

test("a word that is repeated in the query counts for more than the others", () => {
  const engine = engineWith("rivers and meadows", "bridges and meadows");
  expect(found(engine, "bridges rivers bridges ")[0]).toBe("bridges and meadows");
  expect(found(engine, "rivers bridges rivers ")[0]).toBe("rivers and meadows");
});

test("a passage that contains all words ranks before one that repeats some of them", () => {
  const engine = engineOver(
    ...LONG_FILLER,
    "Soft power, a ranking of soft power",
    "Soft power, a ranking",
    "The budget that the ministry keeps for its soft power has not grown since the crisis of that year began.",
  );
  expect(found(engine, "soft power budget ")[0]).toMatch(/^The budget/u);
});

test("a sentence ranks before its source", () => {
  const engine = engineOf([
    documentWith("The Budget of Soft Power // http://example.org/ranking/2016", { kind: "footnote", block: "f" }),
    documentWith("The budget of soft power, says the ministry in its newest report, has grown by a third since 2016.", {
      block: "p",
    }),
    ...FILLER.map((text, n) => documentWith(text, { block: `x${n}` })),
  ]);
  expect(found(engine, "budget soft power ")[0]).toMatch(/^The budget of soft power, says/u);
});

test("text that occurs several times is listed once at the top, along with its other locations", () => {
  const source = (block: string, page: number) =>
    documentWith("Index of soft power, Portland", { kind: "footnote", block, page });
  const engine = engineOf([
    ...["a", "b", "c"].map((block, index) => source(block, index + 1)),
    documentWith("Power is soft where it persuades, says the ministry in its newest report.", { block: "p", page: 9 }),
    documentWith("Hard power costs more than the soft one.", { block: "q", page: 9 }),
    ...LONG_FILLER.map((text, n) => documentWith(text, { block: `x${n}` })),
  ]);
  const { total, ...answer } = engine.search("soft power ");
  const hits = answer.hits();
  expect([total, hits.length]).toEqual([5, 5]);
  expect(new Set(hits.slice(0, 3).map(({ text }) => text)).size).toBe(3);
  expect(hits.find(({ block }) => block === "a")?.alike).toEqual([
    { block: "b", page: 2 },
    { block: "c", page: 3 },
  ]);
});

test("the section title contributes to a passage's topic", () => {
  const text = (section: string) => `## ${section}\n\nThe ministry paid more in 2016 than ever before.\n`;
  const report = parseReport(
    `---\ntitle: Figures\nauthors: [A. Author]\n---\n\n${text("Scholarships")}\n${text("Harbours")}`,
    "figures",
  );
  const [first] = engineOf(documentsOf(report)).search("harbours paid ").hits();
  expect(first).toMatchObject({ kind: "paragraph", section: { title: "Harbours" } });
});

describe("Kazakh", () => {
  it.each([
    ["cases", "қалада", "Үлкен қалалардың тұрғындары көп."],
    ["possessives", "кітабы", "Ол кітапты оқыды."],
    ["words without a specifically Kazakh letter", "балалар", "Баланың ойыны қызық."],
    ["verbs", "келді", "Қонақтар келген еді."],
    ["nouns made from verbs", "тазалаудың", "Құдықты тазалап, іске қосты."],
    ["nouns made from participles", "кесуге", "Тоғайды кескендіктен құм көшті."],
    ["names of countries", "Қазақстандық", "Қазақстан халқы өсті."],
  ])("is found by other %s", (_, query, text) => {
    expect(found(kazakhWith(text), query)).toEqual([text]);
  });

  it("is understood in a library without Kazakh texts", () => {
    const engine = engineOver("Гранты для студентов", "Grants of Russia", "Реки и озера");
    expect(found(engine, "студенттерге")).toEqual(["Гранты для студентов"]);
    expect(found(engine, "Ресейдің")).toEqual(["Grants of Russia"]);
  });

  it("leaves Russian stems unchanged", () => {
    const engine = engineOf([
      documentWith("Баланың ойыны қызық.", { language: "kk", block: "k" }),
      documentWith("Школы города открыты.", { language: "ru", block: "r" }),
    ]);
    expect(found(engine, "школа")).toEqual(["Школы города открыты."]);
    expect(found(engine, "балалар")).toEqual(["Баланың ойыны қызық."]);
  });

  it("is found in Latin script", () => {
    const text = "Qazaqstannyñ qalalary ülken jäne ädemi, Almatynyñ köşeleri keñ.";
    const report = parseReport(`---\ntitle: A\nauthors: [B]\n---\n\n${text}\n`, "a");
    const documents = documentsOf(report);
    expect(documents[0]?.language).toBe("kk");
    expect(found(engineOf(documents), "qalada")).toEqual([text]);
    expect(found(engineOf(documents), "köşe")).toEqual([text]);
  });

  it("ignores question words in the ranking", () => {
    const engine = kazakhWith("Энергия алмасу деген осы.", "Қандай да бір жануар дегеніміз не екені қандай белгісіз.");
    expect(found(engine, "Энергия алмасуы дегеніміз не?")[0]).toBe("Энергия алмасу деген осы.");
  });
});
