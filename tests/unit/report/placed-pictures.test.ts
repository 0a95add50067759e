import { describe, expect, it } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { placedPictures } from "@/lib/report/placed-pictures";

const [MAP, CHART, ICON] = ["a", "b", "c"].map((digit) => digit.repeat(32));

/** The pictures of a report, each with the text that follows it. */
function placesIn(...paragraphs: string[]) {
  const report = parseReport(`---\ntitle: Rivers\n---\n\n${paragraphs.join("\n\n")}\n`, "rivers");
  return placedPictures(report).map(({ id, offset, caption }) => [
    id[0],
    report.text.slice(offset, offset + 6),
    caption,
  ]);
}

describe("the places of pictures", () => {
  it("are before the text that follows them, even if it is another picture's caption", () => {
    expect(
      placesIn("One river.", `![A map](picture:${MAP}/40x30)`, `![A chart](picture:${CHART}/40x30)`, "Two rivers."),
    ).toEqual([
      ["a", "Two ri", ""],
      ["b", "Two ri", ""],
    ]);
  });

  it("are inside a line of text if the picture is, and at the end if nothing follows", () => {
    expect(placesIn(`One ![](picture:${ICON}/4x4) river.`, `![A map](picture:${MAP}/40x30)`)).toEqual([
      ["c", "river.", ""],
      ["a", "", ""],
    ]);
  });

  it("are found in lists and quotations, each time that a picture is shown", () => {
    const map = `![A map](picture:${MAP}/40x30)`;
    expect(placesIn(`- First.\n\n  ${map}\n\n- Second.`, `> ${map}\n>\n> Third.`)).toEqual([
      ["a", "Second", ""],
      ["a", "Third.", ""],
    ]);
  });
});
