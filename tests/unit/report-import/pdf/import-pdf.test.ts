import { expect, test } from "vitest";
import { UserError } from "@/lib/errors";
import { parseReport } from "@/lib/report/parse";
import { formatOf } from "@/lib/report-import/format";
import { importPdf } from "@/lib/report-import/pdf";
import { sentencesOf } from "../sentences";
import { HEIGHT, lines, type Piece, pdfOf, WIDTH } from "./pdf-writer";

/** Eight lines that fill a column of 300 points, so that the document has body text for comparison. */
const BODY = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship, every cargo and every debt of the",
  "season was written down. Historians have read them with care ever since, as",
  "they say more of the town than its laws, its chronicles and its monuments do",
  "together. What they leave out is the work of those who carried the goods on",
  "their backs, whose names no clerk wrote down and whose wages were paid out",
  "in coins that left no trace. Their houses stood along the lower bank, where",
  "the floods came first.",
];
const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };

async function read(...pages: (readonly Piece[])[]) {
  const { markdown, doubts, meta } = await importPdf(pdfOf(pages), { slug: "river" });
  const body = markdown.slice(markdown.indexOf("\n---\n") + 6).replace(/<!-- page \d+ -->\n*/gu, "");
  return { markdown, body, doubts, meta, report: parseReport(markdown, "river") };
}

test("detects the title, authors, headings and paragraphs by style and position", async () => {
  const { meta, body } = await read([
    TITLE,
    { text: "Ann Lee, Bo Ek", x: 60, y: 85 },
    { text: "Beginnings", x: 60, y: 120, size: 15, font: "bold" },
    ...lines(BODY, { y: 140 }),
    ...lines(BODY, { y: 244 }),
    { text: "The lower bank", x: 60, y: 366, size: 12, font: "bold" },
    ...lines(BODY, { y: 384 }),
  ]);
  expect(meta).toMatchObject({ title: "Trade on the River", authors: ["Ann Lee", "Bo Ek"], language: "en" });
  const text = BODY.join(" ");
  expect(body).toBe(`## Beginnings\n\n${text}\n\n${text}\n\n### The lower bank\n\n${text}\n`);
});

test("continues a paragraph across a page break, and uses printed page numbers", async () => {
  const page = (number: number, own: readonly Piece[]): Piece[] => [
    { text: "Trade on the River", x: 160, y: 40, size: 8 },
    ...own,
    { text: String(number), x: 205, y: 560, size: 8 },
  ];
  const { markdown, report } = await read(
    page(11, [TITLE, ...lines(BODY, { y: 100 }), ...lines(BODY.slice(0, 4), { y: 220 })]),
    page(12, [...lines(BODY.slice(4), { y: 80 }), ...lines(BODY, { y: 160 })]),
    page(13, lines(BODY, { y: 80 })),
  );
  expect(markdown).toContain(`${BODY.slice(0, 4).join(" ")} <!-- page 12 -->${BODY.slice(4).join(" ")}`);
  expect(report.pages.map(({ page }) => page)).toEqual([11, 12, 13]);
  expect(report.text).not.toMatch(/^Trade on the River$/mu);
  expect(report.text).not.toMatch(/^1[123]$/mu);
});

test("reads two columns one after the other", async () => {
  const left = Array.from({ length: 14 }, (_, n) => `left ${n} carries some words`);
  const right = Array.from({ length: 14 }, (_, n) => `right ${n} carries more words`);
  const { report } = await read(
    [TITLE, ...lines(left, { y: 110 }), ...lines(right, { x: 230, y: 110 })],
    [...lines(left, { y: 110 }), ...lines(right, { x: 230, y: 110 })],
  );
  expect(report.text.indexOf("left 13")).toBeLessThan(report.text.indexOf("right 0"));
});

test("reads a line that ends between two columns in its own column", async () => {
  const words = "The ships of the coast came up the river in the".split(" ");
  const column = (x: number, count: number) =>
    Array.from(
      { length: count },
      (_, n): Piece => ({ text: words.slice(n % 3, (n % 3) + 7).join(" "), x, y: 100 + 12 * n }),
    );
  const [left, right] = [column(50, 24), column(220, 18)];
  const [above, long, below] = [
    "the last of the clerks wrote",
    "the names of the long-serving captains",
    "into the books of the town.",
  ];
  const { report } = await read([
    TITLE,
    ...left.slice(0, 20),
    ...lines([above!, long!, below!], { x: 50, y: 340 }),
    ...right,
  ]);
  expect(report.text).toContain(`${above} ${long} ${below}`);
});

