import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { importText } from "@/lib/report-import";
import { all, allWords, countWords, pageBefore, pageOf, pages, read, surplus, textOf } from "./markdown";

const SLUG = "russian-soft-power-in-kazakhstan";
const content = new URL("../../../content/", import.meta.url);
const source = readFileSync(new URL(`sources/${SLUG}.txt`, content));
const { markdown, meta, doubts } = importText(source, { slug: SLUG });
const { tree } = read(markdown);
const report = parseReport(markdown, SLUG);

const paragraphs = all(tree, "paragraph").map(textOf);
const definitions = new Map(all(tree, "footnoteDefinition").map((node) => [node.label, node]));

test("matches the stored report in content/", () => {
  expect(readFileSync(new URL(`${SLUG}.md`, content), "utf8")).toBe(markdown);
});

test("reads the front matter from the cover and the authors' section", () => {
  expect(meta).toEqual({
    title: "Russian Soft Power in Kazakhstan (and Central Asia): Taken for Granted?",
    authors: ["Anna Gussarova", "Yevgeniy Khon"],
    editor: "Anna Gussarova",
    place: "Almaty",
    year: 2017,
    publisher: "CAISS (Central Asia Institute for Strategic Studies)",
    language: "en",
    source: `sources/${SLUG}.txt`,
    sha256: createHash("sha256").update(source).digest("hex"),
  });
  expect(report.meta).toEqual(meta);
});

describe("footnotes", () => {
  const numbers = Array.from({ length: 54 }, (_, index) => String(index + 1));

  test("have 54 definitions in order, each with one marker", () => {
    expect(all(tree, "footnoteDefinition").map((node) => node.label)).toEqual(numbers);
    expect(all(tree, "footnoteReference").map((node) => node.label)).toEqual(numbers);
    expect(report.footnotes.map(({ references }) => references.length)).toEqual(numbers.map(() => 1));
  });

  test("are all defined at the end of the file", () => {
    const first = tree.children.findIndex((node) => node.type === "footnoteDefinition");
    expect(tree.children.slice(first).every((node) => node.type === "footnoteDefinition")).toBe(true);
  });

  test("have one marker in the caption of a chart", () => {
    const caption = all(tree, "paragraph").find((node) => textOf(node).startsWith("Chart 5"))!;
    expect(all(caption, "footnoteReference").map((node) => node.label)).toEqual(["47"]);
  });

  test.each([
    [
      "34",
      [
        "Russia uncooperated // http://kommersant.ru/doc/2747025",
        "Including data from Report «On the Results of Activity of Rossotrudnichestvo for 2015»",
      ],
    ],
    [
      "35",
      [
        "Report «On the Results of Activity of Rossotrudnichestvo for 2015» // http://rs.gov.ru/uploads/document/file/199/doklad_2015.pdf",
      ],
    ],
    [
      "41",
      [
        "Указ Президента Российской Федерации от 05.12.2016 г. № 646 Об утверждении Доктрины информационной безопасности Российской Федерации // http://kremlin.ru/acts/bank/41460",
      ],
    ],
    [
      "46",
      [
        "МВД: слова Кадырова о стрельбе по силовикам недопустимы http://www.bbc.com/russian/russia/2015/04/150423_kadyrov_shooting_scandal_mvd_statement",
      ],
    ],
    [
      "47",
      [
        "The SIPRI Military Expenditure Database 2014 http://www.sipri.org/research/armaments/milex/milex_database/milexdata1988-2012v2.xls",
      ],
    ],
    [
      "51",
      [
        "Путин назначил Любовь Глебову главой Россотрудничества http://tass.ru/politika/1847647 http://tass.ru/politika/1847647",
      ],
    ],
    ["7", ["Бюджет в погоне за внешним эффектом // http://www.rbc.ru/newspaper/2016/11/07/581b50cd9a7947327024cffa"]],
  ])("reads definition %s completely", (label, expected) => {
    expect(definitions.get(label)!.children.map(textOf)).toEqual(expected);
  });
});

