import { describe, expect, test } from "vitest";
import { carryBoxes } from "@/lib/word-boxes/carry";
import { drawn, shown } from "./boxed";

const LINES = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship, every cargo and every debt of the",
  "season was written down. Historians have read them with care ever since, as",
  "they say more of the town than its laws, its chronicles and its monuments do",
];
const TEXT = LINES.join(" ");

const carried = (lines: readonly string[], text: string) => shown(text, carryBoxes(drawn(...lines), text));
/** The boxes of the lines as drawn. */
const all = (lines: readonly string[]) => {
  const from = drawn(...lines);
  return shown(from.text, from.boxes);
};

test("each word of an unchanged text has the box of the word as drawn", () => {
  expect(carried(LINES, TEXT)).toEqual(all(LINES));
});

test("a word that is cut at the end of a line has two boxes, the first with the hyphen", () => {
  const lines = [`${LINES[0]} inter-`, `national ${LINES[1]}`];
  const text = `${LINES[0]} international ${LINES[1]}`;
  const boxes = carried(lines, text);
  expect(boxes).toContain("inter 0 770-830");
  expect(boxes).toContain("national 1 0-80");
  expect(boxes).toHaveLength(all(lines).length);
});

test("a hyphen that belongs to the word is part of the word's first box", () => {
  const text = `${LINES[0]} self-made ${LINES[1]}`;
  const boxes = carried([`${LINES[0]} self-`, `made ${LINES[1]}`], text);
  expect(boxes).toContain("self- 0 770-820");
  expect(boxes).toContain("made 1 0-40");
});

test("soft hyphens, kinds of hyphens and spaces make no difference", () => {
  const text = `${LINES[0]} self-made\u00a0quay ${LINES[1]}`;
  expect(carried([`${LINES[0]} self\u2010ma\u00adde quay`, LINES[1]!], text)).toContain("self-made 0 770-870");
});

test("the parts of a word that touch, such as a drop capital, have one box", () => {
  const from = drawn("T he", ...LINES);
  const text = `The ${TEXT}`;
  expect(shown(text, carryBoxes(from, text))[0]).toBe("The 0 0-40");
});

test("a paragraph that was moved keeps its boxes", () => {
  const [first, second, third, fourth] = LINES as [string, string, string, string];
  const text = [first, fourth, second, third].join("\n");
  expect(carried(LINES, text).toSorted()).toEqual(all(LINES).toSorted());
});

test("text that was removed in a correction leaves the boxes of other words as they are", () => {
  const text = TEXT.replace("every ship, ", "").replace("of the town ", "");
  const boxes = carried(LINES, text);
  const gone = new Set(["every 1 310-360", "ship, 1 370-420", "of 3 140-160", "the 3 170-200", "town 3 210-250"]);
  expect(boxes).toHaveLength(all(LINES).length - gone.size);
  expect(all(LINES)).toEqual(expect.arrayContaining(boxes));
});

describe("never guesses", () => {
  test("words that were added have no box", () => {
    const text = TEXT.replace("every ship", "every tall ship").replace("care", "great care");
    expect(carried(LINES, text)).toEqual(all(LINES));
  });

  test("a word that was replaced has no box", () => {
    const text = TEXT.replace("Historians", "Chroniclers");
    expect(carried(LINES, text)).toEqual(all(LINES).filter((box) => !box.startsWith("Historians")));
  });

  test("a text that has nothing to do with the pages has no boxes", () => {
    expect(carried(LINES, "A toll of three coppers is asked at every lock between Kesh and Dunmere.")).toEqual([]);
  });

  test("a passage that occurs twice on the pages and once in the text is not taken twice", () => {
    const boxes = carried([...LINES, ...LINES], TEXT);
    expect(boxes).toEqual(all(LINES));
  });
});

test("short repeated parts are told apart by their order", () => {
  const rows = Array.from({ length: 8 }, (_, n) => `0.0 1.5 ${n}`);
  const lines = [LINES[0]!, ...rows, LINES[1]!];
  const text = [LINES[0]!, ...rows.map((row) => row.replaceAll(" ", "\t")), LINES[1]!].join("\n");
  expect(carried(lines, text)).toEqual(all(lines));
});

test("words without a box in the source text have none", () => {
  const from = drawn(...LINES);
  const boxes = from.boxes.filter((_, n) => n % 3 !== 0);
  expect(carryBoxes({ ...from, boxes }, TEXT)).toHaveLength(boxes.length);
});

test("an edition's boxes are carried to the same text with other line breaks and spaces", () => {
  const first = `${LINES[0]} international ${LINES[1]}`;
  const boxes = carryBoxes(drawn(`${LINES[0]} inter-`, `national ${LINES[1]}`), first);
  const second = first.replaceAll(" ", "\n");
  expect(shown(second, carryBoxes({ text: first, boxes }, second))).toEqual(shown(first, boxes));
});
