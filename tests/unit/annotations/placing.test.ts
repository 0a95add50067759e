import { describe, expect, it } from "vitest";
import { hasSameWords } from "@/lib/anchoring/same-words";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import { Comparisons, carryOver, type Standing } from "@/lib/annotations/placements/placing";

const OPENING = "The survey of the basin was made by nine people in two wet summers.";
const BARGES = "Guild barges carry grain from the four harbours down to the sea in autumn.";
const TOLLS = "A toll of three coppers is asked at every lock between Kesh and Dunmere.";
const CLOSING = "What the ledgers leave out was told by the keepers of the quays.";

const text = (...paragraphs: string[]) => paragraphs.join("\n");
const HOME = text(OPENING, BARGES, TOLLS, CLOSING);

/** Reanchors a passage of `HOME` in each edition. Returns its state in each edition, and the words at its position. */
function carry(quote: string, ...editions: string[]): [state: string, words: string | null][] {
  const start = HOME.indexOf(quote);
  const first = selectorOf(HOME, start, start + quote.length);
  const comparisons = new Comparisons();
  let latest: Standing = { text: HOME, start, end: first.end, state: "anchored" };
  return editions.map((edition) => {
    const anchor = carryOver(first, HOME, latest, edition, comparisons);
    if (!("start" in anchor)) return [anchor.state, null];
    latest = { text: edition, ...anchor };
    return [anchor.state, edition.slice(anchor.start, anchor.end)];
  });
}

describe("a highlight is carried", () => {
  const quote = "carry grain from the four harbours";
  const edited = BARGES.replace("grain", "timber");
  const moved = text(OPENING, TOLLS, CLOSING, BARGES);

  it.each<[name: string, editions: string[], expected: [string, string | null][]]>([
    ["to the same text", [HOME], [["anchored", quote]]],
    ["past text inserted before it", [text("A new preface stands here.", HOME)], [["anchored", quote]]],
    ["with its paragraph", [moved], [["moved", quote]]],
    [
      "and still counts as moved if nothing else moves, until its paragraph is moved back",
      [moved, text("A new preface stands here.", moved), HOME],
      [
        ["moved", quote],
        ["moved", quote],
        ["anchored", quote],
      ],
    ],
    [
      "with words that replaced its first and last ones",
      [
        text(OPENING, edited.replace("carry", "brought"), TOLLS, CLOSING),
        text(OPENING, edited.replace("carry", "brought").replace("harbours", "quays"), TOLLS, CLOSING),
      ],
      [
        ["changed", "brought timber from the four harbours"],
        ["changed", "brought timber from the four quays"],
      ],
    ],
    [
      "through an edit that is kept, and one that is reverted",
      [
        text(OPENING, edited, TOLLS, CLOSING),
        text(OPENING, edited, TOLLS, CLOSING, "An afterword."),
        text(OPENING, BARGES, TOLLS, CLOSING, "An afterword."),
      ],
      [
        ["changed", "carry timber from the four harbours"],
        ["changed", "carry timber from the four harbours"],
        ["anchored", quote],
      ],
    ],
    [
      "across editions in which it was lost",
      [text(OPENING, TOLLS, CLOSING), text(OPENING, CLOSING), text(OPENING, edited, CLOSING), HOME],
      [
        ["orphan", null],
        ["orphan", null],
        ["changed", "carry timber from the four harbours"],
        ["anchored", quote],
      ],
    ],
    [
      "and found in full if an edition in between lacked its last words",
      [text(OPENING, "Guild barges carry grain from the four.", TOLLS, CLOSING), HOME],
      [
        ["changed", "carry grain from the four"],
        ["anchored", quote],
      ],
    ],
  ])("%s", (_name, editions, expected) => {
    expect(carry(quote, ...editions)).toEqual(expected);
  });

  it("never to an identical passage that has always existed elsewhere", () => {
    const twice = text(BARGES, OPENING, BARGES, TOLLS);
    const start = twice.lastIndexOf("carry grain");
    const first = selectorOf(twice, start, start + "carry grain".length);
    const latest: Standing = { text: twice, start, end: first.end, state: "anchored" };
    const anchor = carryOver(first, twice, latest, text(BARGES, OPENING, TOLLS), new Comparisons());
    expect(anchor).not.toHaveProperty("start");
  });

  it("from the place where a user attached it, and is compared with its original words", () => {
    const start = HOME.indexOf(quote);
    const first = selectorOf(HOME, start, start + quote.length);
    const next = text(OPENING, TOLLS, CLOSING);
    const words = "toll of three coppers";
    const at = next.indexOf(words);
    const latest: Standing = { text: next, start: at, end: at + words.length, state: "changed" };
    const later = text("A new preface stands here.", next);
    const anchor = carryOver(first, HOME, latest, later, new Comparisons());
    expect(anchor).toEqual({ state: "changed", start: later.indexOf(words), end: later.indexOf(words) + words.length });
  });

  it("by its quote and context if it has no position anywhere", () => {
    const start = HOME.indexOf(quote);
    const first = selectorOf(HOME, start, start + quote.length);
    const later = text("A new preface stands here.", HOME);
    const found = carryOver(first, HOME, null, later, new Comparisons());
    expect(found).toMatchObject({ state: "anchored", start: later.indexOf(quote) });
    const alone = text(OPENING, "They carry nothing at all.", CLOSING);
    expect(carryOver(first, HOME, null, alone, new Comparisons())).toEqual({ state: "orphan" });
  });
});

it("compares two texts once, however many highlights need it", () => {
  const comparisons = new Comparisons();
  const later = text("A new preface stands here.", HOME);
  expect(comparisons.alignment(HOME, later)).toBe(comparisons.alignment(`${HOME}`, `${later}`));
  expect(comparisons.quotable(HOME)).toBe(comparisons.quotable(HOME));
  expect(comparisons.alignment(HOME, later)).not.toBe(comparisons.alignment(later, HOME));
});

it.each([
  ["the same words", "the same words", true],
  ["“the same” – words", '"the same"\n- words', true],
  ["the same words", "The same words", false],
  ["the same words", "the same", false],
  ["the same words", "the other words", false],
  ["", "", true],
])("%j equals %j: %s", (one, other, expected) => {
  expect(hasSameWords(one, other)).toBe(expected);
});

describe("a highlight imported with a quote that is not in any edition", () => {
  const start = HOME.indexOf("carry grain");
  const first = {
    ...selectorOf(HOME, start, HOME.indexOf(" down to the sea")),
    quote: "carry timber from the four harbours",
  };
  const latest: Standing = { text: HOME, start: first.start, end: first.end, state: "changed" };

  it.each([
    ["is still on different words", HOME, "changed"],
    ["is on its own words once they appear", HOME.replace("carry grain", "carry timber"), "moved"],
  ])("%s", (_name, edition, state) => {
    expect(carryOver(first, HOME, latest, edition, new Comparisons())).toMatchObject({ state, start: first.start });
  });
});
