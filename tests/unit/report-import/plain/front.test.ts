import { describe, expect, test } from "vitest";
import { importText } from "@/lib/report-import";
import { all, pages, read, textOf } from "../markdown";

const imported = (text: string) => importText(new TextEncoder().encode(text));
const TEXT = "The boats wait below the bridge until the water is high enough, and then all of them leave at once.\n";
const RUSSIAN = "Лодки ждут под мостом, пока вода не поднимется, а потом все они уходят разом.\n";

test.each<[name: string, start: string, title: string, authors: string[]]>([
  ["a by-line", "THE LOW BRIDGE\n\nBy Ann Lee\n\n\nCHAPTER I\n\n", "THE LOW BRIDGE", ["Ann Lee"]],
  ["a separate byline", "The Low Bridge\n\nby\n\nANN LEE (1803)\n\nChapter 1\n\n", "The Low Bridge", ["Ann Lee"]],
  ["two authors", "The Low Bridge\n\nby Ann Lee and Bo Ek\n\n", "The Low Bridge", ["Ann Lee", "Bo Ek"]],
  [
    "a name below the title",
    "   THE LOW BRIDGE\n\n      Ann Lee\n\n  FOURTH EDITION\n\n",
    "THE LOW BRIDGE",
    ["Ann Lee"],
  ],
  ["title and author on one line", "The Low Bridge by Ann Lee\n\n", "The Low Bridge", ["Ann Lee"]],
  [
    "a title in parts",
    "BRIDGES:\n\nOR, THE\n\nLOW ONES\n\nOF\n\nORLA.\n\nBy Sir _ANN LEE_, Knt.\n\n",
    "BRIDGES: OR, THE LOW ONES OF ORLA",
    ["Sir Ann Lee"],
  ],
  ["no author", "The Law of the Bridge\n\n\nPreamble\n\n", "The Law of the Bridge", []],
  [
    "an organization",
    "  Board of Bridges\n\n   REPORT ON THE\n   LOW BRIDGE\n\n  March 1912\n\n",
    "REPORT ON THE LOW BRIDGE",
    ["Board of Bridges"],
  ],
  [
    "a series",
    "QRS Report for Parliament\n\nThe Low Bridge: Background\n\nUpdated June 3, 2004\n\nPaul Kesh\nSpecialist in Bridges\n\n",
    "The Low Bridge: Background",
    ["Paul Kesh"],
  ],
  [
    "an address",
    "Bridge Guide\n************\n\nBridge Reference Team <team@bridge.example>\n\n",
    "Bridge Guide",
    ["Bridge Reference Team"],
  ],
  [
    "labels",
    "Title: The Low Bridge\n   and the High One\nAuthor: Ann Lee\nDate: 2 May 1904\n\n",
    "The Low Bridge and the High One",
    ["Ann Lee"],
  ],
])("reads the title page of an English text: %s", (_, start, title, authors) => {
  const { meta, markdown } = imported(start + TEXT);
  expect(meta).toMatchObject({ title, authors });
  expect(read(markdown).body).toContain(TEXT.trim());
});

test.each<[name: string, start: string, title: string, author: string]>([
  ["the author first", "Мира Кастеллан\n\nНизкий мост\n\nповесть\n\nГлава первая\n\n", "Низкий мост", "Мира Кастеллан"],
  ["initials", "НИЗКИЙ МОСТ\n\nРоман\n\nМ. О. Кастеллан\n\nI\n\n", "НИЗКИЙ МОСТ", "М. О. Кастеллан"],
  ["a patronymic", "Кастеллан Мира Олеговна\nНизкий мост\n\n", "Низкий мост", "Кастеллан Мира Олеговна"],
  [
    "title and author on one line",
    "М. О. Кастеллан. Низкий мост\n-------\nOCR: архив\n-------\n\n",
    "Низкий мост",
    "М. О. Кастеллан",
  ],
  ["labels", "Название: Низкий мост\nАвтор: Мира Кастеллан\n\n", "Низкий мост", "Мира Кастеллан"],
])("reads the title page of a Russian text: %s", (_, start, title, author) => {
  expect(imported(start + RUSSIAN).meta).toMatchObject({ title, authors: [author], language: "ru" });
});

test("rejects sentences without a title", () => {
  expect(() => imported(TEXT)).toThrow("No title was found");
});

