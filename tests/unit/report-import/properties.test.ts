import fc from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "@/lib/errors";
import { importText } from "@/lib/report-import";
import { sampled } from "../../support/sampled";
import { allWords, countWords, read, surplus, textOf } from "./markdown";

const encode = (text: string) => new TextEncoder().encode(text);
const OPTIONS = { title: "Qx", slug: "x" };

function importOrRefuse(bytes: Uint8Array): void {
  try {
    importText(bytes, OPTIONS);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

/** Pieces of text that the importer has rules for, in any order. */
const piece = fc.constantFrom(
  ..."\n|\n\n|\f|\t| |*|**|_|`|~|<|>|&amp;|[|](|]|!|#|- |1. |(a) |(b) |¹|² |\n\n¹ |\n\n² |km²|Chart 1 A|Source: x|\n\nContents\n\n|Start\t3\n|\n\nStart\n\n|7\n\n|8\n\n|http://x.example/a_b|www.x.example|a@b.example|word|Word.|word-|\\|---|<!-- page 3 -->|[^1]: |Жол,|ӘҢ|RFC: 9\n|Network Working Group\n|                         Abc\n|Title: x\n|by |*** START OF THE PROJECT GUTENBERG EBOOK ***\n|\n\nNotes\n\n|[1]|\n\n[1] |\n\n[Footnote 1: |{1}|Chapter 1\n\n|Abc\n===\n|a   b\n".split(
    "|",
  ),
  "|",
);

test("either imports or rejects any bytes, without crashing", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), importOrRefuse));
});

test("either imports or rejects any text, without crashing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => importOrRefuse(encode(text))));
});

test("imports any combination of meaningful pieces", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => importOrRefuse(encode(pieces.join("")))),
    { numRuns: sampled(500) },
  );
});

test("loses no words from plain paragraphs", () => {
  const word = fc.stringMatching(/^[a-zA-ZЀ-ӿ]{1,8}$/u);
  const paragraph = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => `${words.join(" ")}.`);
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1, maxLength: 10 }), (paragraphs) => {
      const text = paragraphs.join("\n\n");
      const after = allWords(importText(encode(text), OPTIONS).markdown);
      expect(surplus(countWords(`${text}\nQx`), after)).toEqual([]);
      expect(surplus(after, countWords(`${text}\nQx`))).toEqual([]);
    }),
  );
});

test("preserves Markdown syntax as literal text", () => {
  const special = fc.constantFrom(
    ..."_`~<>&[]()!#+=|\\^{}$%@:;'\"/.-0123456789ab ".split(""),
    "&amp;",
    "www.a",
    "[^1]",
    "<b>",
    "<!--",
  );
  fc.assert(
    fc.property(fc.array(special, { minLength: 1, maxLength: 40 }), (characters) => {
      const text = `Words ${characters.join("")} end.`.replace(/ +/gu, " ");
      expect(textOf(read(importText(encode(text), OPTIONS).markdown).tree)).toBe(text);
    }),
    // Invalid hosts in email addresses. Markdown would parse them differently as autolinks.
    { numRuns: sampled(500), examples: [[["_@www.a_"]], [["a@-b.c"]], [["a@b-.c"]], [["a@b.c-"]]] },
  );
});
