import { describe, expect, it } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { documentsOf } from "@/lib/search/documents";
import { engineOf } from "./texts";

const [MAP, CHART] = ["a", "b"].map((digit) => `picture:${digit.repeat(32)}/40x30`);

const documentsIn = (...paragraphs: string[]) =>
  documentsOf(parseReport(`---\ntitle: Rivers\nlanguage: en\n---\n\n${paragraphs.join("\n\n")}\n`, "rivers"));
const figuresIn = (...paragraphs: string[]) => documentsIn(...paragraphs).filter(({ kind }) => kind === "figure");

const REPORT = [
  "Before all.",
  "# Trade",
  "Figure 1. Tolls by year",
  `![A chart of tolls](${CHART} "Kesh Dunmere 1901")`,
  "Rivers carry trade.",
];

describe("a figure in search", () => {
  it("is a document after its caption, with its description and its words", () => {
    const documents = documentsIn(...REPORT);
    expect(documents.map(({ kind }) => kind)).toEqual(["paragraph", "heading", "caption", "figure", "paragraph"]);
    expect(documents[3]).toMatchObject({
      text: "A chart of tolls\nKesh Dunmere 1901",
      section: { slug: "trade" },
      start: documents[2]!.start,
      language: "en",
      note: null,
    });
    expect(documents[3]!.block).toMatch(/^f[0-9a-z]+$/u);
  });

  it("without a caption begins where the text after it does, and can come before all text", () => {
    const documents = documentsIn(`![](${MAP} "Kesh")`, "Rivers.", `![](${CHART} "Dunmere")`);
    expect(documents.map(({ kind, text, start }) => [kind, text, start])).toEqual([
      ["figure", "Kesh", 0],
      ["paragraph", "Rivers.", 0],
      ["figure", "Dunmere", 7],
    ]);
  });

  it("keeps its id when other parts of the text change, and has one for each place", () => {
    const ids = (...paragraphs: string[]) => figuresIn(...paragraphs).map(({ block }) => block);
    const [map, chart, again] = ids(`![A](${MAP})`, "Rivers.", `![B](${CHART})`, `![A](${MAP})`);
    expect(ids("Grain.", `![C](${CHART})`, `![D](${MAP})`)).toEqual([chart, map]);
    expect(again).toBe(`${map}-2`);
  });

  it("is left out if nothing is known of it but its caption", () => {
    expect(figuresIn("Figure 1. Tolls", `![Figure 1. Tolls](${CHART})`, `![](${MAP})`)).toEqual([]);
    expect(figuresIn("Figure 1. Tolls", `![Figure 1. Tolls](${CHART} "Kesh")`).map(({ text }) => text)).toEqual([
      "Kesh",
    ]);
  });

  it.each([
    ["the page of the text before it", ["<!-- page 7 -->", "Rivers.", `![A](${MAP})`], 7],
    ["the page that begins with it", ["Rivers.", "<!-- page 7 -->", `![A](${MAP})`, "<!-- page 8 -->", "More."], 7],
    [
      "the page after that of its caption",
      ["<!-- page 7 -->", "Figure 1. A", "<!-- page 8 -->", `![B](${MAP})`, "More."],
      8,
    ],
    ["the page of its caption", ["Rivers.", "<!-- page 7 -->", "Figure 1. A", `![B](${MAP})`], 7],
    ["the page on which a paragraph ends", ["<!-- page 7 -->", "Rivers <!-- page 8 --> carry.", `![A](${MAP})`], 8],
    ["no page", ["Rivers.", `![A](${MAP})`], null],
  ])("is on %s", (_, paragraphs, page) => {
    expect(figuresIn(...paragraphs).map((figure) => figure.page)).toEqual([page]);
  });

  it("is found by its words, and by its place", () => {
    const engine = engineOf(documentsIn(...REPORT));
    const found = (query: string) =>
      engine
        .search(query)
        .hits()
        .map(({ kind }) => kind);
    expect(found("dunmere")).toEqual(["figure"]);
    expect(found("in:figures")).toEqual(["figure"]);
    expect(found("in:figure tolls")).toEqual(["figure"]);
    // The sentence says more about its subject than a label.
    expect(
      engineOf(documentsIn("Grain in Kesh.", `![](${MAP} "Grain in Kesh")`))
        .search("grain")
        .hits(),
    ).toMatchObject([{ kind: "paragraph" }, { kind: "figure" }]);
    const { places } = engine.search("tolls").facets();
    expect(places.map(({ value, count, filter }) => [value, count, filter])).toEqual([
      ["captions", 1, "in:captions"],
      ["figures", 1, "in:figures"],
    ]);
  });
});
