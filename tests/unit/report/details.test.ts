import { describe, expect, it, test } from "vitest";
import { changedFields, detailsAfter, detailsOf, isDate, type ReportDetails, withDetails } from "@/lib/report/details";
import { splitFrontMatter } from "@/lib/report/front-matter";

const metaOf = (...lines: string[]) => splitFrontMatter(`---\n${lines.join("\n")}\n---\n`).meta;

const DETAILS: ReportDetails = {
  ...{ title: "Rivers", authors: ["Bo Ek", { literal: "Ek Group" }], editors: ["Cy Lund"] },
  ...{ publisher: "River House", place: "Kesh", date: "1904", language: "ru", status: "published", topics: ["Rivers"] },
};

describe("the metadata of a report", () => {
  it.each([
    ["title: Rivers"],
    ["title: Rivers", "authors: [Bo Ek, Di Berg]", "editor: Cy Lund and Ed Moe", "year: 1904", "language: kk"],
    ["title: Rivers", "authors: [Bo Ek, {literal: Ek Group}]", "place: Kesh", "publisher: River House"],
    ["title: Rivers", "editor: [Cy Lund, {family: van der Berg, given: Di}]"],
    ["title: Rivers", "source: sources/rivers.txt", `sha256: ${"a".repeat(64)}`],
  ])("equals what its edition gives until it is edited: %j", (...lines) => {
    const meta = metaOf(...lines);
    expect(withDetails(meta, { ...detailsOf(meta), status: "published", topics: [] })).toEqual(meta);
  });

  it("comes from its details, except for fields about the file, which come from its edition", () => {
    const printed = metaOf("title: Streams", "year: 1899", "source: sources/rivers.txt");
    expect(withDetails(printed, { ...DETAILS, date: "1904-05", status: "draft" })).toEqual({
      ...{
        title: "Rivers",
        authors: ["Bo Ek", "Ek Group"],
        editor: "Cy Lund",
        publisher: "River House",
        place: "Kesh",
      },
      names: { authors: ["Bo Ek", { literal: "Ek Group" }] },
      ...{ year: 1904, date: "1904-05", language: "ru", status: "draft", source: "sources/rivers.txt" },
    });
  });
});

describe("a new edition", () => {
  const printed = { ...DETAILS, title: "Teh rivers", date: "1904" };

  it("leaves edited details unchanged if it gives the same ones as the edition before it", () => {
    expect(detailsAfter(DETAILS, printed, printed)).toEqual(DETAILS);
  });

  it("updates only the details that have changed since the edition before it", () => {
    const after = detailsAfter(DETAILS, printed, { ...printed, date: "1910", authors: ["Bo Ek"] });
    expect(after).toEqual({ ...DETAILS, date: "1910", authors: ["Bo Ek"] });
  });

  it("keeps the parts of editors' names, and the day, even if its file gives them in another form", () => {
    const current = { ...DETAILS, editors: ["Cy Lund", { literal: "Ek Group" }], date: "1904-05-31" };
    const next = { ...printed, editors: ["Cy Lund, Ek Group"], date: "1904" };
    expect(detailsAfter(current, { ...printed, editors: [], date: null }, next)).toEqual(current);
    expect(detailsAfter(current, printed, { ...next, editors: ["Cy Lund"], date: "1905" })).toMatchObject({
      ...{ editors: ["Cy Lund", { literal: "Ek Group" }], date: "1905" },
    });
  });
});

it("finds the fields that differ, whatever the order of the keys in names", () => {
  const a = { ...DETAILS, authors: [{ family: "Ek", given: "Bo" }] };
  expect(changedFields(a, { ...a, authors: [{ given: "Bo", family: "Ek" }] })).toEqual([]);
  expect(changedFields(a, { ...a, authors: [{ literal: "Ek" }], status: "draft" })).toEqual(["authors", "status"]);
});

test.each([
  ["2017", true],
  ["2017-05", true],
  ["2017-05-31", true],
  ["2016-02-29", true],
  ["2017-02-29", false],
  ["2017-06-31", false],
  ["2017-13", false],
  ["2017-00-10", false],
  ["2017-5", false],
  ["998", false],
  ["3000", false],
  ["31 May 2017", false],
  ["", false],
])("accepts %j as a date: %j", (text, isOne) => {
  expect(isDate(text)).toBe(isOne);
});
