import { describe, expect, it, test } from "vitest";
import { problem } from "@/lib/errors/problem";
import { correct } from "@/lib/report-import/corrections";
import { EXCERPT } from "@/lib/report-import/corrections/limits";
import type { Correction } from "@/lib/report-import/corrections/schemas";
import { targetsOf } from "@/lib/report-import/corrections/targets";
import { blockOf, corrected, fileOf, layoutOf, placeAt, reportOf } from "./support";

type Case = [name: string, before: string, corrections: (body: string) => Correction[], after: string];

const level =
  (start: string, depth: number) =>
  (body: string): Correction[] => [{ kind: "level", block: blockOf(body, start), depth }];
const merge =
  (start: string) =>
  (body: string): Correction[] => [{ kind: "merge", block: blockOf(body, start) }];
const omit =
  (start: string) =>
  (body: string): Correction[] => [{ kind: "omit", block: blockOf(body, start) }];
const split =
  (start: string, marked: string) =>
  (body: string): Correction[] => [{ kind: "split", block: blockOf(body, start), place: placeAt(marked) }];
const marker =
  (note: string, start: string, marked: string) =>
  (body: string): Correction[] => [
    { kind: "marker", note: blockOf(body, note), block: blockOf(body, start), place: placeAt(marked) },
  ];
const omitLine = (text: string) => (): Correction[] => [{ kind: "omit-line", text }];

const NOTES = "Barges[^1] pay.\n\n[^1]: A toll.\n\n[^2]: A lock.";

const CASES: Case[] = [
  ["changes the level of a heading", "## Barges\n\nThey pay.", level("Barges", 4), "#### Barges\n\nThey pay."],
  ["turns a paragraph into a heading", "Barges\n\nThey pay.", level("Barges", 2), "## Barges\n\nThey pay."],
  ["turns a heading into a paragraph", "## They *pay*.\n\nMore.", level("They", 0), "They *pay*.\n\nMore."],
  [
    "turns a list item into a heading",
    "1. Barges\n2. Tolls\n3. Locks",
    level("Tolls", 2),
    "1. Barges\n\n## 2. Tolls\n\n3. Locks",
  ],
  [
    "turns an item into a heading and keeps its nested content",
    "- Barges\n  - Small ones\n- Tolls",
    level("Barges", 2),
    "## Barges\n\n- Small ones\n\n* Tolls",
  ],
  ["merges two paragraphs", "They\n\npay.\n\nMore.", merge("pay"), "They pay.\n\nMore."],
  [
    "merges a word that was divided by a hyphen",
    "They pay the guild-\n\nmaster.",
    merge("master"),
    "They pay the guildmaster.",
  ],
  ["keeps a hyphen before a capital", "North-\n\nSouth", merge("South"), "North- South"],
  [
    "merges a paragraph with a page break inside",
    "They\n\npay<!-- page 2 --> more.",
    merge("pay"),
    "They pay<!-- page 2 --> more.",
  ],
  ["merges across a page break", "They\n\n<!-- page 2 -->\n\npay.", merge("pay"), "They<!-- page 2 --> pay."],
  [
    "merges across a table with its caption",
    "They\n\nTable 1 Tolls\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\npay.",
    merge("pay"),
    "They pay.\n\nTable 1 Tolls\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
  ],
  ["merges a paragraph with an item", "- Barges\n- that\n\npay.", merge("pay"), "- Barges\n- that pay."],
  ["merges two items", "- Barges\n- pay.", merge("pay"), "- Barges pay."],
  ["merges a two-line heading", "## Tolls and\n\n## Locks", merge("Locks"), "## Tolls and Locks"],
  ["merges two notes", NOTES, merge("A lock"), "Barges[^1] pay.\n\n[^1]: A toll. A lock."],
  ["splits a paragraph", "They pay. They wait.", split("They", "They pay. |They wait."), "They pay.\n\nThey wait."],
  ["splits inside formatting", "They *pay and wait*.", split("They", "pay |and"), "They *pay*\n\n*and wait*."],
  ["splits the text off a heading", "## Tolls They pay.", split("Tolls", "Tolls |They"), "## Tolls\n\nThey pay."],
  [
    "splits an item",
    "- Barges Locks\n  - Small\n- Tolls",
    split("Barges", "Barges |Locks"),
    "- Barges\n- Locks\n  - Small\n- Tolls",
  ],
  [
    "splits a note into two",
    "[^1]: A toll. 2 A lock.",
    split("A toll", "toll. |2 A"),
    "[^1]: A toll.\n\n[^2]: 2 A lock.",
  ],
  [
    "keeps a marker with the text before a cut",
    `They pay.[^1] More.\n\n[^1]: A toll.`,
    split("They", "pay. |More"),
    "They pay.[^1]\n\nMore.\n\n[^1]: A toll.",
  ],
  ["leaves a paragraph out", "Barges\n\nTolls\n\nLocks", omit("Tolls"), "Barges\n\nLocks"],
  [
    "keeps a page break in a paragraph that is left out",
    "A\n\nB<!-- page 2 --> C\n\nD",
    omit("B"),
    "A\n\n<!-- page 2 -->\n\nD",
  ],
  [
    "leaves an item out and keeps its nested content",
    "- Barges\n  - Small\n- Tolls",
    omit("Tolls"),
    "- Barges\n  - Small",
  ],
  ["leaves the only item of a list out", "A\n\n- Barges\n\nB", omit("Barges"), "A\n\nB"],
  [
    "leaves a row out",
    "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |",
    omit("1 2"),
    "| a | b |\n| --- | --- |\n| 3 | 4 |",
  ],
  ["leaves a header row out", "| a | b |\n| --- | --- |\n| 1 | 2 |", omit("a b"), "|  |  |\n| --- | --- |\n| 1 | 2 |"],
  ["leaves a note out with its markers", NOTES, omit("A toll"), "Barges pay.\n\n[^2]: A lock."],
  [
    "leaves a line out everywhere, whatever its number",
    "Guild report 9\n\nBarges\n\n## Guild report 10\n\nGuild report of 9",
    omitLine("Guild report 9"),
    "Barges\n\nGuild report of 9",
  ],
  [
    "leaves a line out beside a page break in a paragraph",
    "They pay Guild 9<!-- page 10 --> Guild 10 and wait. Guild 9 stays.",
    omitLine("Guild 9"),
    "They pay <!-- page 10 --> and wait. Guild 9 stays.",
  ],
  [
    "leaves a line out before a page break without joining the words around it",
    "They pay Guild 9 <!-- page 10 -->and wait.",
    omitLine("Guild 9"),
    "They pay <!-- page 10 -->and wait.",
  ],
  [
    "gives a note a marker",
    NOTES,
    marker("A lock", "Barges", "pay.|"),
    "Barges[^1] pay.[^2]\n\n[^1]: A toll.\n\n[^2]: A lock.",
  ],
  [
    "turns the number in the text into a marker",
    "Barges2 pay.\n\n[^2]: A lock.",
    marker("A lock", "Barges", "Barges2| pay"),
    "Barges[^2] pay.\n\n[^2]: A lock.",
  ],
  [
    "does not mistake part of a longer number for a marker",
    "In 1902 they paid.\n\n[^2]: A lock.",
    marker("A lock", "In", "1902| they"),
    "In 1902[^2] they paid.\n\n[^2]: A lock.",
  ],
];

