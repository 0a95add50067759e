import { describe, expect, it } from "vitest";
import { type ComparedPart, type ComparedText, compareTexts } from "@/lib/anchoring/compare";

function textOf(...blocks: string[]): ComparedText {
  let start = 0;
  return {
    text: blocks.join("\n"),
    blocks: blocks.map((block) => {
      const span = { start, end: start + block.length };
      start = span.end + 1;
      return span;
    }),
  };
}

/** Parts in a short form: "same [-deleted-] {+inserted+}". */
const typed = (parts: readonly ComparedPart[]) =>
  parts
    .map(({ kind, text }) => ({ same: text, deleted: `[-${text.trim()}-]`, inserted: `{+${text.trim()}+}` })[kind])
    .join("")
    .trim();

const compared = (before: string[], after: string[]) =>
  compareTexts(textOf(...before), textOf(...after)).map(({ kind, isMoved, parts }) =>
    [isMoved ? `moved ${kind}` : kind, typed(parts)].join(": "),
  );

const RIVERS = "The rivers of the plain carry grain, timber and salt to the towns on the coast.";
const TOLLS = "Tolls were collected at seven bridges until the council abolished them in 1871.";
const FERRIES = "Ferries crossed the lower reaches twice a day, except during the spring floods.";

describe("the comparison of two texts", () => {
  it("finds nothing in equal texts", () => {
    expect(compared([RIVERS, TOLLS], [RIVERS, TOLLS])).toEqual([`same: ${RIVERS}`, `same: ${TOLLS}`]);
  });

  it("marks words that were inserted and deleted within a block", () => {
    expect(compared([RIVERS, TOLLS], [RIVERS.replace("timber and ", "coal and "), TOLLS])).toEqual([
      "changed: The rivers of the plain carry grain, [-timber-]{+coal+}and salt to the towns on the coast.",
      `same: ${TOLLS}`,
    ]);
  });

  it("keeps deleted blocks after those that they followed, and inserted ones where they are", () => {
    expect(compared([RIVERS, TOLLS, FERRIES], [RIVERS, "A canal was dug.", FERRIES])).toEqual([
      `same: ${RIVERS}`,
      `deleted: [-${TOLLS}-]`,
      "inserted: {+A canal was dug.+}",
      `same: ${FERRIES}`,
    ]);
    expect(compared([TOLLS, RIVERS], [RIVERS])).toEqual([`deleted: [-${TOLLS}-]`, `same: ${RIVERS}`]);
  });

  it("recognizes a block that moved, even if it also changed", () => {
    expect(compared([TOLLS, RIVERS, FERRIES], [RIVERS, FERRIES, TOLLS.replace("seven", "nine")])).toEqual([
      `same: ${RIVERS}`,
      `same: ${FERRIES}`,
      "moved changed: Tolls were collected at [-seven-]{+nine+}bridges until the council abolished them in 1871.",
    ]);
  });

  it("doesn’t count case and typography as changes, but shows how each text writes them", () => {
    const [row] = compareTexts(textOf('He said "no" to the council.'), textOf("He said “no” to the Council."));
    expect(row).toMatchObject({ kind: "same", parts: [{ kind: "same", was: 'He said "no" to the council.' }] });
  });

  it("accounts for all words of both texts", () => {
    const [before, after] = [textOf(RIVERS, TOLLS, FERRIES), textOf(FERRIES, RIVERS.replace("salt", "sand"), "New.")];
    const rows = compareTexts(before, after);
    const joined = (kinds: string[]) =>
      rows
        .flatMap(({ parts }) => parts.filter(({ kind }) => kinds.includes(kind)))
        .map(({ text }) => text)
        .join(" ")
        .match(/\w+/gu);
    const words = ({ text }: ComparedText) => text.match(/\w+/gu)!;
    expect([...joined(["same", "deleted"])!].sort()).toEqual([...words(before)].sort());
    expect(joined(["same", "inserted"])).toEqual(words(after));
  });

  it("compares empty texts", () => {
    expect(compared([], [])).toEqual([]);
    expect(compared([], [RIVERS])).toEqual([`inserted: {+${RIVERS}+}`]);
  });
});
