import { describe, expect, it, test } from "vitest";
import { alignTexts } from "@/lib/anchoring/align";
import { reanchor } from "@/lib/anchoring/reanchor";
import { expectNearLinear } from "../growth";
import { CENTRES, COURSES, CRITICS, carry, lines, SURVEY } from "./texts";

const TEXT = lines(CENTRES, COURSES, CRITICS, SURVEY);
const NEW = "Nobody knew any of this before, because no report had been written about it yet.";

describe("anchors unchanged words", () => {
  test.each([
    ["in the same text", TEXT, "language courses", "anchored 2: language courses"],
    ["after a new paragraph", lines(NEW, TEXT), "language courses", "anchored 3: language courses"],
    ["after a deleted paragraph", lines(COURSES, CRITICS, SURVEY), "language courses", "anchored 1: language courses"],
    ["next to an edited word", TEXT.replace("visitors", "people"), "language courses", "anchored 2: language courses"],
    ["if two paragraphs were joined", lines(CENTRES, `${COURSES} ${CRITICS}`), "volunteers", "anchored 2: volunteers"],
    [
      "across the place where they were joined",
      lines(CENTRES, `${COURSES} ${CRITICS}`),
      "Moscow.\nCritics",
      "anchored 2: Moscow. Critics",
    ],
    [
      "across a cut",
      lines(CENTRES, COURSES.replace("courses, ", "courses,\n"), CRITICS),
      "language courses, which",
      "anchored 2: language courses,\nwhich",
    ],
    ["split between two paragraphs", lines(NEW, TEXT), "later.\nMost visitors", "anchored 2: later.\nMost visitors"],
    ["in one long line", TEXT.replaceAll("\n", " "), "Critics say that", "anchored 1: Critics say that"],
    ["one word per line", TEXT.replaceAll(" ", "\n"), "Critics say that", "anchored 36: Critics\nsay\nthat"],
    ["with different spacing", TEXT.replaceAll(" ", "\u00a0"), "which cost", "anchored 2: which\u00a0cost"],
    [
      "with a soft hyphen",
      TEXT.replace("visitors", "visi\u00adtors"),
      "Most visitors",
      "anchored 2: Most visi\u00adtors",
    ],
    ["part of a word", lines(NEW, TEXT), "olunteer", "anchored 3: olunteer"],
    ["with the spaces around them", lines(NEW, TEXT), " cost nothing ", "anchored 3:  cost nothing "],
  ])("%s", (_, after, words, expected) => {
    expect(carry(TEXT, after, words)).toBe(expected);
  });

  it("with other quotation marks and dashes", () => {
    const before = lines(CENTRES, `He called it "soft power" - and left...`, CRITICS);
    const after = lines(CENTRES, "He called it “soft power” — and left…", CRITICS);
    expect(carry(before, after, `"soft power" - and left...`)).toBe("anchored 2: “soft power” — and left…");
  });
});

it("follows a row that has been split, even if its second part occurs in every row", () => {
  const row = (place: string): string => `${place}: open from nine to five on all days but Sundays, closed in summer.`;
  const [osh, aktau] = ["Osh, twelve Lenin Street, beside the old bazaar", "Aktau, first floor of the harbour office"];
  const before = lines(CENTRES, row("Almaty, Abai Avenue"), row(osh), row(aktau), SURVEY);
  const [start, end] = row(osh).split(" to five ");
  const after = lines(CENTRES, row("Almaty, Abai Avenue"), start!, `to five ${end}`, NEW, SURVEY);
  expect(carry(before, after, "days but Sundays", 1)).toBe("anchored 4: days but Sundays");
  expect(carry(before, after, "days but Sundays", 2)).not.toMatch(/anchored|moved|changed/u);
});

describe("prefers an exact match to an alignment that matched other words", () => {
  const STATEMENT =
    "can be used, that proxy's public statement of acceptance of a version permanently authorizes you choose that version for the Program.";
  const LATER =
    "Later license versions may give you additional or different permissions. However, no additional obligations are imposed on any author or copyright holder as a result of your choosing";
  const DAMAGES = "DAMAGES ARISING OUT OF THE USE OR INABILITY TO USE THE PROGRAM (INCLUDING BUT NOT LIMITED";
  const MEIOSIS =
    "Мейоз барлық ағзаларда бірдей жүреді. Егер де ұрықтану диплоидтық жасушаларда жүрсе, онда ұрпақтардың плоидтығы келесі әр буында";
  const PLOIDY = "бірдей жүреді. Егер де ұрықтану диплоидтық жасушаларда жүрсе, онда ұрпақтардың плоидтығы";
  const EARLIER =
    "нәтижесінде жасушалардың гаметадағы хромосомалар саны бастапқы кезеңдегіден екі есе азаяды. Жануарларда мейоз жыныс жасушалар пайда болғанда (гаметогенез), ал жоғары сатыдағы өсімдіктерде споралары түзіле бастағанда жүреді. Кейбір төмен сатыдағы өсімдіктерде мейоз гаметалар түзілгенде жүре бастайды.";

  test.each([
    [
      "a repeated phrase in a split licence",
      lines(STATEMENT, LATER, "INCLUDING, BUT NOT LIMITED TO, THE PROGRAM", DAMAGES),
      lines(LATER, "DAMAGES ARISING OUT OF THE USE OR INABILITY TO", "USE THE PROGRAM (INCLUDING BUT NOT LIMITED TO"),
      DAMAGES,
      `2: ${DAMAGES.replace("TO USE", "TO\nUSE")}`,
    ],
    [
      "a word in a title, in Kazakh",
      lines("плоидтығы геометриялық бұл", `${EARLIER} ${MEIOSIS}`),
      lines(
        "бірдей жүреді. Егер де ұрықтану диплоидтық",
        "жасушаларда жүрсе, онда ұрпақтардың плоидтығы геометриялық бұл",
      ),
      PLOIDY,
      `1: ${PLOIDY.replace("диплоидтық ", "диплоидтық\n")}`,
    ],
  ])("%s", (_, before, after, words, expected) => {
    expect(carry(before, after, words)).toMatch(/^(?:anchored|moved) /u);
    expect(carry(before, after, words).replace(/^\w+ /u, "")).toBe(expected);
  });
});

