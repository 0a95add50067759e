import { describe, expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { MAX_COMMENT_BODY, MAX_COMMENTS, placeComments } from "@/lib/report-import/comments";
import { importPdf } from "@/lib/report-import/pdf";
import { sentencesOf } from "../sentences";
import { HEIGHT, lines, type Piece, pdfOf } from "./pdf-writer";

const TEXTS = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship, every cargo and every debt of the har-",
  "bour was written down. Historians have read them with care ever since, as they",
  "say more of the town than its laws, its chronicles and its monuments do.",
];
const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };
const TOP = 100;
const PITCH = 12;

/** The corners of a mark on a line of text, in the order in which most programs write them. */
const quad = (line: number, from = 55, to = 400): number[] => {
  const [top, bottom] = [HEIGHT - TOP - PITCH * line + 8, HEIGHT - TOP - PITCH * line - 3];
  return [from, top, to, top, from, bottom, to, bottom];
};

interface Mark {
  kind?: string;
  quads?: readonly (number | string)[];
  contents?: string;
  author?: string;
  more?: string;
  rect?: string;
}

const annotationOf = ({ kind = "Highlight", quads, contents, author, more = "", rect = "55 480 380 500" }: Mark) =>
  [
    `<< /Type /Annot /Subtype /${kind} /Rect [${rect}]`,
    ...(quads ? [`/QuadPoints [${quads.join(" ")}]`] : []),
    ...(contents === undefined ? [] : [`/Contents (${contents})`]),
    ...(author === undefined ? [] : [`/T (${author})`]),
    more,
    ">>",
  ].join(" ");

async function read(marks: readonly Mark[], pieces: readonly Piece[] = [TITLE, ...lines(TEXTS, { y: TOP })]) {
  const objects = marks.map(annotationOf);
  const page = `/Annots [${objects.map((_, n) => `${n + 3} 0 R`).join(" ")}]`;
  const file = pdfOf([pieces], { objects, page });
  const { markdown, comments = [], layout, doubts } = await importPdf(file, { slug: "river", title: "River" });
  const report = parseReport(markdown, "river");
  const passages = placeComments(report, layout, comments);
  const found = passages.map((passage) => passage && report.text.slice(passage.start, passage.end));
  return { comments, found, report, doubts: doubts.filter(({ line }) => line === 0) };
}

test.each(["Highlight", "Underline", "Squiggly", "StrikeOut"])(
  "places a comment of the kind %s on its words",
  async (kind) => {
    const date = "/CreationDate (D:20240229103000+05'00')";
    const { comments, found } = await read([
      { kind, quads: quad(0, 74, 109), contents: "Which one?", author: "Ann Lee", more: date },
    ]);
    expect(comments).toMatchObject([
      { author: "Ann Lee", body: "Which one?", created: "2024-02-29T05:30:00.000Z", page: 0 },
    ]);
    expect(found).toEqual(["harbour"]);
  },
);

test("places a mark that covers a hyphenated word and several lines", async () => {
  const { found } = await read([{ quads: [...quad(1, 320), ...quad(2, 55, 130)] }]);
  expect(found).toEqual(["debt of the harbour was written"]);
});

test("says that a file has more comments than are read", async () => {
  const marks = (count: number) => Array.from({ length: count }, () => ({ quads: quad(0) }));
  const all = await read(marks(2000));
  expect([all.comments.length, sentencesOf(all.doubts)]).toEqual([2000, []]);
  const cut = await read(marks(2001));
  expect(cut.comments).toHaveLength(2000);
  expect(sentencesOf(cut.doubts)).toEqual(["Only the first 2,000 comments in the file were read."]);
});

test("keeps a highlight without a comment, but no empty note", async () => {
  const { comments } = await read([{ quads: quad(0) }, { kind: "Text", contents: "" }]);
  expect(comments).toMatchObject([{ body: "" }]);
});

test.each(["Text", "FreeText"])("places a comment of the kind %s on the paragraph next to it", async (kind) => {
  const second = lines(["A second paragraph says where the keepers of the quays went in autumn."], { y: 300 });
  const rect = `390 ${HEIGHT - 305} 410 ${HEIGHT - 285}`;
  const { found } = await read([{ kind, contents: "Where?", rect }], [TITLE, ...lines(TEXTS, { y: TOP }), ...second]);
  expect(found).toEqual(["A second paragraph says where the keepers of the quays went in autumn."]);
});