test("joins the lines of a centred heading, even if two of them begin at the same place", async () => {
  const heading = ["The harbour", "and the trade of", "the merchants", "on the bank of"];
  const { body } = await read([
    TITLE,
    ...lines(BODY, { y: 100 }),
    ...[168, 154.5, 161.5, 161].map(
      (x, n): Piece => ({ text: heading[n]!, x, y: 230 + 18 * n, size: 15, font: "bold" }),
    ),
    ...lines(BODY, { y: 310 }),
  ]);
  expect(body).toContain(`## ${heading.join(" ")}`);
});

test("links footnotes to their markers, even if numbering restarts on each page", async () => {
  const page = (own: string, note: string): Piece[] => [
    ...lines(BODY, { y: 100 }),
    { text: `${own} is told here.`, x: 60, y: 208 },
    { text: "1", x: 130, y: 204, size: 6 },
    { box: [60, 500, 80, 0.5] },
    { text: "1", x: 60, y: 512, size: 6 },
    { text: note, x: 65, y: 515, size: 8 },
  ];
  const { report, doubts } = await read([TITLE, ...page("First", "Lee 1990, p. 4.")], page("Second", "Ek 1991, p. 5."));
  const notes = report.footnotes.map(({ block, references }) => [report.blocks[block]!.text, references.length]);
  expect(notes).toEqual([
    ["Lee 1990, p. 4.", 1],
    ["Ek 1991, p. 5.", 1],
  ]);
  expect(sentencesOf(doubts).filter((text) => text.includes("Footnote"))).toEqual([]);
});

test("reads notes below two columns across the full page width, including URLs", async () => {
  const left = Array.from({ length: 14 }, (_, n) => `left ${n} carries some words`);
  const right = Array.from({ length: 14 }, (_, n) => `right ${n} carries more words`);
  const page = (number: number, ...note: string[]): Piece[] => [
    ...lines(left, { y: 110 }),
    ...lines(right, { x: 230, y: 110 }),
    { text: "This is told here.", x: 60, y: 278 },
    { text: String(number), x: 130, y: 274, size: 6 },
    { borderTop: [60, 500, 320, 24] },
    { text: String(number), x: 60, y: 512, size: 6 },
    ...lines(note, { x: 65, y: 515, size: 8 }),
  ];
  const address = "https://www.example.org/survey/review/2001/archive-cultural-";
  const long =
    "A word, and another one, and more of them, which fill the whole line up to its end; see Lee 1990, p. 4.";
  const { report } = await read(
    [TITLE, ...page(1, `The lower bank. URL: ${address}`, "statistics.html (read on 21 June 2001).")],
    page(2, long),
    page(3, "Ek 1991."),
  );
  expect(report.footnotes.map(({ block, references }) => [report.blocks[block]!.text, references.length])).toEqual([
    [`The lower bank. URL: ${address}statistics.html (read on 21 June 2001).`, 1],
    [long, 1],
    ["Ek 1991.", 1],
  ]);
});

test("does not read a few badly justified lines as a table, but does read numbers at the right edge as one", async () => {
  const stretched = [
    ["mechanical", "observations"],
    ["international", "cooperation"],
  ].flatMap(([one, two], n): Piece[] => [
    { text: one!, x: 60, y: 100 + 12 * n },
    // Widths in Times at 10 points.
    { text: two!, x: 180 - (n === 0 ? 50.5 : 46.1), y: 100 + 12 * n },
  ]);
  const narrow = [...stretched, { text: "ended.", x: 60, y: 124 }];
  const sums = [
    ["Grain", "1 250"],
    ["Timber", "3 410"],
    ["Salt", "2 735"],
    ["Wool", "1 108"],
    ["Wine", "4 096"],
  ].flatMap(([name, sum], n): Piece[] => [
    { text: name!, x: 60, y: 300 + 14 * n },
    { text: sum!, x: 337.5, y: 300 + 14 * n },
  ]);
  const { report } = await read([TITLE, ...narrow, ...lines(BODY, { y: 160 }), ...sums, ...lines(BODY, { y: 400 })]);
  expect(report.text).toContain("mechanical observations international cooperation ended.");
  expect(report.text).toContain("Grain\t1 250");
});

