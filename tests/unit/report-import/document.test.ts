import fc from "fast-check";
import { expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { imageOf, writeBody } from "@/lib/report-import/document";

const PICTURE = { id: "0123456789abcdef0123456789abcdef", width: 40, height: 30 };

/** What is read from the Markdown of a picture between two paragraphs. */
function readAgain(alt: string, words: string) {
  const paragraph = (value: string) => ({ type: "paragraph" as const, children: [{ type: "text" as const, value }] });
  const figure = { type: "paragraph" as const, children: [imageOf(PICTURE, alt, words)] };
  const body = writeBody({ type: "root", children: [paragraph("Before."), figure, paragraph("After.")] });
  const { flow, text, pages } = parseReport(`---\ntitle: T\n---\n\n${body}`, "t");
  return { figure: flow[1], others: flow.length - 1, text, pages };
}

const SURROUNDINGS = { others: 2, text: "Before.\nAfter.", pages: [] };

test.each([
  ["quotation marks", `"wet" 'dry' \u201cmean\u201d`],
  ["brackets", "Rain (mm) [1] <!-- page 9 --> ![a](b) <b>"],
  ["what Markdown and HTML escape", "R\\&D &amp; *a* _b_ `c` ~d~ #e | f \\"],
])("a picture keeps words with %s apart from its description", (_, words) => {
  expect(readAgain("A chart", words)).toEqual({
    figure: { type: "figure", alt: "A chart", words, picture: PICTURE },
    ...SURROUNDINGS,
  });
});

test("any words in a picture are read as they were written, on one line", () => {
  const word = fc.stringMatching(/^[!-~\u00a1-\u00ff\u0400-\u04ff]{1,12}$/u);
  const spaces = fc.constantFrom(" ", "\n", "\n\n", "\t", "  ");
  fc.assert(
    fc.property(fc.array(fc.tuple(word, spaces), { minLength: 1, maxLength: 12 }), (parts) => {
      const words = parts.map(([each]) => each).join(" ");
      const written = parts.flat().join("");
      expect(readAgain("", written)).toEqual({
        figure: { type: "figure", alt: "", words: words.normalize("NFC"), picture: PICTURE },
        ...SURROUNDINGS,
      });
    }),
  );
});

test("the words in a picture are cut between words if there are too many", () => {
  const { title } = imageOf(PICTURE, "", "barges ".repeat(1000));
  expect(title).toBe(Array.from({ length: 285 }, () => "barges").join(" "));
  expect(imageOf(PICTURE, "", " \n").title).toBeUndefined();
});
