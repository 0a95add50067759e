import fc from "fast-check";
import { expect, test } from "vitest";
import { sampled } from "../../../support/sampled";
import { epubOf, imported, page } from "./made";
import { h, list, cell as odtCell, note as odtNote, odtOf, p as odtP, row as odtRow } from "./open-document";
import { cell, docxOf, item, marker, note, p, row, run, styled, table } from "./word";

interface Run {
  text: string;
  look: "" | "b" | "i";
  note: string | null;
}
type Made =
  | { kind: "heading"; text: string; level: number }
  | { kind: "paragraph"; runs: Run[] }
  | { kind: "list"; items: { text: string; inner: string[] }[] }
  | { kind: "table"; rows: string[][] };

const word = fc.constantFrom(
  ..."river toll barge қала шлюз a*b x_y [1] [^1] <b> 1. # - | & &amp; *** `x` ~~ https://x.example/a_b ![x](y) — «да» ²".split(
    " ",
  ),
);
const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => `so ${words.join(" ")} on`);
const runs = fc.array(
  fc.record({
    text,
    look: fc.constantFrom("" as const, "b" as const, "i" as const),
    note: fc.option(text, { nil: null, freq: 5 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const block = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), text, level: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("paragraph" as const), runs }),
  fc.record({
    kind: fc.constant("list" as const),
    items: fc.array(fc.record({ text, inner: fc.array(text, { maxLength: 2 }) }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant("table" as const),
    rows: fc
      .integer({ min: 2, max: 3 })
      .chain((width) =>
        fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 3 }),
      ),
  }),
);
/**
 * The document starts with a heading, so that no paragraph is detected as a heading by its formatting. A paragraph
 * follows each block, so that adjacent lists stay separate.
 */
const documents = fc
  .array(block, { minLength: 1, maxLength: 6 })
  .map((blocks): Made[] => [
    { kind: "heading", text: "so it begins", level: 1 },
    ...blocks.flatMap((made): Made[] => [
      made,
      { kind: "paragraph", runs: [{ text: "so it goes on here.", look: "", note: null }] },
    ]),
  ]);

const escaped = (value: string) => value.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;");

function htmlOf(blocks: readonly Made[]): string {
  const notes: string[] = [];
  const noteOf = (value: string | null) => {
    if (value === null) return "";
    notes.push(value);
    return `<a role="doc-noteref" href="#n${notes.length}">${notes.length}</a>`;
  };
  const body = blocks.map((made) => {
    switch (made.kind) {
      case "heading":
        return `<h${made.level + 1}>${escaped(made.text)}</h${made.level + 1}>`;
      case "paragraph":
        return `<p>${made.runs.map(({ text: value, look, note: words }) => `${look ? `<${look}>` : ""}${escaped(value)}${look ? `</${look}>` : ""}${noteOf(words)} `).join("")}</p>`;
      case "list":
        return `<ul>${made.items.map(({ text: value, inner }) => `<li>${escaped(value)}${inner.length > 0 ? `<ul>${inner.map((each) => `<li>${escaped(each)}</li>`).join("")}</ul>` : ""}</li>`).join("")}</ul>`;
      default:
        return `<table>${made.rows.map((cells, n) => `<tr>${cells.map((each) => (n === 0 ? `<th>${escaped(each)}</th>` : `<td>${escaped(each)}</td>`)).join("")}</tr>`).join("")}</table>`;
    }
  });
  const asides = notes.map((words, n) => `<aside role="doc-footnote" id="n${n + 1}"><p>${escaped(words)}</p></aside>`);
  return body.join("\n") + asides.join("\n");
}

function wordOf(blocks: readonly Made[]): Uint8Array {
  const notes: string[] = [];
  const noteOf = (value: string | null) => (value === null ? "" : marker("footnote", notes.push(value)));
  const looks = { "": "", b: "<w:b/>", i: "<w:i/>" };
  const body = blocks.map((made) => {
    switch (made.kind) {
      case "heading":
        return p(escaped(made.text), `<w:outlineLvl w:val="${made.level - 1}"/>`);
      case "paragraph":
        return p(
          made.runs
            .map(({ text: value, look, note: words }) => run(escaped(value), looks[look]) + noteOf(words) + run(" "))
            .join(""),
        );
      case "list":
        return made.items
          .map(
            ({ text: value, inner }) =>
              item(escaped(value), 1) + inner.map((each) => item(escaped(each), 1, 1)).join(""),
          )
          .join("");
      default:
        return table(
          ...made.rows.map((cells, n) =>
            row(
              cells.map((each) => cell(escaped(each))),
              n === 0 ? "<w:tblHeader/>" : "",
            ),
          ),
        );
    }
  });
  const footnotes = notes.map((words, n) => note("footnote", n + 1, escaped(words))).join("");
  return docxOf(styled("a3", "A Title") + body.join(""), { footnotes });
}

function openDocumentOf(blocks: readonly Made[]): Uint8Array {
  const span = (value: string, look: Run["look"]) =>
    look === ""
      ? escaped(value)
      : `<text:span text:style-name="${look === "b" ? "T1" : "T3"}">${escaped(value)}</text:span>`;
  const noteOf = (value: string | null) => (value === null ? "" : odtNote("footnote", "1", escaped(value)));
  const body = blocks.map((made) => {
    switch (made.kind) {
      case "heading":
        return h(escaped(made.text), made.level);
      case "paragraph":
        return odtP(
          made.runs.map(({ text: value, look, note: words }) => `${span(value, look)}${noteOf(words)} `).join(""),
        );
      case "list":
        return list(
          "U",
          ...made.items.map(
            ({ text: value, inner }) =>
              odtP(escaped(value)) + (inner.length > 0 ? list("U", ...inner.map((each) => odtP(escaped(each)))) : ""),
          ),
        );
      default: {
        const rows = made.rows.map((cells) => odtRow(...cells.map((each) => odtCell(escaped(each)))));
        return `<table:table><table:table-header-rows>${rows[0]}</table:table-header-rows>${rows.slice(1).join("")}</table:table>`;
      }
    }
  });
  return odtOf(odtP("A Title", "Title") + body.join(""));
}

/** The visible texts of a document in order, without notes. */
const wordsOf = (blocks: readonly Made[]): string[] =>
  blocks.flatMap((made): string[] => {
    if (made.kind === "heading") return [made.text];
    if (made.kind === "paragraph") return [made.runs.map(({ text: value }) => value).join(" ")];
    return made.kind === "list"
      ? made.items.flatMap(({ text: value, inner }) => [value, ...inner])
      : made.rows.map((cells) => cells.join("\t"));
  });

test("imports one document in four formats as the same report, with no words missing", async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (blocks) => {
      const html = htmlOf(blocks);
      const read = [
        await imported("a.html", page(`<h1>A Title</h1>${html}`)),
        await imported("a.epub", epubOf([html])),
        await imported("a.docx", wordOf(blocks)),
        await imported("a.odt", openDocumentOf(blocks)),
      ];
      const [first] = read;
      for (const { body } of read) expect(body).toBe(first!.body);
      const shown = first!.report.blocks.filter(({ kind }) => kind !== "footnote").map((made) => made.text);
      expect(shown).toEqual(wordsOf(blocks));
      const notes = blocks.flatMap((made) =>
        made.kind === "paragraph" ? made.runs.flatMap((each) => each.note ?? []) : [],
      );
      const footnotes = first!.report.footnotes.map((footnote) => first!.report.blocks[footnote.block]!.text);
      expect(footnotes).toEqual(notes);
    }),
    { numRuns: sampled(100) },
  );
});
