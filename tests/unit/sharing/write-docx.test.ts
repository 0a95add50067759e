import { describe, expect, it } from "vitest";
import { docxOf, type NoteInWord } from "@/lib/exchange/write-docx";
import { UNIT } from "@/lib/word-boxes/model";
import { gifOf, pngOf } from "../../support/pictures";
import { readableNote } from "./readable";
import { unzipped } from "./unzipped";

/**
 * Renders the note in a Word document as lines of text. Runs become text with marks, links include their URLs, list
 * items include their level and kind, and table cells are separated by bars.
 */
async function outline(markdown: string): Promise<string[]> {
  const files = unzipped(await docxOf([readableNote(markdown)]));
  const [document = "", numbers = "", links = ""] = [
    "word/document.xml",
    "word/numbering.xml",
    "word/_rels/document.xml.rels",
  ].map((name) => files.get(name));
  const addresses = new Map(
    [...links.matchAll(/<Relationship Id="([^"]+)"[^>]*Target="([^"]+)"/gu)].map(([, id, to]) => [id, to]),
  );
  const abstracts = new Map(
    [...numbers.matchAll(/<w:abstractNum w:abstractNumId="(\d+)".*?<\/w:abstractNum>/gsu)].map(([xml, id]) => [
      id,
      xml,
    ]),
  );
  const kinds = new Map(
    [...numbers.matchAll(/<w:num w:numId="(\d+)"><w:abstractNumId w:val="(\d+)"\/>(.*?)<\/w:num>/gu)].map(
      ([, id, kind, own = ""]) => [id, own + abstracts.get(kind)],
    ),
  );
  const runs = (xml: string) =>
    [...xml.matchAll(/<w:hyperlink[^>]*r:id="([^"]+)"|<\/w:hyperlink>|<w:r>(.*?)<\/w:r>/gsu)]
      .map(([whole, link, run]) => {
        if (link) return `[${addresses.get(link)} `;
        if (whole === "</w:hyperlink>") return "]";
        const text = [...run!.matchAll(/<w:br\/>|<w:t[^>]*>(.*?)<\/w:t>/gsu)]
          .map(([part, value]) => (part === "<w:br/>" ? "⏎" : value))
          .join("");
        const marks = Object.entries(MARKS)
          .flatMap(([tag, mark]) => (run!.includes(tag) ? [mark] : []))
          .join("");
        return marks ? `${marks}(${text})` : text;
      })
      .join("");
  const block = (xml: string) => {
    const [, level, id] = /<w:numPr><w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/>/u.exec(xml) ?? [];
    const kind = kinds.get(id);
    const start = /<w:start(?:Override)? w:val="(\d+)"/u.exec(kind ?? "")?.[1];
    const marker = level ? `${"  ".repeat(Number(level))}${kind?.includes('"bullet"') ? "•" : `${start}.`} ` : "";
    return `${marker}${xml.includes("<w:pBdr><w:left") ? "> " : ""}${xml.includes("<w:pBdr><w:bottom") ? "---" : ""}${runs(xml)}`;
  };
  const body = document.replace(/<w:tbl>.*?<\/w:tbl>/gsu, (table) =>
    [...table.matchAll(/<w:tr>.*?<\/w:tr>|<w:tr .*?<\/w:tr>/gsu)]
      .map(
        ([row]) =>
          `<w:p>${row.replace(/<w:tc>.*?<\/w:tc>/gsu, (cell) => `<w:r><w:t>|</w:t></w:r>${[...cell.matchAll(/<w:r>.*?<\/w:r>/gsu)].join("")}`)}</w:p>`,
      )
      .join(""),
  );
  const blocks = [...body.matchAll(/<w:p(?:>| [^>]*>)(.*?)<\/w:p>|<w:p\/>/gsu)].map(([xml]) => block(xml));
  const from = blocks.findIndex((text) => text.startsWith("b(Ann Lee, 2026-01-02: )"));
  return [blocks[from]!.slice("b(Ann Lee, 2026-01-02: )".length), ...blocks.slice(from + 1, -1)];
}

const MARKS = {
  "<w:b/>": "b",
  "<w:i/>": "i",
  "<w:strike/>": "s",
  "Courier New": "c",
  '<w:vertAlign w:val="superscript"/>': "^",
};

