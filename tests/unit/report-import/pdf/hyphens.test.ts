import { expect, test } from "vitest";
import { LineJoiner } from "@/lib/report-import/pdf/hyphens";
import { emptyText } from "@/lib/report-import/pdf/rich-text";

/** A document that splits words at the ends of lines: it contains "historian", "government" and others. */
const HYPHENATED = ["The histo-", "rians of the town count historians.", "The monu-", "ments are monuments."];

/** Joins two lines of a document with the given other lines. */
function joined(first: string, second: string, others: readonly string[] = [], document = HYPHENATED): string {
  const all = [...document, ...others.map((line) => `So ${line}.`), first, second].map((text) => ({ text }));
  const joiner = new LineJoiner(all);
  const target = emptyText();
  for (const text of [first, second]) joiner.add(target, { ...emptyText(), text });
  return target.text;
}

test.each([
  // English prefixes and last parts.
  ["non-", "governmental", [], "non-governmental"],
  ["self-", "determination", [], "self-determination"],
  ["pro-", "government", ["the government"], "pro-government"],
  ["pro-", "gramme", ["the government"], "programme"],
  ["pro-", "motion", ["the motion of waves"], "promotion"],
  ["cross-", "border", ["both borders"], "cross-border"],
  ["russian-", "speaking", [], "russian-speaking"],
  ["long-", "term", [], "long-term"],
  ["inter-", "related", [], "interrelated"],
  // Two words of the document, one of them in another form.
  ["military-", "industrial", ["the military", "heavy industries"], "military-industrial"],
  ["second-", "largest", ["a second", "a large"], "second-largest"],
  ["frame-", "works", ["a frame", "a work"], "frameworks"],
  ["further-", "more", ["further", "more of it"], "furthermore"],
  ["out-", "comes", ["out", "it comes soon"], "outcomes"],
  // Another form of the whole word.
  ["fact-", "checkers", ["the fact-checking"], "fact-checkers"],
  ["corpo-", "rations", ["a corporation"], "corporations"],
  // A part that begins compounds elsewhere, but a rest that no word begins with.
  ["high-", "est", ["high-level and high-speed and high-born"], "highest"],
  ["state-", "ments", ["state-run and state-led and state-owned"], "statements"],
  ["post-", "graduate", ["post-colonial"], "post-graduate"],
  // Russian.
  ["социально-", "экономический", [], "социально-экономический"],
  ["военно-", "техническое", [], "военно-техническое"],
  ["научно-", "исследовательских", [], "научно-исследовательских"],
  ["сельско-", "хозяйственный", [], "сельскохозяйственный"],
  ["междуна-", "родный", [], "международный"],
  ["значительно-", "го", [], "значительного"],
  ["по-", "прежнему", [], "по-прежнему"],
  ["по-", "иски", [], "поиски"],
  ["какие-", "либо", [], "какие-либо"],
  ["что-", "то", [], "что-то"],
  ["мес-", "то", [], "место"],
  ["вице-", "президент", [], "вице-президент"],
  ["бизнес-", "мены", [], "бизнесмены"],
  // Kazakh.
  ["үй-", "жайды", [], "үй-жайды"],
  ["іс-", "шаралар", [], "іс-шаралар"],
  ["әлеуметтік-", "экономикалық", [], "әлеуметтік-экономикалық"],
  ["жеке-", "жеке", [], "жеке-жеке"],
  ["мемлекет-", "тердің", [], "мемлекеттердің"],
  ["экономикалық-", "тарын", [], "экономикалықтарын"],
])("joins %j and %j, with %j elsewhere, to %j", (first, second, others, expected) => {
  expect(joined(`They saw ${first}`, `${second} there.`, others)).toBe(`They saw ${expected} there.`);
});

test("tells the hyphen that splits words from the hyphen of compounds, if the document draws them differently", () => {
  const known = ["the historians", "the monuments", "the governments", "high-level ones"];
  const splits = ["Many histo\u2010", "rians count.", "A monu\u2010", "ments.", "Many gov\u2010", "ernments do."];
  const compounds = ["The well-", "known clerk.", "So a well-known one."];
  const document = [...splits, ...compounds];
  expect(joined("A high\u2010", "chair there.", known, document)).toBe("A highchair there.");
  expect(joined("A rule-", "setter there.", known, document)).toBe("A rule-setter there.");
  expect(joined("A rule-", "setter there.", known)).toBe("A rulesetter there.");
});

test("removes the hyphen of a split word from a URL", () => {
  const address = "See https://example.org/arma-";
  expect(joined(address, "ments/index", ["www.example.org/armaments/a"])).toBe(
    "See https://example.org/armaments/index",
  );
  expect(joined(address, "dillo/index")).toBe("See https://example.org/arma-dillo/index");
});
