import { describe, expect, test } from "vitest";
import { importText } from "@/lib/report-import";
import { all, pages, read, textOf } from "../markdown";

const TEXT = "The boats wait below the bridge until the water is high enough to leave.";

function imported(text: string) {
  const { markdown } = importText(new TextEncoder().encode(`The Low Bridge\n\n${text}`), { title: "The Low Bridge" });
  const { tree } = read(markdown);
  return { markdown, tree, headings: all(tree, "heading").map((node) => [textOf(node), node.depth]) };
}

/** A text in which each heading is above a paragraph. */
const headed = (...headings: string[]) => headings.map((heading) => `${heading}\n\n${TEXT}\n\n`).join("");

describe("headings", () => {
  test.each<[name: string, text: string, headings: [string, number][]]>([
    [
      "parts and chapters",
      headed("PART ONE\n\nCHAPTER I.\nThe Boats", "CHAPTER II.\n\nThe Rafts"),
      [
        ["PART ONE", 2],
        ["CHAPTER I. The Boats", 3],
        ["CHAPTER II. The Rafts", 3],
      ],
    ],
    [
      "Roman numerals",
      headed("I", "II.", "III"),
      [
        ["I", 2],
        ["II.", 2],
        ["III", 2],
      ],
    ],
    [
      "Russian",
      headed("ЧАСТЬ ПЕРВАЯ", "Глава 1", "Глава вторая"),
      [
        ["ЧАСТЬ ПЕРВАЯ", 2],
        ["Глава 1", 3],
        ["Глава вторая", 3],
      ],
    ],
    [
      "Kazakh",
      headed("БІРІНШІ БӨЛІМ", "1-тарау", "Екінші тарау"),
      [
        ["БІРІНШІ БӨЛІМ", 2],
        ["1-тарау", 3],
        ["Екінші тарау", 3],
      ],
    ],
    [
      "rules",
      headed("The Boats\n=========", "Of oak\n------", "The Rafts\n========="),
      [
        ["The Boats", 2],
        ["Of oak", 3],
        ["The Rafts", 2],
      ],
    ],
    [
      "numbers",
      headed("1.  Boats", "1.1.  Of oak", "1.1.1  Of old oak"),
      [
        ["1. Boats", 2],
        ["1.1. Of oak", 3],
        ["1.1.1 Of old oak", 4],
      ],
    ],
    [
      "capitals",
      headed("THE BOATS.", "THE RAFTS OF THE\nLOWER RIVER"),
      [
        ["THE BOATS.", 2],
        ["THE RAFTS OF THE LOWER RIVER", 2],
      ],
    ],
  ])("reads %s", (_, text, headings) => {
    expect(imported(text).headings).toEqual(headings);
  });

  test("does not read a sentence about a chapter as a heading", () => {
    expect(imported(`Chapter two says that boats wait,\nand so they do.\n\n${TEXT}\n`).headings).toEqual([]);
  });
});

describe("lines with only a number", () => {
  test("are headings if they follow complete paragraphs", () => {
    const { headings, markdown } = imported(headed("1", "2", "3"));
    expect(headings).toEqual([
      ["1", 2],
      ["2", 2],
      ["3", 2],
    ]);
    expect(pages(markdown)).toEqual([]);
  });

  test("are page numbers if they interrupt a sentence", () => {
    const { markdown } = imported(
      `${TEXT}\n\nThe boats below the oldest of the four bridges of the lower town, which is of stone\n\n7\n\nand oak, wait.\n\n${TEXT}\n\n8\n\n${TEXT}\n`,
    );
    expect(pages(markdown)).toContain("8");
    expect(markdown).toContain("which is of stone <!-- page 8 -->and oak, wait.");
  });
});

test("keeps the lines of a poem", () => {
  const poem = "The boats are low,\nThe bridge is high,\nAnd slow, so slow,\nThe rafts go by.";
  const { markdown } = imported(`${TEXT}\n${TEXT}\n\n${poem}\n\n${TEXT}\n`);
  expect(markdown).toContain(poem.replaceAll("\n", "\\\n"));
});

test("separates paragraphs that are marked only by an indent, and the headings between them", () => {
  const paragraph = (name: string) =>
    `   ${name} boats wait below the bridge until\nthe water is high enough to leave,\nand then all of them go.\n`;
  const chapter = (number: string) =>
    `Глава ${number}\n${["Six", "Nine", "Ten", "Old", "New"].map(paragraph).join("")}`;
  const { tree, headings } = imported(chapter("1") + chapter("2"));
  expect(headings).toEqual([
    ["Глава 1", 2],
    ["Глава 2", 2],
  ]);
  expect(all(tree, "paragraph")).toHaveLength(10);
});

describe("columns aligned with spaces", () => {
  test("are a table", () => {
    const { tree } = imported(
      `${TEXT}\n\n   Place     Boats   Rafts\n   -----     -----   -----\n   Kesh         12       4\n   Old Tarn      7\n   Holm          3       9\n\n${TEXT}\n`,
    );
    expect(all(tree, "tableRow").map((row) => row.children.map(textOf))).toEqual([
      ["", "", ""],
      ["Place", "Boats", "Rafts"],
      ["Kesh", "12", "4"],
      ["Old Tarn", "7", ""],
      ["Holm", "3", "9"],
    ]);
  });

  test.each([
    ["a drawing", "   +-----+     +-----+\n   | ab  |---->| cd  |\n   +-----+     +-----+"],
    ["a list", "   a)   boats of oak\n   b)   rafts of pine\n   c)   ships of ash"],
  ])("are left alone in %s", (_, text) => {
    expect(all(imported(`${TEXT}\n\n${text}\n\n${TEXT}\n`).tree, "table")).toEqual([]);
  });
});