describe("Word export keeps", () => {
  it.each([
    ["plain text", "Timber & <grain>", ["Timber &amp; &lt;grain&gt;"]],
    ["all types of emphasis", "**bold *and italics*** ~~gone~~ `code`", ["b(bold )bi(and italics) s(gone) c(code)"]],
    ["paragraphs and breaks", "One\ntwo  \nthree\n\nFour", ["One two⏎three", "Four"]],
    ["headings", "# Title\n\nText", ["", "b(Title)", "Text"]],
    [
      "the URLs of links",
      "A [link](https://a.example/x?y=1&z) and <mailto:a@b.example>",
      ["A [https://a.example/x?y=1&amp;z link] and [mailto:a@b.example mailto:a@b.example]"],
    ],
    [
      "the URLs of links with an upper-case scheme",
      "[a](HTTPS://a.example/X) <MAILTO:a@b.example>",
      ["[https://a.example/X a] [mailto:a@b.example MAILTO:a@b.example]"],
    ],
    ["formatted links", "[a **b**](http://a.example)", ["[http://a.example/ a b(b)]"]],
    ["the URL of an image", "![A map](https://a.example/m.png)", ["[https://a.example/m.png A map]"]],
    ["no link to an unusable target", "[a](/b) [c](http://[) [d](javascript:x)", ["a c d"]],
    ["lists", "- a\n- b\n\nText\n\n- c", ["", "• a", "• b", "Text", "• c"]],
    ["nested lists", "1. a\n   - b\n     - c\n2. d", ["", "1. a", "  • b", "    • c", "1. d"]],
    ["the first number of a list", "7. a\n8. b", ["", "7. a", "7. b"]],
    ["items with several paragraphs", "- a\n\n  b\n- c", ["", "• a", "b", "• c"]],
    ["items without text", "-\n- a", ["", "• ", "• a"]],
    ["checkboxes", "- [x] done\n- [ ] open", ["", "• ☑ done", "• ☐ open"]],
    ["quotations", "> a\n>\n> - b", ["", "> a", "• > b"]],
    ["code", "```\nlet a;\n  b();\n```", ["", "c(let a;⏎  b();)"]],
    ["tables", "| a | b |\n| --- | ---: |\n| **c** | |", ["", "|b(a)|b(b)", "|b(c)|", ""]],
    ["tables in list items", "- | a |\n  | --- |\n  | b |", ["", "• ", "|b(a)", "|b", ""]],
    ["horizontal rules", "a\n\n---\n\nb", ["a", "---", "b"]],
    ["footnotes", "a[^x]\n\n[^x]: See *b*", ["a^(1)", "1. See i(b) "]],
    ["mentioned people, by name", "[@Bo Ek](person:11111111-1111-1111-1111-111111111111) said", ["@Bo Ek said"]],
    ["tags as typed", "a <b>c</b>", ["a &lt;b&gt;c&lt;/b&gt;"]],
    ["no characters that XML cannot contain", "a\u0001b", ["a\uFFFDb"]],
  ] as [string, string, string[]][])("%s", async (_, markdown, expected) => {
    expect(await outline(markdown)).toEqual(expected);
  });
});

it("writes content as plain text if it cannot be formatted", async () => {
  const lines = await outline(`${"> ".repeat(500)}**deep**`);
  expect(lines.join("")).toContain("deep");
});

it("includes the passage, its source and the tags", async () => {
  const document = unzipped(await docxOf([readableNote("Note")])).get("word/document.xml");
  for (const text of [
    "Rivers",
    "Towns",
    "carry grain",
    "— Bo Ek, Rivers, 2020, p. 7. ",
    "Open in Concord",
    "Tags: Grain",
  ]) {
    expect(document).toContain(`>${text}<`);
  }
});

describe("areas", () => {
  const area = { x0: 0.25 * UNIT, y0: 0, x1: 0.75 * UNIT, y1: 0.5 * UNIT };
  const marked = (picture?: NoteInWord["picture"]): NoteInWord => {
    const note = readableNote("Note");
    const highlight = { ...note.highlight, quote: "", description: "Tolls & dues", area: { page: 0, ...area } };
    return { ...note, highlight, ...(picture && { picture }) };
  };
  const sizes = (document: string) =>
    [...document.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"/gu)].map(([, x, y]) => [Number(x), Number(y)]);

  it("have a picture with a description, cut out of the whole picture if it is of one", async () => {
    const [page, chart] = [pngOf(192, 96), pngOf(96, 192)];
    const files = unzipped(await docxOf([marked({ bytes: page, part: null }), marked({ bytes: chart, part: area })]));
    const document = files.get("word/document.xml")!;
    const inch = 914_400;
    expect(sizes(document)).toEqual([
      [inch, inch / 2],
      [inch / 2, inch],
    ]);
    expect(document).toContain('<a:srcRect l="0" t="0" r="0" b="0"/>');
    expect(document).toContain('<a:srcRect l="25000" t="0" r="25000" b="50000"/>');
    expect(document.match(/descr="Tolls &amp; dues"/gu)).toHaveLength(2);
    expect(document).not.toContain("Picture not included");
    for (const [id, name, bytes] of [
      ["picture1", "media/picture1.png", page],
      ["picture2", "media/picture2.png", chart],
    ] as const) {
      expect(document).toContain(`r:embed="${id}"`);
      expect(files.get("word/_rels/document.xml.rels")).toMatch(new RegExp(`Id="${id}"[^>]*Target="${name}"`, "u"));
      expect(files.get(`word/${name}`)).toBe(Buffer.from(bytes).toString("utf8"));
    }
  });

  it("share a picture that several of them are on", async () => {
    const files = unzipped(await docxOf([1, 2].map(() => marked({ bytes: pngOf(30, 20), part: area }))));
    expect([...files.keys()].filter((name) => name.startsWith("word/media/"))).toEqual(["word/media/picture1.png"]);
    const numbers = [...files.get("word/document.xml")!.matchAll(/<wp:docPr id="(\d+)"/gu)].map(([, id]) => id);
    expect(numbers).toEqual(["1", "2"]);
  });

  it("fit on the page", async () => {
    const document = unzipped(await docxOf([marked({ bytes: gifOf(9000, 300), part: null })])).get(
      "word/document.xml",
    )!;
    const [[width = 0, height = 0] = []] = sizes(document);
    expect(width).toBe(8666 * 635);
    expect(width / height).toBeCloseTo(30, 1);
  });

  it.each([
    ["without a picture", undefined],
    ["with one in a format that Word doesn't show", { bytes: Buffer.from("RIFF....WEBP"), part: null }],
  ])("say that their picture is not included, %s", async (_, picture) => {
    const document = unzipped(await docxOf([marked(picture)])).get("word/document.xml");
    expect(document).toContain("— Bo Ek, Rivers, 2020, p. 7. Picture not included. ");
    expect(document).not.toContain("<w:drawing>");
  });
});
