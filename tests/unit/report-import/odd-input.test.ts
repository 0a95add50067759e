import { describe, expect, test } from "vitest";
import { UserError } from "@/lib/errors";
import { importText } from "@/lib/report-import";
import { someOf } from "../../support/sampled";
import { expectNearLinear } from "../growth";
import { all, pages, read, textOf } from "./markdown";
import { sentencesOf } from "./sentences";

const encode = (text: string) => new TextEncoder().encode(text);
const imported = (text: string, title = "Title") => importText(encode(text), { title, slug: "odd" });
const body = (text: string) => read(imported(text).markdown).body.trim();

const REPORT =
  "A Plain Report\n\nEdited by Ann Lee\nOslo 2020\n\nContents\n\nFirst\t1\n\nFirst\n\nSome text¹ here.\n\n¹ A note\n";

function errorOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

describe("rejects bad input with one sentence and a code", () => {
  test.each([
    ["an empty file", new Uint8Array(), "import-empty"],
    ["whitespace", encode(" \r\n\t\n\f"), "import-empty"],
    ["a lone byte-order mark", new Uint8Array([0xef, 0xbb, 0xbf]), "import-empty"],
    ["an unsupported encoding", new Uint8Array([0x41, 0x20, 0x85, 0x20, 0x99, 0xa0]), "import-encoding"],
    ["UTF-8 with a missing byte", new Uint8Array([...encode("Привет, мир"), 0xd0]), "import-encoding"],
    ["UTF-16 with zeros, little-endian", new Uint8Array([0xff, 0xfe, 0x41, 0x00, 0x00, 0x00]), "import-binary"],
    ["UTF-16 with zeros, big-endian", new Uint8Array([0xfe, 0xff, 0x00, 0x41, 0x00, 0x00]), "import-binary"],
    ["a binary file", encode("PNG\0\0\0data"), "import-binary"],
    ["running text without a title", encode("It has no title. It only has sentences."), "import-title"],
  ])("%s", (_, bytes, code) => {
    const error = errorOf(() => importText(bytes));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z].*\.$/u);
  });

  test.each(["../up", "Upper", "a--b", "-a", "", "ү", "a".repeat(81)])("the slug “%s”", (slug) => {
    expect(errorOf(() => importText(encode(REPORT), { slug })).code).toBe("import-slug");
  });

  test("asks for a slug if the title has no letters or digits", () => {
    expect(errorOf(() => importText(encode(REPORT), { title: "…" })).message).toContain("--slug");
    expect(importText(encode("Өзендегі сауда\n\nМәтін осында тұр."))).toMatchObject({
      slug: "ozendegi-sauda",
      meta: { language: "kk" },
    });
  });
});

const RUSSIAN =
  "Речная торговля\n\nПод редакцией Анны Ли\nОсло, 2020\n\nСодержание\n\nВведение\t1\n\nВведение\n\nПошлины платят у каждого шлюза, и книги хранят смотрители.\n";
const KOI8 = "юабцдефгхийклмнопярстужвьызшэщчъ";
/** Encodes Russian text in KOI8-R, a single-byte encoding used before Unicode. */
const koi8 = (text: string) =>
  Uint8Array.from([...text], (letter) => {
    const at = KOI8.indexOf(letter.toLowerCase());
    return at < 0 ? letter.codePointAt(0)! : (letter === letter.toLowerCase() ? 0xc0 : 0xe0) + at;
  });
const windows1251 = (text: string) =>
  Uint8Array.from([...text], (letter) => {
    const code = letter.codePointAt(0)!;
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  });

const cp866 = (text: string) =>
  Uint8Array.from([...text], (letter) => {
    const at = letter.codePointAt(0)! - 0x410;
    return at < 0 || at > 0x3f ? letter.codePointAt(0)! : at < 0x30 ? 0x80 + at : 0xb0 + at;
  });

test.each<[name: string, bytes: Uint8Array, told: string | undefined]>([
  ["UTF-8", encode(RUSSIAN), undefined],
  ["UTF-16, little-endian", new Uint8Array(Buffer.from(`\ufeff${RUSSIAN}`, "utf16le")), undefined],
  ["UTF-16, big-endian", new Uint8Array(Buffer.from(`\ufeff${RUSSIAN}`, "utf16le").swap16()), undefined],
  [
    "Windows-1251",
    windows1251(RUSSIAN),
    "The file is not in UTF-8, so it was read as Windows-1251. Check that the letters are correct.",
  ],
  ["KOI8-R", koi8(RUSSIAN), "The file is not in UTF-8, so it was read as KOI8-R. Check that the letters are correct."],
  ["CP866", cp866(RUSSIAN), "The file is not in UTF-8, so it was read as CP866. Check that the letters are correct."],
])("reads %s", (_, bytes, told) => {
  const { meta, markdown, doubts } = importText(bytes);
  expect(meta).toMatchObject({ title: "Речная торговля", editor: "Анны Ли", place: "Осло", year: 2020 });
  expect(markdown).toContain("Пошлины платят у каждого шлюза, и книги хранят смотрители.");
  expect(sentencesOf(doubts).find((text) => text.includes("UTF-8"))).toBe(told);
});

