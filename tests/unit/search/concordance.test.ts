import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type ConcordanceOrder, concordance, sortLines } from "@/lib/search/concordance";
import { engineOver } from "./texts";

function lines(texts: string[], query: string, order: ConcordanceOrder = "position", width = 20) {
  const hits = engineOver(...texts)
    .search(query, { sort: "position" })
    .hits();
  return sortLines(concordance(hits, width), order).map(({ left, keyword, right }) => [left, keyword, right]);
}

describe("a concordance", () => {
  it("lists each occurrence on a line, with its context cut off between words", () => {
    expect(lines(["The soft power of Russia is a power that\nmany other powers lack."], "power ")).toEqual([
      ["The soft ", "power", " of Russia is a"],
      ["of Russia is a ", "power", " that many other"],
      ["that many other ", "powers", " lack."],
    ]);
  });

  test.each<[ConcordanceOrder, string[]]>([
    ["position", ["blue sea", "Azure lake", "blue bay"]],
    ["right", ["Azure lake", "blue bay", "blue sea"]],
  ])("is ordered by %s", (order, expected) => {
    const texts = ["blue sea", "Azure lake", "blue bay"].map((end) => `a word ${end}`);
    expect(lines(texts, "word", order).map(([, , right]) => right?.trim())).toEqual(expected);
  });

  it("is ordered by the words before the keyword, nearest first", () => {
    const texts = ["b a key", "a c key", "c b key", "key"];
    expect(lines(texts, "key", "left").map(([left]) => left)).toEqual(["", "b a ", "c b ", "a c "]);
  });

  it("keeps every keyword as printed", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("key", "a", "б", "\n", "\t", ". ", "—"), { maxLength: 40 }), (pieces) => {
        const text = `${pieces.join(" ")} key`;
        const [hit] = engineOver(text).search("key").hits();
        for (const { start, keyword } of concordance([hit!], 30)) {
          expect(text.slice(start, start + keyword.length)).toBe(keyword);
        }
      }),
    );
  });
});