describe("a correction", () => {
  it("describes a picture, and keeps the words in it", () => {
    const id = "0123456789abcdef0123456789abcdef";
    const body = `Before.\n\n![](picture:${id}/40x30 "Kesh Dunmere")\n\nAfter.`;
    const described = corrected(body, [{ kind: "describe", picture: id, text: "Tolls by town" }]);
    expect(described).toEqual({ body: body.replace("![]", "![Tolls by town]"), fits: [true] });
  });

  it.each(CASES)("%s", (_, before, corrections, after) => {
    const result = corrected(before, corrections(before));
    expect(result.fits).toEqual([true]);
    expect(result.body).toBe(after);
  });
});

const UNFIT: [name: string, body: string, correction: (body: string) => Correction][] = [
  ["of a block that isn't there", "Barges", () => ({ kind: "omit", block: blockOf("Tolls", "Tolls") })],
  ["that merges the first block", "Barges\n\nTolls", (body) => ({ kind: "merge", block: blockOf(body, "Barges") })],
  [
    "that splits at the start",
    "Barges",
    (body) => ({ kind: "split", block: blockOf(body, "Barges"), place: placeAt("|Barges") }),
  ],
  [
    "that splits at the end",
    "Barges",
    (body) => ({ kind: "split", block: blockOf(body, "Barges"), place: placeAt("Barges|") }),
  ],
  [
    "that splits where the text is different",
    "Barges",
    (body) => ({ kind: "split", block: blockOf(body, "Barges"), place: placeAt("To|lls") }),
  ],
  ["of a line that isn't there", "Barges", () => ({ kind: "omit-line", text: "Tolls" })],
  [
    "with a note that isn't there",
    "Barges",
    (body) => ({
      kind: "marker",
      note: blockOf(NOTES, "A lock"),
      block: blockOf(body, "Barges"),
      place: placeAt("Barges|"),
    }),
  ],
  [
    "of a row's level",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    (body) => ({ kind: "level", block: blockOf(body, "1 2"), depth: 2 }),
  ],
];

it.each(UNFIT)("a correction %s changes nothing and says so", (_, body, correction) => {
  const file = { markdown: fileOf(body), doubts: [] };
  const { read, fits } = correct(file, [correction(body)]);
  expect(fits).toEqual([false]);
  expect(read).toBe(file);
});