test("does not read a list of badly justified items as a table", async () => {
  const rows = [
    ["1.", "mechanical", "observations"],
    ["", "international", "cooperation"],
    ["", "ended."],
    ["2.", "mechanical", "observations"],
    ["", "international", "cooperation"],
    ["", "began."],
  ].flatMap(([number, one, two], n): Piece[] => [
    ...(number ? [{ text: number, x: 60, y: 100 + 12 * n }] : []),
    { text: one!, x: 72, y: 100 + 12 * n },
    // Widths in Times at 10 points.
    ...(two ? [{ text: two, x: 192 - (two === "observations" ? 50.5 : 46.1), y: 100 + 12 * n }] : []),
  ]);
  const { body } = await read([TITLE, ...rows, ...lines(BODY, { y: 200 })]);
  expect(body).toContain(
    "1. mechanical observations international cooperation ended.\n2. mechanical observations international cooperation began.",
  );
});

test("splits cells of a table that touch each other because the first fills its column", async () => {
  const rows = [
    ["Turkmenistan", "2007", "34", "Timber and tar"],
    ["Belarus", "1995", "26", "Grain and salt"],
    ["Norway", "2011", "52", "Wool and wine"],
    ["Portugal", "2014", "32", "Salt and grain"],
  ].flatMap((row, n): Piece[] =>
    row.flatMap((text, column) => (text ? [{ text, x: [60, 115, 160, 200][column]!, y: 300 + 14 * n }] : [])),
  );
  const { report } = await read([TITLE, ...lines(BODY), ...rows, ...lines(BODY, { y: 420 })]);
  expect(report.text).toContain("Turkmenistan\t2007\t34\tTimber and tar");
});

test("removes the hyphen of a split word, but not that of a compound", async () => {
  const { body } = await read([
    TITLE,
    ...lines(BODY.slice(0, 7)),
    ...lines(
      [
        "The monuments of the well-known harbour are many, and histo-",
        "rians count them: Historians know the mon-",
        "uments, and a well-",
        "known clerk counted the historians.",
      ],
      { y: 184 },
    ),
  ]);
  expect(body).toContain("and historians count them: Historians know the monuments, and a well-known clerk");
});

test("removes the hyphen after a part that usually has none, even if a compound begins with it, and in capitals", async () => {
  const { body } = await read([
    TITLE,
    ...lines(BODY.slice(0, 7)),
    ...lines(
      [
        "An in-depth study of the incomes, interests and inventions of the non-noble",
        "and non-local clerks speaks of non-",
        "payment, of three in-",
        "cidents and of the HAR-",
        "BOUR of Jean-",
        "Paul.",
      ],
      { y: 184 },
    ),
  ]);
  expect(body).toContain("speaks of non-payment, of three incidents and of the HARBOUR of Jean-Paul.");
});

test("joins a range of numbers that is split after its dash", async () => {
  const { body } = await read([
    TITLE,
    ...lines(BODY.slice(0, 7)),
    ...lines(["The clerks of the harbour counted the ships of 1990\u0096", "1995 and went home."], { y: 184 }),
  ]);
  expect(body).toContain("the ships of 1990–1995 and went home.");
});

test("reads notes across two columns, even if short ones surround a long one", async () => {
  const words = "The ships of the coast came up the river in the".split(" ");
  const column = (x: number) =>
    Array.from({ length: 24 }, (_, n): Piece => {
      const text = words.slice(n % 3, (n % 3) + 7).join(" ");
      return { text: n === 23 && x < 200 ? `${text}.` : text, x, y: 100 + 12 * n };
    });
  const marker = (label: number, y: number): Piece => ({ text: String(label), x: 196, y: y - 4, size: 6 });
  const { report } = await read([
    TITLE,
    ...column(50),
    ...column(220),
    marker(1, 112),
    marker(2, 148),
    marker(3, 184),
    { text: "1. Lee, p. 4.", x: 50, y: 430, size: 8 },
    {
      text: "2. Ek, The harbours of the northern coast, their ships and the clerks who counted them, p. 17.",
      x: 50,
      y: 440,
      size: 8,
    },
    { text: "3. Ek, p. 18.", x: 50, y: 450, size: 8 },
  ]);
  const notes = report.blocks.filter(({ kind }) => kind === "footnote").map(({ text }) => text);
  expect(notes).toEqual([
    "Lee, p. 4.",
    "Ek, The harbours of the northern coast, their ships and the clerks who counted them, p. 17.",
    "Ek, p. 18.",
  ]);
});