test("reads accented letters in Windows-1252", () => {
  const bytes = Uint8Array.from(
    "Caf\u00e9s of Z\u00fcrich\n\nThe caf\u00e9s are open, and na\u00efve people come.\n",
    (letter) => letter.codePointAt(0)!,
  );
  expect(importText(bytes, { title: "Cafés of Zürich" }).markdown).toContain(
    "The cafés are open, and naïve people come.",
  );
});

test.each([
  ["Windows line endings", REPORT.replaceAll("\n", "\r\n")],
  ["old Macintosh line endings", REPORT.replaceAll("\n", "\r")],
  ["a byte-order mark", `\uFEFF${REPORT}`],
  ["letters in decomposed form", REPORT.normalize("NFD")],
])("ignores %s", (_, text) => {
  const plain = importText(encode(REPORT));
  const odd = importText(encode(text));
  expect(odd.markdown.replace(odd.meta.sha256!, "")).toBe(plain.markdown.replace(plain.meta.sha256!, ""));
});

test("prefers given metadata to metadata in the file", () => {
  const given = {
    title: "Other",
    editor: "Bo Ek",
    publisher: "NIVA",
    place: "Bergen",
    year: 1999,
    language: "ru",
  } as const;
  expect(importText(encode(REPORT), given).meta).toMatchObject(given);
});

test("reads text without headings as plain paragraphs without pages", () => {
  expect(body("One sentence here.\n\nAnother sentence\nover two lines.\n")).toBe(
    "One sentence here.\n\nAnother sentence over two lines.",
  );
});

test("reads each line as a paragraph if the lines are too long to be hard-wrapped", () => {
  const long = `${"Long words fill this line. ".repeat(8).trim()}`;
  expect(all(read(imported(`${long}\n${long}\nSee\nhttps://x.example`).markdown).tree, "paragraph")).toHaveLength(3);
});

test("reads a paragraph with more lines than a call can have arguments", () => {
  expect(imported(`A report\n\n${"a b, c.\n".repeat(130_000)}`).markdown).toContain("a b, c.");
});

test("reads ten megabytes in one line in linear time", () => {
  expectNearLinear((length) => {
    const line = "some words, and (more) of them; see_there & [elsewhere]. ".repeat(length / 56);
    return () => expect(imported(line).markdown.length).toBeGreaterThan(length);
  }, 10_000_000);
});

test.each(
  someOf([
    ["lines", "ab \n"],
    ["paragraphs", "Abc.\n\n"],
    ["split sentences", "abc def ghi\n\nxyz\n\n"],
    ["hyphens", "abcd-\n"],
    ["rows", "a\tb\n"],
    ["items", "- ab\n"],
    ["asterisks", "*a "],
    ["superscripts", "x¹ "],
  ]),
)("reads thirty thousand %s in linear time", (_, piece) => {
  expectNearLinear((count) => {
    const text = piece.repeat(count);
    return () => imported(text);
  }, 30_000);
});

test.each(
  someOf([
    ["markers", "x[1] "],
    ["markers and notes", "x[1]\n\n[1] y\n\n"],
    ["notes without an end", "x[1]\n[Footnote 1: y\n"],
    ["stars", "x* "],
    ["notes with asterisks", "x*\n\n* y\n\n"],
    ["sections of notes", "Notes\n\n1. x\n"],
    ["superscripts that start over", "x¹\n\n¹ y\n\n"],
    ["chapters", "Chapter 1\n\nx\n\n"],
    ["underlined headings", "abc\n---\n"],
    ["numbers", "1\n\n2\n\n"],
    ["running feet", "Ek [Page 1]\n\f\n"],
    ["columns", "a  b   c\n"],
    ["indented paragraphs", "  Abc\ndef\n"],
    ["verse", "Abc\nDef\n"],
    ["contents", "Contents\n"],
    ["labels", "Author: x\n"],
  ]),
)("reads eight thousand %s in linear time", (_, piece) => {
  expectNearLinear((count) => {
    const text = piece.repeat(count);
    return () => imported(text);
  }, 8_000);
});

