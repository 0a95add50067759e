import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { noteText } from "@/lib/annotations/notes/note-text";
import { tokenize } from "@/lib/search/analysis";
import { expectNearLinear } from "../growth";

it.each([
  ["one line", "See p. 12.", "See p. 12."],
  ["paragraphs", "One.\n\n\nTwo,\r\nthree.  \n", "One.\nTwo,\nthree."],
  ["emphasis", "*a* **b c** ***d*** _e_ __f__ ~~g~~ **h *i* j**", "a b c d e f g h i j"],
  [
    "characters that are not emphasis",
    "5 * 3 * 2, 2*x, snake_case_name, ~5, a * b*",
    "5 * 3 * 2, 2*x, snake_case_name, ~5, a * b*",
  ],
  ["emphasis inside a word", "un*frigging*believable", "unfriggingbelievable"],
  ["headings", "# One\n## Two ##\nThree\n=====", "One\nTwo ##\nThree"],
  ["lists", "- a\n* b\n  + c\n1. d\n2) e\n- [ ] f\n- [x] g", "a\nb\nc\nd\ne\nf\ng"],
  ["quotations", "> a\n> > b\n> - c", "a\nb\nc"],
  ["links", '[soft power](https://example.org/a_(b) "title") and [x](y)', "soft power and x"],
  [
    "bare URLs",
    "https://example.org/a_b_c <https://example.org> <ann@example.org>",
    "https://example.org/a_b_c https://example.org ann@example.org",
  ],
  [
    "reference links",
    "see [Nye]\n\n[Nye]: https://example.org 'Nye'\n[Nye]: p. 12 of the book",
    "see [Nye]\n[Nye]: p. 12 of the book",
  ],
  ["images, by their alternative text", "a ![b](c.png) d", "a b d"],
  ["only an image without alternative text", " ![](c.png)\n", "![](c.png)"],
  ["footnotes", "a[^1]\n\n[^1]: b", "a\nb"],
  ["code", "`a` and ``b ` c``\n\n```js\nlet d = 1;\n- e\n```\nf", "a and ``b ` c``\nlet d = 1;\n- e\nf"],
  ["tables", "| a | b |\n|---|:-:|\n| c | d |", "a \t b\nc \t d"],
  ["tags, as typed", "a<br>b <b class='x'>c</b>", "a\nb <b class='x'>c</b>"],
  ["text that is not a tag", "1 < 2 > 0, a <3, b <-> c", "1 < 2 > 0, a <3, b <-> c"],
  ["escapes", "\\*a\\* \\[b](c) 1\\. d\\", "*a* [b](c) 1. d\\"],
  ["other scripts", "**Қазақстан** и _Россия_ 🏔", "Қазақстан и Россия 🏔"],
  ["horizontal rules", "a\n\n---\n\n***\nb", "a\nb"],
  ["empty text", " \n ", ""],
])("plain text of %s", (_, markdown, text) => {
  expect(noteText(markdown)).toBe(text);
});

/** The words that a reader sees, according to the parser with which notes are rendered. */
function shownWords(markdown: string): string[] {
  const textOf = (node: Nodes): string => {
    if (node.type === "image") return node.alt ?? "";
    if ("value" in node) return node.value;
    if (!("children" in node)) return node.type === "break" ? "\n" : "";
    return node.children.map(textOf).join("");
  };
  const blocks = (node: Nodes): string[] =>
    "children" in node && !["paragraph", "heading", "tableCell"].includes(node.type)
      ? node.children.flatMap(blocks)
      : [textOf(node)];
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return blocks(tree).flatMap((block) => tokenize(block).map(({ word }) => word));
}

describe("words of a note", () => {
  const word = fc.constantFrom("rivers", "Россия", "п.", "12,5", "soft-power", "2026");
  const run = fc
    .tuple(fc.constantFrom("*", "**", "_", "`", "~~", "", ""), fc.array(word, { minLength: 1, maxLength: 3 }))
    .map(([mark, words]) => `${mark}${words.join(" ")}${mark}`);
  const inline = fc.oneof(
    run,
    run.map((text) => `[${text}](https://example.org/page)`),
    run.map((text) => `**a *${text.replaceAll(/[*_`~]/g, "")}* b**`),
  );
  const line = fc.array(inline, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(" "));
  const block = fc
    .tuple(fc.constantFrom("", "# ", "- ", "> ", "1. ", "> - "), line)
    .map(([mark, text]) => `${mark}${text}`);
  const note = fc.array(block, { minLength: 1, maxLength: 5 }).map((blocks) => blocks.join("\n\n"));

  it("are the words that are displayed", () => {
    fc.assert(
      fc.property(note, (markdown) => {
        expect(tokenize(noteText(markdown)).map(({ word }) => word)).toEqual(shownWords(markdown));
      }),
    );
  });
});

describe("any string", () => {
  it("is a valid note", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (markdown) => {
        expect(noteText(markdown) === "").toBe(markdown.trim() === "");
      }),
    );
  });

  const length = 200_000;
  const parts = [
    "*",
    "**a ",
    "_",
    "_a ",
    "~~",
    "`",
    "` ",
    "[",
    "[a](",
    "](",
    "![",
    "![a](b",
    "<",
    "<a ",
    "<!--",
    "\\",
    ">",
    "> ",
  ];
  it.each([
    ["[a]:x", " ", "y"],
    ["[a]:x", "\t", "y"],
    ["[a]: ", " ", "y"],
    ["- [x]", " ", "y"],
    ["#", " ", "y"],
    ["|", " ", "y"],
    ["> -", " ", "y"],
  ])("reads %j, %j repeated, and %j in linear time", (start, part, end) => {
    expectNearLinear((size) => {
      const text = `${start}${part.repeat(size)}${end}`;
      return () => noteText(text);
    }, 20_000);
  });

  it.each([
    ...parts,
    "- ",
    "1. ",
    "|",
    "| a ",
    " ",
    "\n",
    "[a]: b ",
    '"',
    "[^a]",
    "a@",
    "*a\n",
    "[a]:",
    "\t",
    "#",
    "<a@",
    "🏔",
  ])("reads %j repeated in linear time", (part) => {
    const mirrored = [...part].reverse().join("");
    expectNearLinear((size) => {
      const times = size / part.length;
      const texts = [part.repeat(times), `${part.repeat(times / 2)}a${mirrored.repeat(times / 2)}`];
      return () => texts.map(noteText);
    }, length);
  });
});