test("keeps replies, but not the states that reviewers set", async () => {
  const { comments, found } = await read([
    { quads: quad(0), contents: "Which one?", author: "Ann" },
    { kind: "Text", contents: "The old one.", author: "Bo", more: "/IRT 3 0 R" },
    { kind: "Text", contents: "Accepted", author: "Bo", more: "/IRT 3 0 R /State (Accepted) /StateModel (Review)" },
  ]);
  expect(comments).toMatchObject([{ body: "Which one?" }, { body: "The old one.", to: comments[0]!.id }]);
  expect(found[1]).toBeNull();
});

test("distinguishes equal words by their place on the page", async () => {
  const second = lines(["In later times the harbour silted up, and the merchants moved to the coast."], { y: 300 });
  const marks = [{ quads: [126, HEIGHT - 292, 160, HEIGHT - 292, 126, HEIGHT - 303, 160, HEIGHT - 303] }];
  const { found, comments, report } = await read(marks, [TITLE, ...lines(TEXTS, { y: TOP }), ...second]);
  expect(comments[0]!.words.trim()).toBe("harbour");
  expect(found).toEqual(["harbour"]);
  const passages = placeComments(report, undefined, comments);
  // Without the places of the blocks, nothing says which of the words is meant.
  expect(passages).toEqual([null]);
});

describe("a comment that is not on any words of the text", () => {
  test("is not attached to anything else", async () => {
    const below = 100;
    const empty = [55, below + 10, 300, below + 10, 55, below, 300, below];
    const { comments, found } = await read([{ quads: empty, contents: "What was here?" }]);
    expect(comments).toMatchObject([{ body: "What was here?", words: "" }]);
    expect(found).toEqual([null]);
  });

  test("is not attached to the same words elsewhere", async () => {
    const number: Piece = { text: "care", x: 200, y: 580, size: 7 };
    const mark = [195, 25, 220, 25, 195, 5, 220, 5];
    const pages = [TITLE, ...lines(TEXTS, { y: TOP }), number];
    const { comments, report } = await read([{ quads: mark, contents: "Whose?" }], pages);
    const passages = placeComments(report, { sizes: [], body: [], notes: {} }, comments);
    expect(passages).toEqual([null]);
  });
});

describe("hostile annotations", () => {
  test("are read up to a limit", async () => {
    const many = Array.from({ length: 10_000 }, (): Mark => ({ quads: quad(0, 74, 109), contents: "Again" }));
    const { comments } = await read(many);
    expect(comments).toHaveLength(MAX_COMMENTS);
  });

  test("have comments of limited length", async () => {
    const { comments } = await read([{ quads: quad(0), contents: "long ".repeat(1_000_000) }]);
    expect(comments[0]!.body).toHaveLength(MAX_COMMENT_BODY);
  });

  test("can reply to each other in a cycle", async () => {
    const { comments } = await read([
      { kind: "Text", contents: "a", more: "/IRT 4 0 R" },
      { kind: "Text", contents: "b", more: "/IRT 3 0 R" },
      { kind: "Text", contents: "c", more: "/IRT 5 0 R" },
    ]);
    expect(comments.map(({ body, to }) => [body, to !== undefined])).toEqual([
      ["a", true],
      ["b", true],
      ["c", false],
    ]);
  });

  test.each([
    ["no numbers", quad(0).map(() => "NaN")],
    ["numbers that are too large", quad(0).map(() => "1e400")],
    ["huge numbers", quad(0).map((_, n) => (n % 2 ? 3e38 : -3e38))],
    ["too few numbers", [1, 2, 3]],
    ["names", quad(0).map(() => "/Name")],
  ])("can have corners that are %s", async (_, quads) => {
    const { report, found } = await read([{ quads, contents: "x" }]);
    expect(report.text).toContain("merchants kept books");
    expect(found.every((passage) => passage === null || passage.length > 20)).toBe(true);
  });

  test("can mark 200,000 characters", async () => {
    const dense = lines(Array(40).fill("trade ".repeat(840)), { y: TOP, size: 0.2 });
    const corners = [0, HEIGHT, 600, HEIGHT, 0, 0, 600, 0];
    const { comments } = await read([{ quads: corners, contents: "x" }], [TITLE, ...dense]);
    expect(comments[0]!.words.length).toBeGreaterThan(10_000);
  });

  test("can refer to what is not there", async () => {
    const { report } = await read([
      { quads: quad(0), contents: "x", more: "/IRT 999 0 R /Popup 998 0 R /AP << /N 997 0 R >>" },
      { kind: "Text", contents: "y", rect: "nan nan nan nan", more: "/A << /S /JavaScript /JS (app.alert(1)) >>" },
    ]);
    expect(report.text).toContain("merchants kept books");
  });
});