describe("marks words as moved if their relative order changed", () => {
  test.each([
    ["a paragraph", lines(COURSES, CRITICS, CENTRES, SURVEY), "in Almaty in 2010", "moved 3: in Almaty in 2010"],
    [
      "the shorter part of two that were swapped",
      lines(SURVEY, CENTRES, COURSES, CRITICS),
      "1,200 people",
      "moved 1: 1,200 people",
    ],
    ["but not the longer part", lines(SURVEY, CENTRES, COURSES, CRITICS), "1,200 people", "moved 1: 1,200 people"],
    [
      "an edited paragraph",
      lines(COURSES, CRITICS, SURVEY, CENTRES.replace("three", "two")),
      "in Almaty in 2010",
      "moved 4: in Almaty in 2010",
    ],
  ])("%s", (_, after, words, expected) => {
    expect(carry(TEXT, after, words)).toBe(expected);
  });

  it("a sentence moved to another paragraph", () => {
    const before = lines(`${CENTRES} ${CRITICS}`, COURSES, SURVEY);
    const after = lines(CENTRES, COURSES, `${SURVEY} ${CRITICS}`);
    expect(carry(before, after, "scholarships for students")).toBe("moved 3: scholarships for students");
  });

  it("two sections that were swapped", () => {
    const sections = [lines("Centres", CENTRES, COURSES), lines("Opinions", CRITICS, SURVEY, NEW)];
    const before = lines(...sections);
    const after = lines(...sections.toReversed());
    expect(carry(before, after, "first centre")).toBe("moved 6: first centre");
    expect(carry(before, after, "Critics say")).toBe("anchored 2: Critics say");
  });
});

describe("marks edited words as changed", () => {
  test.each([
    [
      "an added word",
      COURSES.replace("cost nothing", "cost almost nothing"),
      "which cost nothing",
      "which cost almost nothing",
    ],
    ["a removed word", COURSES.replace("language ", ""), "for language courses, which", "for courses, which"],
    ["a replaced word", COURSES.replace("language", "cooking"), "for language courses", "for cooking courses"],
    ["a replaced last word", COURSES.replace("nothing", "little"), "which cost nothing", "which cost"],
    ["a word in a different spelling", COURSES.replace("volunteers", "volonteers"), "volunteers", "volonteers"],
    ["different capitals", COURSES.toUpperCase(), "language courses", "LANGUAGE COURSES"],
    [
      "the full stop after another word",
      COURSES.replace("Moscow.", "Omsk."),
      "by volunteers from Moscow.",
      "by volunteers from Omsk.",
    ],
  ])("%s", (_, edited, words, expected) => {
    expect(carry(TEXT, lines(CENTRES, edited, CRITICS, SURVEY), words)).toBe(`changed 2: ${expected}`);
  });

  it("the full stop after other words, among edited paragraphs", () => {
    const after = TEXT.replace("from Moscow", "near Omsk").replace("Critics say that", "Many think");
    expect(carry(TEXT, after, "by volunteers from Moscow.")).toBe("changed 2: by volunteers near Omsk.");
  });

  it("words of two paragraphs with a new one between them", () => {
    expect(carry(TEXT, lines(CENTRES, NEW, COURSES), "later.\nMost")).toBe(`changed 1: later.\n${NEW}\nMost`);
  });

  it("a word next to an inserted copy with a capital", () => {
    const before = lines(CENTRES, "To print an announcement including an appropriate copyright notice and a notice.");
    const after = before
      .replace("print", "Accompany")
      .replace("appropriate copyright notice", "General appropriate copyright Copyright notice");
    expect(carry(before, after, "an appropriate copyright")).toBe("changed 2: an General appropriate copyright");
  });

  it("words in a text of only two words", () => {
    expect(carry("hello world", "hello brave world", "hello world")).toBe("changed 1: hello brave world");
  });

  it("words in a text whose paragraphs were all edited slightly", () => {
    const after = TEXT.replaceAll(" in ", " within ").replaceAll(" the ", " this ").replaceAll("and", "plus");
    expect(carry(TEXT, after, "a second one in Astana")).toBe("changed 1: a second one within Astana");
    expect(carry(TEXT, after, "scholarships")).toBe("anchored 3: scholarships");
  });
});

