import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importText } from "@/lib/report-import";
import { all, allWords, countWords, pageBefore, pages, read, surplus, textOf } from "./markdown";
import { sentencesOf } from "./sentences";

const source = readFileSync(new URL("../../fixtures/import/velmara.txt", import.meta.url));
const { markdown, meta, doubts, slug } = importText(source);
const { tree } = read(markdown);
const paragraphs = all(tree, "paragraph").map(textOf);

test("reads the front matter", () => {
  expect(slug).toBe("river-trade-in-the-velmara-basin-who-carries-what-and-why");
  expect(meta).toMatchObject({
    title: "River Trade in the Velmara Basin: Who Carries What, and Why?",
    authors: ["Mira Castellan", "Tomas Q. Varga"],
    editor: "Mira Castellan",
    place: "Port Alden",
    year: 2021,
    publisher: "IRS (Institute of River Studies)",
    language: "en",
  });
});

describe("footnotes", () => {
  const numbers = Array.from({ length: 9 }, (_, index) => String(index + 1));

  test("links all nine in both directions", () => {
    expect(all(tree, "footnoteDefinition").map((node) => node.label)).toEqual(numbers);
    expect(all(tree, "footnoteReference").map((node) => node.label)).toEqual(numbers);
  });

  test.each([
    ["2", ["О разночтениях в судовых журналах // https://velmara.example/journals"]],
    ["3", ["Өзен жағасындағы отбасылық қайықтар туралы есеп, 2019"]],
    ["4", ["Decree No. 17 on the winter fleet, 2003", "The decree was never printed."]],
    ["5", ["Petition of the four guilds, see http://velmara.example/petition"]],
    ["7", ["Statute of Quays, article 3 // https://velmara.example/statute"]],
    ["9", ["Personnel file 88"]],
  ])("reads definition %s completely", (label, expected) => {
    const definition = all(tree, "footnoteDefinition").find((node) => node.label === label)!;
    expect(definition.children.map(textOf)).toEqual(expected);
  });

  test("does not treat square kilometres as markers", () => {
    expect(markdown).toContain("48 200 km² and its");
    expect(markdown).toContain("300 km² below");
  });
});

test.each([
  "only steamboats used to go.",
  "weighs less than the Guild of Saint Orla",
  "from days when boats had one mast",
  "with it most of what the family boats carry",
])("joins a split sentence: %s", (sentence) => {
  expect(paragraphs.filter((text) => text.includes(sentence))).toHaveLength(1);
});

describe("pages", () => {
  test("numbers pages 2 to 10, with 5 and 10 uncertain", () => {
    expect(pages(markdown)).toEqual(["2", "3", "4", "5?", "6", "7", "8", "9", "10?"]);
  });

  test.each([
    ["Tarn |", "4"],
    ["Holm", "5?"],
    ["boats used to go", "6"],
    ["boats had one mast", "8"],
    ["Outlook\n", "9"],
    ["what the family boats carry", "10?"],
  ])("starts a page at %s: page %s", (text, page) => {
    if (text !== "boats used to go") expect(pageBefore(markdown, text)).toBe(page);
    else expect(markdown).toContain("steam<!-- page 6 -->boats");
  });

  test("keeps a figure between two parts of a sentence on its page", () => {
    expect(markdown.indexOf("Map 2 Quays")).toBeLessThan(markdown.indexOf("<!-- page 8 -->"));
  });
});

test("takes the text of headings from the body, and their depth from the table of contents", () => {
  expect(all(tree, "heading").map((node) => [textOf(node), node.depth])).toEqual([
    ["Preface", 2],
    ["The carriers of the upper river", 2],
    ["Tolls and quays", 2],
    ["Tolls at Kesh", 3],
    ["Outlook", 2],
    ["About the contributors", 2],
  ]);
});

test("reads lettered items without bullets, and a bulleted list", () => {
  expect(all(tree, "list").map((list) => list.children.map((item) => textOf(item).slice(0, 8)))).toEqual([
    ["(a) To k"],
    ["(b) To c"],
    ["Kesh and", "Lower Fe", "Tarn is "],
  ]);
});

test("reads the table with three columns, its groups and every row", () => {
  const rows = all(tree, "tableRow").map((row) => row.children.map(textOf));
  expect(rows).toHaveLength(1 + 2 + 21);
  expect(rows.filter(([first, ...others]) => first && others.every((cell) => cell === ""))).toEqual([
    ["NORTH BANK", "", ""],
    ["SOUTH BANK", "", ""],
  ]);
  expect(rows).toContainEqual(["Kesh", "Guild of Saint Orla", "12 400"]);
});

test("reads a figure with a missing image", () => {
  const at = tree.children.findIndex((node) => textOf(node).startsWith("Map 2 "));
  expect(all(tree.children[at + 1]!, "image")).toMatchObject([{ url: "missing" }]);
  expect(textOf(tree.children[at + 2]!)).toBe("Источник: Harbour Office, sheet 9");
});

test("loses nothing but the table of contents and furniture", () => {
  const contents = source
    .toString()
    .slice(source.toString().indexOf("Contents\n"), source.toString().indexOf("\nPreface\n"));
  const before = countWords(source.toString());
  const after = allWords(markdown);
  // A word that was hyphenated at a page break is joined.
  const furniture = countWords(`${contents} Edited by [9] steam boats`);
  expect(surplus(before, after)).toEqual(surplus(furniture, new Map()));
  expect(surplus(after, before)).toEqual(["steamboats"]);
});

test("returns import warnings", () => {
  const texts = sentencesOf(doubts).join("\n");
  for (const part of ["Page 5", "Page 10", "(b)", "[9]", "Guild of Saint Orla", "About the contributors", "IRS"]) {
    expect(texts).toContain(part);
  }
});