describe("joins sentences split by a page break", () => {
  test.each([
    "among students of Kazakhstan. Moreover",
    "agreement between the Ministries of Education",
    "courses were held by 63 Agency offices",
    "countries with most active readers",
    "international research in Russia, specialists' training",
    "there is no common definition",
    "However, the Kazakhstani TV industry",
    "its lack of strategic and institutional discipline",
    "Generals, Major-Generals, Lieutenant-Generals, Colonels",
    "based on political decision and reason.",
    "Apart from that there is a need",
  ])("%s", (sentence) => {
    expect(paragraphs.filter((text) => text.includes(sentence))).toHaveLength(1);
  });

  test("does not join the next paragraph to one that merely lacks a full stop", () => {
    expect(paragraphs.some((text) => text.endsWith("integration in Eurasia"))).toBe(true);
    expect(paragraphs.some((text) => text.startsWith("Russia's military and national security"))).toBe(true);
  });
});

describe("pages", () => {
  test("numbers pages 3 to 24, with 6 and 24 uncertain", () => {
    const expected = Array.from({ length: 22 }, (_, index) => `${index + 3}`);
    expect(pages(markdown)).toEqual(expected.map((page) => (page === "6" || page === "24" ? `${page}?` : page)));
  });

  test.each([
    ["Introduction\n", "3"],
    ["Russian Soft Power: Rossotrudnichestvo's", "4"],
    ["ISRAEL", "5"],
    ["ITALY", "6?"],
    ["Chart 2 Financing", "7"],
    ["Kazakhstan. Moreover", "8"],
    ["Ministries of Education of the Russian Federation and the Republic", "9"],
    ["by 63 Agency offices", "10"],
    ["most active readers", "11"],
    ["Chart 3 “Russian", "12"],
    ["Another significant event", "13"],
    ["in Russia, specialists' training", "14"],
    ["(e) To develop", "15"],
    ["no common definition", "16"],
    ["Kazakhstani TV industry", "17"],
    ["Establishing soft power", "18"],
    ["strategic and institutional discipline within the EAEC, has", "19"],
    ["Lieutenant-Generals, Colonels", "20"],
    ["Currently, Russia actively", "21"],
    ["Conclusions\n", "22"],
    ["reason. Eventually", "23"],
    ["that there is a need to build", "24?"],
  ])("starts a page at %s: page %s", (text, page) => {
    expect(pageBefore(markdown, text)).toBe(page);
  });

  test("has only table rows on page 5", () => {
    const rows = markdown.slice(markdown.indexOf("<!-- page 5 -->"), markdown.indexOf("<!-- page 6? -->"));
    expect(
      rows
        .split("\n")
        .slice(0, -1)
        .every((line, index) => index === 0 || line.startsWith("| ")),
    ).toBe(true);
  });

  test("derives the page of a passage from its own offset", () => {
    const offset = report.text.indexOf("Kazakhstan. Moreover");
    expect(report.pages.findLast((page) => page.offset <= offset)).toMatchObject({ page: 8, certain: true });
    const block = report.blocks.find(({ start, end }) => start <= offset && offset < end)!;
    expect(report.pages.findLast((page) => page.offset <= block.start)?.page).toBe(7);
  });
});

test("reads the sections", () => {
  expect(report.sections.map(({ title, depth }) => [title, depth])).toEqual([
    ["Introduction", 2],
    ["Russian Soft Power: Rossotrudnichestvo's network and instruments", 2],
    ["Establishing soft power and the use of force: Russia's version of the concept", 2],
    ["Conclusions", 2],
    ["Information about the authors", 2],
  ]);
});

describe("lists", () => {
  const lists = all(tree, "list").map((list) => list.children.map(textOf));

  test("reads (a) to (g) as separate items with their letters", () => {
    const goals = lists.filter(([first]) => first?.startsWith("("));
    expect(goals.map((items) => items.map((text) => text.slice(0, 3)))).toEqual(
      ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)"].map((letter) => [letter]),
    );
  });

  test("reads the four organizations as one list, with names in bold", () => {
    const organisations = all(tree, "list").find((list) => list.children.length > 1)!;
    expect(all(organisations, "strong").map(textOf)).toEqual([
      "Center for the Support and Development of Public Initiatives Creative Diplomacy (PICREADI)",
      "Eurasia-Volga Information and Analytical Center",
      "The North-South Political Science Center's",
      "Information and Analytical Center for Social and Political Processes in the post-soviet space",
    ]);
    expect(lists).toHaveLength(8);
  });
});