describe("orphans deleted words, even if other words resemble them", () => {
  const OFFICE = "The office in Osh is open on Mondays from nine to five, except in summer.";
  const OTHER = "The office in Aktau is open on Mondays from nine to five, except in summer.";

  test.each([
    ["a deleted paragraph", TEXT, lines(CENTRES, CRITICS, SURVEY), "language courses"],
    [
      "a different text",
      TEXT,
      lines(NEW, "All sentences are different now, and none is like one that was."),
      "language courses",
    ],
    ["an empty text", TEXT, "", "language courses"],
    ["one of two similar paragraphs", lines(CENTRES, OFFICE, OTHER), lines(CENTRES, OTHER), "open on Mondays"],
    [
      "one of two similar paragraphs, if the other was edited",
      lines(CENTRES, OFFICE, OTHER, COURSES),
      lines(CENTRES, OTHER.replace("nine", "ten"), COURSES),
      "open on Mondays",
    ],
    ["a word that occurs elsewhere", TEXT, lines(COURSES, CRITICS, SURVEY), "in"],
    ["a replaced word", TEXT, TEXT.replace("volunteers", "soldiers"), "volunteers"],
    [
      "most of its words",
      TEXT,
      TEXT.replace("language courses, which cost nothing", "the food, which costs nothing"),
      "language courses, which cost",
    ],
  ])("%s", (_, before, after, words) => {
    expect(carry(before, after, words)).toBe("orphan");
  });
});

test("looks up many lost passages without scanning the text for each one", () => {
  expectNearLinear((size) => {
    const rows = (name: string) =>
      Array.from({ length: size }, (_, row) => `the ${name}${row} of the ${name}s of ${row}`);
    const before = rows("old").join("\n");
    const alignment = alignTexts(before, rows("new").join("\n"));
    const starts = [...before.matchAll(/^/gmu)].map(({ index }) => index);
    return () => {
      const states = new Set(starts.map((start) => reanchor(alignment, { start, end: start + 20 }).state));
      expect(states).toEqual(new Set(["orphan"]));
    };
  }, 3_200);
});

describe("identical paragraphs", () => {
  const twice = lines(CENTRES, COURSES, CRITICS, COURSES, SURVEY);
  test.each([
    ["the first remains", twice, lines(CENTRES, COURSES, CRITICS, SURVEY), 0, "anchored 2: language courses"],
    ["the second is deleted", twice, lines(CENTRES, COURSES, CRITICS, SURVEY), 1, "orphan"],
    ["the first is deleted", twice, lines(CENTRES, CRITICS, COURSES, SURVEY), 0, "orphan"],
    ["the second remains", twice, lines(CENTRES, CRITICS, COURSES, SURVEY), 1, "anchored 3: language courses"],
    [
      "a distant copy does not matter",
      lines(CENTRES, COURSES, CRITICS),
      lines(CENTRES, COURSES, CRITICS, COURSES),
      0,
      "anchored 2: language courses",
    ],
    [
      "one of two neighbours is deleted",
      lines(CENTRES, COURSES, COURSES, CRITICS),
      lines(CENTRES, COURSES, CRITICS),
      0,
      "ambiguous",
    ],
    [
      "the other of two neighbours is deleted",
      lines(CENTRES, COURSES, COURSES, CRITICS),
      lines(CENTRES, COURSES, CRITICS),
      1,
      "ambiguous",
    ],
    [
      "a copy appears next to it",
      lines(CENTRES, COURSES, CRITICS),
      lines(CENTRES, COURSES, COURSES, CRITICS),
      0,
      "ambiguous",
    ],
    [
      "two edited copies remain",
      lines(CENTRES, COURSES, CRITICS),
      lines(CENTRES, CRITICS, COURSES.replace("nothing", "little"), SURVEY, COURSES.replace("nothing", "much")),
      0,
      "ambiguous",
    ],
  ])("%s", (_, before, after, nth, expected) => {
    expect(carry(before, after, "language courses", nth)).toBe(expected);
  });
});

it("clamps a span to the text", () => {
  const alignment = alignTexts(TEXT, lines(NEW, TEXT));
  const shift = NEW.length + 1;
  expect(reanchor(alignment, { start: -5, end: 3 })).toEqual({ state: "anchored", start: shift, end: shift + 3 });
  expect(reanchor(alignment, { start: TEXT.length + 1, end: TEXT.length + 9 })).toEqual({ state: "orphan" });
});

it("splits Chinese text into characters", () => {
  const before = "软实力是一个国家的吸引力。\n阿拉木图有一个中心。";
  const after = "软实力是一个大国家的吸引力。\n阿拉木图有一个新中心。";
  expect(carry(before, after, "国家的吸引力")).toBe("anchored 1: 国家的吸引力");
});