describe("of blocks with the same text", () => {
  const body = "<!-- page 1 -->\n\nIbid.\n\nIbid.\n\n<!-- page 2 -->\n\nIbid.\n\nEnd.";
  it.each([
    [0, "<!-- page 1 -->\n\n## Ibid.\n\nIbid.\n\n<!-- page 2 -->\n\nIbid.\n\nEnd."],
    [1, "<!-- page 1 -->\n\nIbid.\n\n## Ibid.\n\n<!-- page 2 -->\n\nIbid.\n\nEnd."],
    [2, "<!-- page 1 -->\n\nIbid.\n\nIbid.\n\n<!-- page 2 -->\n\n## Ibid.\n\nEnd."],
  ])("number %i is the one that is changed", (nth, after) => {
    expect(corrected(body, [{ kind: "level", block: blockOf(body, "Ibid.", nth), depth: 2 }]).body).toBe(after);
  });

  it("the one on the nearest page is changed in another edition", () => {
    const block = { ...blockOf(body, "Ibid.", 2), page: 4 };
    const { body: after } = corrected(body, [{ kind: "level", block, depth: 2 }]);
    expect(after).toContain("<!-- page 2 -->\n\n## Ibid.");
  });

  it("a note is found by its label", () => {
    const notes = "A[^1] b[^2].\n\n[^1]: Ibid.\n\n[^2]: Ibid.";
    const { body: after } = corrected(notes, [{ kind: "omit", block: blockOf(notes, "Ibid.", 1) }]);
    expect(after).toBe("A[^1] b.\n\n[^1]: Ibid.");
  });
});

test("a block of another edition is found by its beginning", () => {
  const start = "The survey of the basin was made by nine people in two wet summers, and it was made well.";
  expect(start.length).toBeGreaterThan(EXCERPT);
  const block = blockOf(`${start} It ended.`, "The survey");
  expect(corrected(`${start} It went on.`, [{ kind: "level", block, depth: 3 }]).fits).toEqual([true]);
});

test("corrections are replayed in order, and those that don't fit are left out", () => {
  const body = "Barges\n\nThey\n\npay.";
  const { body: after, fits } = corrected(body, [
    { kind: "level", block: blockOf(body, "Barges"), depth: 2 },
    { kind: "omit", block: blockOf("Tolls", "Tolls") },
    { kind: "merge", block: blockOf(body, "pay.") },
    { kind: "split", block: blockOf("They pay.", "They pay."), place: placeAt("The|y pay.") },
  ]);
  expect(after).toBe("## Barges\n\nThe\n\ny pay.");
  expect(fits).toEqual([true, false, true, true]);
});

test("the boxes in the layout stay with their blocks", () => {
  const body = "Barges[^1]\n\nThey\n\npay.\n\nTolls and locks.\n\n[^1]: One.\n\n[^2]: Two.";
  const pages = (boxes: readonly number[]) => boxes.filter((_, at) => at % 5 === 0);
  const { read } = correct({ markdown: fileOf(body), doubts: [], layout: layoutOf(body) }, [
    { kind: "omit", block: blockOf(body, "Barges") },
    { kind: "merge", block: blockOf(body, "pay.") },
    { kind: "split", block: blockOf(body, "Tolls"), place: placeAt("Tolls |and") },
    { kind: "omit", block: blockOf(body, "Two.") },
  ]);
  expect(read.layout.body.map(pages)).toEqual([[1, 2], [3], [3]]);
  expect(Object.keys(read.layout.notes)).toEqual(["1"]);
});

test("the warning about a note disappears once the note has a marker or is gone", () => {
  const doubts = ["1", "2", "3"].map((note) => ({
    line: 1,
    problem: problem("import-warning.notes.unmarked.by-number", { number: note }),
    note,
  }));
  const body = "Barges pay.\n\n[^1]: One.\n\n[^2]: Two.\n\n[^3]: Three.";
  const { read } = correct({ markdown: fileOf(body), doubts }, [
    { kind: "marker", note: blockOf(body, "One."), block: blockOf(body, "Barges"), place: placeAt("Barges| pay") },
    { kind: "omit", block: blockOf(body, "Two.") },
  ]);
  expect(read.doubts.map(({ note }) => note)).toEqual(["3"]);
});

test("targets describe all blocks of a report in order", () => {
  const body =
    "<!-- page 3 -->\n\n## Barges\n\nThey *pay*\ntolls.\n\n- One\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nA[^x].\n\n[^x]: Note.";
  expect(targetsOf(reportOf(body))).toEqual([
    { kind: "heading", text: "Barges", page: 3, nth: 0 },
    { kind: "paragraph", text: "They pay tolls.", page: 3, nth: 0 },
    { kind: "list-item", text: "One", page: 3, nth: 0 },
    { kind: "table-row", text: "a b", page: 3, nth: 0 },
    { kind: "table-row", text: "1 2", page: 3, nth: 0 },
    { kind: "paragraph", text: "A.", page: 3, nth: 0 },
    { kind: "footnote", text: "Note.", page: null, nth: 0, label: "x" },
  ]);
});