test("links a marker that wraps onto the next line, even if the note is several pages below", async () => {
  const { markdown, doubts } = await read(
    [
      TITLE,
      ...lines([...BODY.slice(0, 7), "they came and went as the clerks of the town and its merchants wrote it down."]),
      { text: "1", x: 60, y: 192, size: 6 },
      ...lines(["Nobody else did."], { x: 66, y: 196 }),
      { text: "2", x: 134, y: 192, size: 6 },
    ],
    lines(BODY),
    [
      ...lines(BODY),
      { text: "1", x: 60, y: 512, size: 6 },
      { text: "Lee 1990, p. 4.", x: 65, y: 515, size: 8 },
      { text: "2", x: 60, y: 522, size: 6 },
      { text: "Ek 1991, p. 5.", x: 65, y: 525, size: 8 },
    ],
  );
  expect(markdown).toContain("merchants wrote it down.[^1] Nobody else did.[^2]");
  expect(sentencesOf(doubts).filter((text) => text.includes("Footnote"))).toEqual([]);
});

test("keeps the labels of notes that begin on the last line of both columns", async () => {
  const notes = ["Lee, The lower bank.", "Ek, p. 17.", "Nilsson, Clerks.", "The laws."];
  const page = (first: number): Piece[] => [
    ...lines(BODY),
    ...[60, 220].flatMap((x, n): Piece[] => [
      { text: String(first + n), x, y: 512, size: 6 },
      { text: notes[first + n - 1]!, x: x + 5, y: 515, size: 8 },
    ]),
  ];
  const { markdown } = await read([TITLE, ...page(1)], page(3));
  expect(notes.filter((note, n) => new RegExp(`${n + 1} ?${note}`, "u").test(markdown))).toEqual(notes);
});

test("removes running heads that combine a page number in words with the title of the chapter", async () => {
  const page = (number: number, head: string): Piece[] => [
    { text: `Page ${number} of 9`, x: 60, y: 40, size: 8 },
    { text: head, x: 300, y: 40, size: 8 },
    ...lines(BODY, { y: 100 }),
  ];
  const { report } = await read(
    [TITLE, ...lines(BODY, { y: 100 })],
    page(2, "Beginnings"),
    page(3, "The upper bank"),
    page(4, "What is left"),
  );
  expect(report.text).not.toMatch(/Page \d|upper bank/u);
  expect(report.pages.map(({ page }) => page)).toEqual([1, 2, 3, 4]);
});

test("reads both lines if a long URL is printed over the next column", async () => {
  const words = "The ships of the coast came up the river in the".split(" ");
  const url = "https://www.example.org/survey/review/2001/archive-statistics.html";
  const column = (x: number, y: number, count: number) =>
    Array.from(
      { length: count },
      (_, n): Piece => ({ text: words.slice(n % 3, (n % 3) + 7).join(" "), x, y: y + 12 * n }),
    );
  const { report } = await read([
    TITLE,
    ...column(50, 100, 12),
    { text: url, x: 50, y: 244 },
    ...column(50, 256, 12),
    ...column(220, 100, 12),
    { text: "clerks wrote down every ship", x: 220, y: 244 },
    ...column(220, 256, 12),
  ]);
  const [left, right] = [report.text.indexOf(url), report.text.indexOf("clerks wrote down every ship")];
  expect(left).toBeGreaterThan(0);
  expect(right).toBeGreaterThan(left + 400);
});

test("keeps list items and their numbers", async () => {
  const { body } = await read([
    TITLE,
    ...lines(BODY),
    { text: "\u0095", x: 70, y: 208 },
    ...lines(["the ships of the", "northern coast;"], { x: 82, y: 208 }),
    { text: "\u0095", x: 70, y: 232 },
    { text: "the ships of the south.", x: 82, y: 232 },
    ...lines(BODY, { y: 256 }),
    { text: "1.", x: 70, y: 364 },
    { text: "Load the ship;", x: 84, y: 364 },
    { text: "2.", x: 70, y: 376 },
    { text: "unload it.", x: 84, y: 376 },
  ]);
  expect(body).toContain("- the ships of the northern coast;\n- the ships of the south.\n");
  expect(body).toContain("1. Load the ship;\n2. unload it.\n");
});

