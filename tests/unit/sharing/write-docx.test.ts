import { describe, expect, it } from "vitest";
import { docxOf } from "@/lib/exchange/write-docx";
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
