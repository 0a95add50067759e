import { expect, it } from "vitest";
import { linesOfHocr, wordText } from "@/lib/report-import/ocr/hocr";

const character = (text: string, x0: number, x1: number) =>
  `<span class='ocrx_cinfo' title='x_bboxes ${x0} 92 ${x1} 116; x_conf 98.8'>${text}</span>`;
const LINE = `<span class='ocr_line' id='line_1_1' title="bbox 36 90 580 122; baseline 0.01 -7; x_size 30; x_descenders 6">`;

it("reads lines, words and characters", () => {
  const word = `<span class='ocrx_word' id='word_1_1' title='bbox 36 92 96 116; x_wconf 95' lang='eng'>${character("R", 36, 60)}${character("&amp;", 61, 80)}${character("&#39;", 80, 96)}</span>`;
  const [line, ...others] = linesOfHocr(`<div class='ocr_page'><p class='ocr_par'>${LINE}${word}</span></p></div>`);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ x0: 36, y0: 90, x1: 580, y1: 122 });
  expect(line!.baseline).toBeCloseTo(122 - 7 + 0.01 * 272);
  expect(line!.words).toMatchObject([{ x0: 36, x1: 96, confidence: 95 }]);
  expect(wordText(line!.words[0]!)).toBe("R&'");
  expect(line!.words[0]!.characters[1]).toEqual({ text: "&", x0: 61, x1: 80 });
});

it.each([
  ["nothing", ""],
  ["a line without words", `${LINE}</span>`],
  ["a word without characters", `${LINE}<span class='ocrx_word' title='bbox 1 2 3 4; x_wconf 9'> </span></span>`],
  ["boxes that are cut off", `<span class='ocr_line' title='bbox 1 2'><span class='ocrx_word' title='bbox 1'>`],
])("reads %s as no text", (_, hocr) => {
  expect(linesOfHocr(hocr)).toEqual([]);
});