test.each([false, true])("reads the cells of a table; with rules: %s", async (isRuled) => {
  const rows = [
    ["Town", "Year", "What it traded"],
    ["Oslo", "1904", "Timber and fish"],
    ["Bergen", "1899", "Fish"],
    ["Turku", "1911", "Tar, timber"],
    ["", "", "and grain"],
    ["Riga", "1890", "Flax"],
  ];
  const xs = [64, 140, 190];
  const cells = rows.flatMap((row, n) =>
    row.flatMap((text, column): Piece[] =>
      text === "" ? [] : [{ text, x: xs[column]!, y: 226 + n * 12, size: 9, font: n === 0 ? "bold" : "roman" }],
    ),
  );
  const edges = isRuled ? [216, 229, 241, 253, 277, 289] : [];
  const { body } = await read([
    TITLE,
    ...lines(BODY),
    ...cells,
    ...edges.map((y): Piece => ({ box: [60, y, 240, 0.5] })),
    ...lines(BODY, { y: 320 }),
  ]);
  expect(body).toContain(
    "| Town | Year | What it traded |\n| --- | --- | --- |\n| Oslo | 1904 | Timber and fish |\n| Bergen | 1899 | Fish |\n| Turku | 1911 | Tar, timber and grain |\n| Riga | 1890 | Flax |\n",
  );
});

test("keeps bold and italics, and leaves out the table of contents", async () => {
  const { body } = await read([
    TITLE,
    { text: "Contents", x: 60, y: 90, font: "bold" },
    { text: "Beginnings .................................... 1", x: 60, y: 104 },
    { text: "Beginnings", x: 60, y: 140, size: 15, font: "bold" },
    ...lines(BODY, { y: 160 }),
    { text: "It is ", x: 60, y: 280 },
    { text: "very", x: 84, y: 280, font: "italic" },
    { text: "much ", x: 106, y: 280, font: "bold" },
    { text: "so.", x: 134, y: 280 },
  ]);
  expect(body).toMatch(/^## Beginnings\n/u);
  expect(body).toContain("It is *very* **much** so.");
});

test("keeps the position and caption of a figure", async () => {
  const { report } = await read([
    TITLE,
    ...lines(BODY),
    ...[0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, 240, 28, 60 + n * 10], grey: 0.5 })),
    { text: "Figure 1. Ships by year", x: 100, y: 350, size: 9 },
    ...lines(BODY, { y: 380 }),
  ]);
  expect(report.flow.some(({ type }) => type === "figure")).toBe(true);
  expect(report.text).toContain("Figure 1. Ships by year");
});

