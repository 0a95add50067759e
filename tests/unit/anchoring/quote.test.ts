import { describe, expect, it, test } from "vitest";
import { quotable } from "@/lib/anchoring/quotable";
import { anchorQuote } from "@/lib/anchoring/quote";
import { CENTRES, COURSES, CRITICS, describeAnchor, lines, SURVEY, spanOf } from "./texts";

const TEXT = lines(CENTRES, COURSES, CRITICS, SURVEY);
const NEW = "Nobody knew any of this before, because no report had been written about it yet.";

interface Known {
  before?: string;
  nth?: number;
  /** The number of known characters on either side. */
  context?: number;
  position?: boolean;
}

/** Quotes words from one text and locates them in another. */
function find(
  after: string,
  words: string,
  { before = TEXT, nth = 0, context = 64, position = true }: Known = {},
): string {
  const { start, end } = spanOf(before, words, nth);
  const anchor = anchorQuote(quotable(after), {
    exact: words,
    prefix: before.slice(Math.max(0, start - context), start),
    suffix: before.slice(end, end + context),
    ...(position && { position: start }),
  });
  return describeAnchor(after, anchor);
}

describe("finds a quote", () => {
  test.each([
    ["in the same text", TEXT, "language courses", "anchored 2: language courses"],
    ["after a new paragraph", lines(NEW, TEXT), "courses", "anchored 3: courses"],
    [
      "next to an edited word",
      TEXT.replace("Most visitors", "All visitors"),
      "language courses",
      "anchored 2: language courses",
    ],
    [
      "across a cut",
      TEXT.replace("which cost", "which\ncost"),
      "courses, which cost nothing",
      "anchored 2: courses, which\ncost nothing",
    ],
    ["with different spacing", TEXT.replaceAll(" ", "\u00a0"), "which cost", "anchored 2: which\u00a0cost"],
    [
      "with an extra word",
      TEXT.replace("cost nothing", "cost almost nothing"),
      "courses, which cost nothing",
      "changed 2: courses, which cost almost nothing",
    ],
    [
      "in a different spelling",
      TEXT.replace("nothing", "NOTHING"),
      "courses, which cost nothing",
      "changed 2: courses, which cost NOTHING",
    ],
    [
      "in a moved paragraph",
      lines(CENTRES, CRITICS, SURVEY, COURSES),
      "language courses",
      "anchored 4: language courses",
    ],
    ["that is a whole paragraph", lines(CENTRES, NEW, COURSES), COURSES, `anchored 3: ${COURSES}`],
    ["that is part of a word", lines(NEW, TEXT), "olunteer", "anchored 3: olunteer"],
  ])("%s", (_, after, words, expected) => {
    expect(find(after, words)).toBe(expected);
  });

  it("but is ambiguous if the passage has been split and an identical one has not", () => {
    const before = lines(CENTRES, COURSES, CRITICS, COURSES, CRITICS, SURVEY);
    const after = lines(NEW, before.replace("which cost", "which\ncost"));
    expect(find(after, "courses, which cost nothing", { before, context: 20 })).toBe("ambiguous");
  });

  it("without a position", () => {
    expect(find(lines(NEW, TEXT), "language courses", { position: false })).toBe("anchored 3: language courses");
  });

  it("without context, if it is long", () => {
    const words = "language courses, which cost nothing and are taught by volunteers";
    expect(find(lines(NEW, TEXT), words, { context: 0 })).toBe(`moved 3: ${words}`);
  });
});

describe("does not find a quote", () => {
  const OFFICE = "The office in Osh is open on Mondays from nine to five, except in summer and on holidays.";
  const OTHER = "The office in Aktau is open on Mondays from nine to five, except in summer and on holidays.";

  test.each([
    ["in a different text", TEXT, lines(NEW, "All is different now."), "language courses", "orphan"],
    ["in an empty text", TEXT, "", "language courses", "orphan"],
    ["if its paragraph was deleted", TEXT, lines(CENTRES, CRITICS, SURVEY), "language courses", "orphan"],
    ["if its word occurs only as part of other words", TEXT, lines(COURSES, CRITICS, SURVEY), "in", "orphan"],
    ["if its word was replaced", TEXT, TEXT.replace("volunteers", "soldiers"), "volunteers", "orphan"],
    [
      "if it occurs only in a similar paragraph",
      lines(CENTRES, OFFICE, SURVEY),
      lines(CENTRES, "The shop in Aktau is open on Mondays from ten to six, all through the year.", SURVEY),
      "open on Mondays",
      "ambiguous",
    ],
    [
      "if the only occurrence left says something else",
      lines(CENTRES, OFFICE, NEW, OTHER),
      lines(CENTRES, NEW, OTHER),
      "Osh",
      "orphan",
    ],
  ])("%s", (_, before, after, words, expected) => {
    expect(find(after, words, { before })).toBe(expected);
  });

  it("that consists of a few words without context, even if the words occur in the text", () => {
    expect(find(lines(NEW, TEXT), "which cost nothing", { context: 0 })).toBe("ambiguous");
  });
});

it("distinguishes a passage from identical ones by its unchanged position and full context", () => {
  const words = "one and the same line that is long enough to fill all of the context on either side of what is quoted";
  const text = lines(words, words, words, words);
  expect(find(text, "fill all", { before: text, nth: 1 })).toBe("anchored 2: fill all");
  expect(find(lines(NEW, text), "fill all", { before: text, nth: 1 })).toBe("ambiguous");
});

it("treats a quote that contains only whitespace as an orphan", () => {
  expect(anchorQuote(quotable(TEXT), { exact: " ", prefix: "The", suffix: "agency" })).toEqual({ state: "orphan" });
});