test("reads italics and the asterisk note", () => {
  expect(all(tree, "emphasis").map(textOf)).toEqual(
    expect.arrayContaining(["a centrist", "Rossotrudnichestvo", "siloviki", "ibid.", "The Future of Power"]),
  );
  expect(markdown).toMatch(/^\\\* \*This paper was written .*Stiftung\.\*$/mu);
});

describe("tables and figures", () => {
  const [table, ...others] = all(tree, "table");
  const rows = table!.children.map((row) => row.children.map(textOf));
  const sourceRows = source
    .toString()
    .split("\n")
    .filter((line) => /^ \p{Lu}.*\t/u.test(line))
    .map((line) => line.trim().split("\t"));

  test("reads chart 1 as one table with an empty header, right after its caption", () => {
    expect(others).toEqual([]);
    expect(rows[0]).toEqual(["", ""]);
    const at = tree.children.indexOf(table!);
    expect(textOf(tree.children[at - 1]!)).toBe("Chart 1 Rossotrudnichestvo's Foreign Representative Offices");
  });

  test("has all country rows from the source, in order", () => {
    expect(sourceRows).toHaveLength(79);
    expect(rows.filter(([, office]) => office !== "")).toEqual(sourceRows);
  });

  test("has regions as rows with text in the first cell only", () => {
    const regions = rows.slice(1).filter(([, office]) => office === "");
    expect(regions.map(([name]) => name)).toEqual([
      "AFRICA",
      "AMERICA",
      "ASIA",
      "COMMONWEALTH OF INDEPENDENT STATES",
      "EUROPE",
    ]);
  });

  test.each([2, 3, 4, 5])("reads chart %i with a caption, a missing image and a source note", (number) => {
    const at = tree.children.findIndex((node) => textOf(node).startsWith(`Chart ${number} `));
    expect(all(tree.children[at + 1]!, "image")).toMatchObject([{ url: "missing", alt: "" }]);
    expect(textOf(tree.children[at + 2]!)).toMatch(/^Source: \S/u);
  });

  test("is parsed by lib/report with the table and the four figures", () => {
    expect(report.flow.flatMap((item) => (item.type === "table" || item.type === "figure" ? [item] : []))).toEqual([
      expect.objectContaining({ type: "table", caption: expect.any(Number) }),
      ...[2, 3, 4, 5].map(() => expect.objectContaining({ caption: expect.any(Number), note: expect.any(Number) })),
    ]);
  });
});

test("writes URLs as autolinks", () => {
  expect(read(markdown).body.match(/(?<!<)https?:/gu)).toBeNull();
});

test("escapes only the asterisk of a note", () => {
  expect(markdown.match(/\\.|&#?\w+;/gu)).toEqual(["\\*"]);
});

test("loses nothing but the table of contents and furniture", () => {
  const text = source.toString();
  const contents = text.slice(text.indexOf("CONTENT\n"), text.indexOf("Conclusions\t22") + "Conclusions\t22".length);
  const before = countWords(text);
  const after = allWords(markdown);
  const furniture = countWords(`${contents} Edited by [7]`);
  expect(surplus(before, after)).toEqual(surplus(furniture, new Map()));
  expect(surplus(after, before)).toEqual([]);
});

test("has warnings for the places that need checking", () => {
  expect(doubts.map(({ line }) => line)).toEqual([...doubts.map(({ line }) => line)].sort((a, b) => a - b));
  for (const line of [146, 195, 292, 328, 362, 405, 488, 496])
    expect(doubts.map((doubt) => doubt.line)).toContain(line);
});

test("derives the page of a passage in the middle of a page from the last page comment before it", () => {
  expect(pageOf(markdown, "Rossotrudnichestvo's task is to boost")).toBe("13");
});