const ENCRYPTED = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >> /ID [<00><00>]`;

test.each([
  ["a password", pdfOf([lines(BODY)], { trailer: ENCRYPTED }), "pdf-password"],
  ["a truncated header", pdfOf([lines(BODY)]).subarray(0, 12), "pdf-damaged"],
  ["content that is not a PDF", new TextEncoder().encode("%PDF-1.4 is all there is"), "pdf-damaged"],
  ["no text", pdfOf([[{ box: [60, 60, 100, 100] }]]), "pdf-no-text"],
  ["no title", pdfOf([lines(BODY)]), "import-title"],
])("rejects a file with %s, and explains why", async (_, bytes, code) => {
  const refusal = await importPdf(bytes, {}).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UserError);
  expect(refusal).toMatchObject({ code });
});

test("reads as much as possible of a truncated file", async () => {
  const whole = pdfOf([[TITLE, ...lines(BODY)]]);
  const { markdown } = await importPdf(whole.subarray(0, whole.length - 20), {});
  expect(markdown).toContain(BODY.join(" "));
});

test("recognizes a PDF by its first bytes, not by its name", () => {
  expect(formatOf("a.txt", pdfOf([[]]))).toBe("pdf");
  expect(formatOf("a.txt", new TextEncoder().encode("A plain text about %PDF files."))).toBe("text");
  expect(formatOf("a.txt", new TextEncoder().encode("Trade on the River\n"))).toBe("text");
});

test("records where each block is: across columns and pages, with the rows of tables and the notes", async () => {
  const pages = [
    [TITLE, ...lines(BODY, { y: 100 }), ...lines(BODY.slice(0, 4), { y: 220 })],
    [
      ...lines(BODY.slice(4), { y: 80 }),
      { text: "Beginnings", x: 60, y: 160, size: 15, font: "bold" as const },
      ...lines(BODY, { y: 180 }),
    ],
  ];
  const { layout, markdown } = await importPdf(pdfOf(pages), { slug: "river" });
  const blocks = parseReport(markdown, "river").blocks;
  expect(layout?.sizes).toEqual([
    [WIDTH, HEIGHT],
    [WIDTH, HEIGHT],
  ]);
  expect(layout?.body).toHaveLength(blocks.length);
  const boxes = layout!.body.map((all) =>
    Array.from({ length: all.length / 5 }, (_, n) => all.slice(5 * n, 5 * n + 5)),
  );
  expect(boxes.map((each) => each.map(([page]) => page))).toEqual([[0], [0, 1], [1], [1]]);
  for (const [, left, top, right, bottom] of boxes.flat()) {
    expect(left).toBeGreaterThan(100);
    expect(right).toBeGreaterThan(left!);
    expect(bottom).toBeGreaterThan(top!);
    expect(Math.max(right!, bottom!)).toBeLessThan(1000);
  }
  // The baseline of the heading is at 160 of 595 points.
  const [[, , top, , bottom] = []] = boxes[2]!;
  expect(top).toBeLessThan((1000 * 160) / HEIGHT);
  expect(bottom).toBeGreaterThan((1000 * 158) / HEIGHT);
});

test("separates words after a letter that extends into the space", async () => {
  const words: Piece[] = [
    { text: "The trade of", x: 60, y: 100, font: "italic" },
    { text: "the river grew.", x: 110.7, y: 100, font: "italic" },
  ];
  const { body } = await read([TITLE, ...lines(BODY, { y: 140 }), ...words.map((word) => ({ ...word, y: 300 }))]);
  expect(body).toContain("*The trade of the river grew.*");
});

test("separates words before a letter that extends into the space", async () => {
  const words: Piece[] = [
    { text: "The trade of", x: 60, y: 300, font: "italic" },
    { text: "jute grew.", x: 110.7, y: 300, font: "italic" },
  ];
  const { body } = await read([TITLE, ...lines(BODY, { y: 140 }), ...words]);
  expect(body).toContain("*The trade of jute grew.*");
});

test("reads list items whose bullet is missing from the font", async () => {
  const { body } = await read([
    TITLE,
    ...lines(BODY, { y: 140 }),
    ...lines(["\u0001", "\u0001"], { x: 70, y: 260 }),
    ...lines(["ships and their cargo;", "houses along the bank."], { x: 85, y: 260 }),
  ]);
  expect(body).toContain("- ships and their cargo;\n- houses along the bank.");
});

test("keeps the end of a URL that extends beyond the page, but no other text there", async () => {
  const url = `https://example.org/${"%D0%98".repeat(12)}end`;
  const { report } = await read([
    TITLE,
    ...lines(BODY, { y: 140 }),
    { text: url, x: 230, y: 300 },
    { text: "beyond the page", x: 600, y: 400 },
  ]);
  expect(report.text).toContain(url);
  expect(report.text).not.toContain("beyond");
});

test("does not begin a list item at a number within an item", async () => {
  const { report } = await read([
    TITLE,
    ...lines(BODY, { y: 140 }),
    ...lines(["1.", "", "2."], { x: 70, y: 260 }),
    ...lines(["Lee, The river and its trade, with maps of the lower bank. London, p.", "28. With an index.", "Ek."], {
      x: 85,
      y: 260,
    }),
  ]);
  const items = report.blocks.filter(({ kind }) => kind === "list-item").map(({ text }) => text);
  expect(items).toEqual([
    "Lee, The river and its trade, with maps of the lower bank. London, p. 28. With an index.",
    "Ek.",
  ]);
});

