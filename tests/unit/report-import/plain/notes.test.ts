import { expect, test } from "vitest";
import { importText } from "@/lib/report-import";
import { all, read, textOf } from "../markdown";

function notesOf(text: string) {
  const { markdown } = importText(new TextEncoder().encode(`The Low Bridge\n\n${text}`), { title: "The Low Bridge" });
  const { tree } = read(markdown);
  const notes = all(tree, "footnoteDefinition").map(({ label, children }) => [label, children.map(textOf).join(" / ")]);
  return { notes, markers: all(tree, "footnoteReference").map(({ label }) => label), text: textOf(tree), markdown };
}

const more = "The other boats wait for the water to rise.";

test.each<[name: string, text: string, notes: [string, string][]]>([
  ["[1] after the paragraph", `A boat[1] waits.\n\n[1] Of oak.\n\n${more}\n`, [["1", "Of oak."]]],
  [
    "[Footnote 1: …]",
    `A boat[1] waits.\n\n[Footnote 1: Of oak\n[or pine].\n\nOr ash.]\n\n${more}\n`,
    [["1", "Of oak [or pine]. / Or ash."]],
  ],
  [
    "letters",
    `A boat[A] and a raft[B] wait.\n\n[Footnote A: Of oak.]\n\n[Footnote B: Of pine.]\n\n${more}\n`,
    [
      ["1", "Of oak."],
      ["2", "Of pine."],
    ],
  ],
  [
    "numbers under a heading",
    `A boat [1] and a raft.[2]\n\nNOTES\n\n1. Of oak.\n\n2. Of pine,\n   or ash.\n`,
    [
      ["1", "Of oak."],
      ["2", "Of pine, or ash."],
    ],
  ],
  [
    "notes with several paragraphs",
    "A boat[1] and a raft[2] wait.\n\nNotes\n\n[1] Of oak.\n\nNot of ash.\n\n[2] Of pine.\n",
    [
      ["1", "Of oak. / Not of ash."],
      ["2", "Of pine."],
    ],
  ],
  ["(1)", `A boat(1) waits.\n\n(1) Of oak.\n\n${more}\n`, [["1", "Of oak."]]],
  ["(1) after a space, under a heading", "Лодка (1) ждёт.\n\nСноски\n\n(1) Дубовая.\n", [["1", "Дубовая."]]],
  ["{1}", `Лодка{1} ждёт.\n\n{1} Дубовая.\n\n${more}\n`, [["1", "Дубовая."]]],
  ["a star", `A boat* waits.\n\n* Of oak.\n\n${more}\n`, [["1", "Of oak."]]],
  ["^[1]", `A boat^[1] waits.\n\n   ^[1] Of oak.\n\n${more}\n`, [["1", "Of oak."]]],
  [
    "superscripts that start over",
    `A boat¹ waits.\n\n¹ Of oak.\n\nA raft¹ waits.\n\n¹ Of pine.\n\n${more}\n`,
    [
      ["1", "Of oak."],
      ["2", "Of pine."],
    ],
  ],
  [
    "superscript markers for plain numbers",
    "A boat¹ and a raft² wait.\n\nПримечания\n\n1. Of oak.\n\n2. Of pine.\n",
    [
      ["1", "Of oak."],
      ["2", "Of pine."],
    ],
  ],
])("reads notes: %s", (_, text, notes) => {
  const found = notesOf(text);
  expect(found.notes).toEqual(notes);
  expect(found.markers).toEqual(notes.map(([label]) => label));
});

test("pairs numbers that start over in each chapter", () => {
  const chapter = (name: string) =>
    `CHAPTER ${name}\n\nA boat[1] and a raft[2] wait in ${name}.\n\n[1] Oak ${name}.\n\n[2] Pine ${name}.\n\n`;
  const { notes, markers } = notesOf(chapter("I") + chapter("II"));
  expect(notes).toEqual([
    ["1", "Oak I."],
    ["2", "Pine I."],
    ["3", "Oak II."],
    ["4", "Pine II."],
  ]);
  expect(markers).toEqual(["1", "2", "3", "4"]);
});

test("pairs numbers that start over in each chapter with notes at the end of the book", () => {
  const { notes, markdown } = notesOf(
    "CHAPTER I\n\nA boat[1] and a raft[2] wait.\n\nCHAPTER II\n\nA mast[1] breaks.\n\nNOTES\n\n[1] Oak.\n\n[2] Pine.\n\n[1] Ash.\n",
  );
  expect(notes).toEqual([
    ["1", "Oak."],
    ["2", "Pine."],
    ["3", "Ash."],
  ]);
  expect(markdown).toContain("A mast[^3] breaks.");
});

test("links each repeated marker to its note, and removes the empty section of notes", () => {
  const { markers, text } = notesOf("A boat[1] waits, and a raft[1] too.\n\nNOTES\n\n[1] Of oak.\n");
  expect(markers).toEqual(["1", "1"]);
  expect(text).not.toContain("NOTES");
});

test.each([
  [
    "a bibliography",
    "As Lee says[1], boats wait.\n\nReferences\n\n[1] Lee, A. Boats. 1904.\n\n[2] Ek, B. Rafts. 1905.\n",
  ],
  ["a numbered list", "They are (1) boats and (2) rafts.\n\n(1) Boats wait.\n\n(2) Rafts float.\n"],
  ["a list with asterisks", "Some* of them wait:\n\n* boats\n\n* rafts\n\n* ships\n"],
  ["emphasis", "The *low* bridge.\n\n* boats wait there\n"],
  ["numbers without markers", "Boats wait.\n\n[1] Of oak.\n"],
])("leaves %s in the text", (_, text) => {
  expect(notesOf(text).notes).toEqual([]);
});