describe("Project Gutenberg", () => {
  const head = "The Project Gutenberg eBook of The Low Bridge\n\nYou may copy it.\n\n";
  const labels = "Title: The Low Bridge\n\nAuthor: Ann Lee\n\nRelease date: June 1, 1998 [eBook #1]\n\n";
  const licence = "\n\nTHE FULL LICENSE\n\n1.A. You agree to it.\n";

  test.each([
    [
      "labels and markers",
      `${head}${labels}*** START OF THE PROJECT GUTENBERG EBOOK THE LOW BRIDGE ***\n\nProduced by a team.\n\nTHE LOW BRIDGE\n\nby\n\nANN LEE\n\n${TEXT}\n*** END OF THE PROJECT GUTENBERG EBOOK THE LOW BRIDGE ***${licence}`,
    ],
    [
      "a two-line marker",
      `${head}${labels}***START OF THE PROJECT GUTENBERG EBOOK THE LOW\nBRIDGE***\n\n${TEXT}\n***END OF THE PROJECT GUTENBERG EBOOK THE LOW\nBRIDGE***${licence}`,
    ],
    [
      "an old header",
      `**The Project Gutenberg Etext of The Low Bridge, by Ann Lee**\n#3 in our series\n\n*END*THE SMALL PRINT! FOR ETEXTS*Ver.04*END*\n\nThe Low Bridge\n\nby Ann Lee\n\n${TEXT}\nEnd of The Project Gutenberg Etext of The Low Bridge\n`,
    ],
  ])("reads the header and removes the licence: %s", (_, text) => {
    const { meta, markdown } = imported(text);
    expect(meta).toMatchObject({ title: "The Low Bridge", authors: ["Ann Lee"] });
    expect(read(markdown).body.trim()).toBe(TEXT.trim());
  });

  test("reads underscores as italics, and an unknown author as no author", () => {
    const { meta, markdown } = imported(
      `${head}Title: The Low Bridge\n\nAuthor: Anonymous\n\n*** START OF THE PROJECT GUTENBERG EBOOK ***\n\nThe _Orla_ waits below.\n`,
    );
    expect(meta.authors).toEqual([]);
    expect(all(read(markdown).tree, "emphasis").map(textOf)).toEqual(["Orla"]);
  });
});

describe("RFCs", () => {
  const line = (left: string, right: string) => left + right.padStart(72 - left.length);
  const foot = (page: number) =>
    `${line("Lee & Ek", `[Page ${page}]`)}\n\fRFC 9            Low Bridges            May 1991\n\n`;
  const text = [
    "",
    line("Network Working Group", "A. Lee"),
    line("Request for Comments: 9", "Orla University"),
    line("Updates: 7, 8", "B. van der Ek, Ed."),
    line("", "May 1991"),
    "",
    "                         Updates to Low",
    "                            Bridges",
    "",
    "Status of this Memo",
    "",
    `   ${TEXT}`,
    `${foot(1)}   Six ${TEXT}`,
    `${foot(2)}   Ten ${TEXT}`,
    `${foot(3)}1.  Scope`,
    "",
    `   All ${TEXT}`,
    line("Lee & Ek", "[Page 4]"),
  ].join("\n");
  const { meta, markdown } = imported(text);

  test("reads title, authors and year from the first page", () => {
    expect(meta).toMatchObject({ title: "Updates to Low Bridges", authors: ["A. Lee", "B. van der Ek"], year: 1991 });
  });

  test("reads a centred title that begins like a field", () => {
    const start = [line("Network Working Group", "A. Lee"), line("RFC: 9", "May 1991")].join("\n");
    const title = "                    RFC 7 AND RFC 8 REVISED";
    expect(imported(`${start}\n\n${title}\n\n${TEXT}`).meta).toMatchObject({
      title: "RFC 7 AND RFC 8 REVISED",
      authors: ["A. Lee"],
    });
  });

  test("removes running heads and feet", () => {
    expect(read(markdown).body).not.toMatch(/Page \d|RFC 9/u);
    expect(pages(markdown)).toEqual(["1", "2", "3", "4"]);
  });
});

test("reads a table of contents without page numbers, and keeps the wording of the headings", () => {
  const { markdown } = imported(
    `The Low Bridge\n\nBy Ann Lee\n\nCONTENTS\n\n  Before the flood\n  After the flood\n  Notes on boats\n\nBEFORE THE FLOOD\n\n${TEXT}\nAFTER THE FLOOD\n\n${TEXT}\nNOTES ON BOATS\n\n${TEXT}`,
  );
  expect(all(read(markdown).tree, "heading").map(textOf)).toEqual([
    "BEFORE THE FLOOD",
    "AFTER THE FLOOD",
    "NOTES ON BOATS",
  ]);
  expect(read(markdown).body).not.toContain("CONTENTS");
});