test("links endnotes whose labels are numbers without a full stop, and ends them at other text", async () => {
  const small = { size: 8 };
  const { body } = await read([
    TITLE,
    ...lines(BODY, { y: 120 }),
    { text: "1", x: 168, y: 200, size: 6 },
    { text: "2", x: 168, y: 128, size: 6 },
    { text: "Footnotes", x: 60, y: 260, size: 15, font: "bold" },
    { text: "1", x: 60, y: 284, ...small },
    { text: "A chronicle of the lower bank, in which every flood is", x: 90, y: 284, ...small },
    { text: "told.", x: 90, y: 294, ...small },
    { text: "2", x: 60, y: 304, ...small },
    { text: "The books of the merchants.", x: 90, y: 304, ...small },
    ...lines(["All rights belong to the harbour."], { y: 360 }),
  ]);
  expect(body).toContain("[^1]: A chronicle of the lower bank, in which every flood is told.");
  expect(body).toContain("[^2]: The books of the merchants.");
  expect(body).toContain("\n\nAll rights belong to the harbour.");
  expect(body).not.toContain("Footnotes");
});

test("leaves out the framed page marks of a report that Concord printed", async () => {
  const mark = (text: string, y: number): Piece[] => [
    { box: [60, y - 9, 24, 13], grey: 0.9 },
    { text, x: 63, y, size: 7 },
  ];
  const { body } = await read([TITLE, ...mark("p. 12?", 100), ...lines(BODY, { y: 120 }), ...mark("No. 3", 240)]);
  expect(body).toBe(`${BODY.join(" ")}\n\nNo. 3\n`);
});

test("keeps the headings of groups in a table, even if they extend over several columns", async () => {
  const row = (y: number, country: string, place: string): Piece[] => [
    { text: country, x: 60, y },
    { text: place, x: 200, y },
    { box: [60, y + 4, 300, 0.5], grey: 0 },
  ];
  const group = (y: number, text: string): Piece[] => [
    { text, x: 60, y, font: "bold" },
    { box: [60, y + 4, 300, 0.5], grey: 0 },
  ];
  const { report } = await read([
    TITLE,
    ...lines(BODY, { y: 100 }),
    ...group(230, "North"),
    ...row(250, "Norway", "A centre in Oslo"),
    ...row(270, "Sweden", "A centre in Stockholm"),
    ...group(290, "The union of the independent river states"),
    ...row(310, "Egypt", "A centre in Cairo"),
    ...row(330, "Tunisia", "A centre in Tunis"),
  ]);
  const rows = report.blocks.filter(({ kind }) => kind === "table-row");
  expect(rows.map(({ start, end }) => report.text.slice(start, end).trim())).toHaveLength(6);
});

test("keeps capitals that are shifted within a word on its line, as in the logos of TeX and LaTeX", async () => {
  const y = 220;
  const { body } = await read([
    TITLE,
    ...lines(BODY, { y: 100 }),
    { text: "Set in", x: 60, y },
    { text: "T", x: 100, y },
    { text: "E", x: 104.4, y: y + 2.1 },
    { text: "X", x: 109.3, y },
    { text: "and", x: 120, y },
    { text: "L", x: 140, y },
    { text: "A", x: 142.5, y: y - 2, size: 7 },
    { text: "T", x: 146.1, y },
    { text: "E", x: 150.5, y: y + 2.1 },
    { text: "X", x: 155.4, y },
    { text: "by a man of the lower bank.", x: 166, y },
  ]);
  expect(body).toContain("Set in TEX and LATEX by a man of the lower bank.");
});

test("leaves out page numbers at another position on the opening pages of chapters", async () => {
  const pages = Array.from({ length: 9 }, (_, n): Piece[] => {
    const isOpening = n === 0 || n === 5;
    return [
      { text: String(n + 1), x: isOpening ? 205 : 350, y: isOpening ? 570 : 40, size: 10 },
      ...(n === 0 ? [TITLE] : []),
      ...lines(BODY, { y: 100 }),
    ];
  });
  const { report } = await read(...pages);
  expect(report.pages.map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(report.text).not.toMatch(/\d/u);
});

test("doesn't number the pages before page 1", async () => {
  const page = (number: number): Piece[] => [{ text: String(number), x: 205, y: 560 }, ...lines(BODY, { y: 100 })];
  const front = [TITLE, ...lines(BODY, { y: 120 })];
  const { report, markdown } = await read(front, lines(BODY), page(1), page(2), page(3));
  expect(report.pages.map(({ page }) => page)).toEqual([1, 2, 3]);
  expect(markdown.match(/<!-- page/gu)).toHaveLength(3);
});

test("doesn't continue a URL with a word in other letters on the next line", async () => {
  const { body } = await read([TITLE, ...lines([...BODY, "Printed at https://example.org/", "Été 2021"])]);
  expect(body).toContain("https\\://example.org/ Été 2021");
});