describe("pages", () => {
  const page = (words: string) => `${words} stand on this page.`;

  test("treats form feeds as page breaks, including blank pages", () => {
    const text = `Title\n\nContents\n\nStart\t5\n\nStart\n\n${page("These")}\f${page("Those")}\f\f${page("Others")}`;
    expect(pages(imported(text).markdown)).toEqual(["5", "6", "8"]);
  });

  test("numbers pages from 1 and marks the numbers as uncertain if none are printed", () => {
    expect(pages(imported(`${page("These")}\f${page("Those")}`).markdown)).toEqual(["1?", "2?"]);
  });

  test("removes page numbers and running heads", () => {
    const sheet = (number: number) => `River Trade\n\n${page(`Words of sheet ${number}`)}\n\n${number}\n`;
    const { markdown, meta } = importText(encode([11, 12, 13, 14].map(sheet).join("\f")));
    expect(pages(markdown)).toEqual(["11", "12", "13", "14"]);
    expect(meta.title).toBe("River Trade");
    expect(read(markdown).body).not.toContain("River Trade");
    expect(read(markdown).body).not.toMatch(/^1[1-4]$/mu);
  });

  test("numbers excess page breaks consecutively as uncertain, with a warning", () => {
    const text = `Title\n\nContents\n\nStart\t5\nEnd\t6\n\nStart\n\n${page("A")}\f${page("B")}\f${page("C")}\f\nEnd\n\n${page("D")}`;
    const { markdown, doubts } = imported(text);
    expect(pages(markdown)).toEqual(["5", "6?", "7?", "8?"]);
    expect(sentencesOf(doubts).join()).toContain("more page breaks");
  });

  test("prefers a gap between table rows to a blank line for a missing page break", () => {
    const rows = (from: number) => Array.from({ length: 9 }, (_, row) => `Quay ${from + row}\tBoats`).join("\n");
    const table = `Table 1 Quays\n\n${rows(10)}\n\n${rows(20)}`;
    const text = `Title\n\nContents\n\nStart\t5\nEnd\t6\n\nStart\n\n${table}\n\n${page("A")}\n \n${page("B")}\n\nEnd\n\n${page("D")}`;
    const { markdown } = imported(text);
    expect(markdown).toContain("| <!-- page 6? -->Quay 20 |");
  });

  test("does not read tables and figures in the table of contents as sections", () => {
    const rows = "Kesh\tBoats\nTarn\tCarts";
    const text = `Title\n\nContents\n\nStart\t5\nTable 1 Quays\t5\nChart 2 Tolls\t6\nEnd\t6\n\nStart\n\n${page("A")}\n\nTable 1 Quays\n\n${rows}\n\nChart 2 Tolls\n\nSource: the guild\n\n${page("B")}\n\nEnd\n\n${page("D")}`;
    const { markdown } = imported(text);
    const { tree } = read(markdown);
    expect(all(tree, "heading").map(textOf)).toEqual(["Start", "End"]);
    expect(markdown).toContain("Chart 2 Tolls\n\n![](missing)\n\nSource: the guild");
  });

  test("keeps the page of the next section if the page breaks before it cannot be found", () => {
    const text = `Title\n\nContents\n\nStart\t5\nEnd\t9\n\nStart\n\n${page("A")}\n\nEnd\n\n${page("D")}`;
    expect(pages(imported(text).markdown)).toEqual(["5", "9?"]);
  });
});

describe("footnotes", () => {
  test("keeps a superscript number in the text if it has no matching footnote", () => {
    const { markdown, doubts } = imported("Some words⁷ here.");
    expect(markdown).toContain("words⁷ here.");
    expect(sentencesOf(doubts).some((text) => text.includes("matches no footnote"))).toBe(true);
  });

  test("keeps a definition that has no marker, with a warning", () => {
    const { markdown, doubts } = imported("Some words here.\n\n¹ A note");
    expect(markdown).toContain("[^1]: A note");
    expect(sentencesOf(doubts).some((text) => text.includes("No marker"))).toBe(true);
  });

  test("treats a superscript as a footnote marker rather than an exponent with the same number", () => {
    const { tree } = read(imported("First¹ of 5 km² and second² of them.\n\n¹ One\n\n² Two").markdown);
    expect(textOf(tree)).toContain("First of 5 km² and second of them.");
  });
});

test("keeps the hyphen at a page break if the joined word is unknown", () => {
  const { markdown, doubts } = imported("The boats are state-\fowned and old.");
  expect(read(markdown).body).toContain("state-<!-- page 2? -->owned");
  expect(sentencesOf(doubts).some((text) => text.includes("state-owned"))).toBe(true);
});
