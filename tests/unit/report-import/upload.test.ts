import { expect, test } from "vitest";
import { UserError } from "@/lib/errors";
import { addToFrontMatter, splitFrontMatter } from "@/lib/report/front-matter";
import { readUpload } from "@/lib/report-import/upload";
import { sentencesOf } from "./sentences";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (name: string, text: string, given = {}) => readUpload({ name, bytes: bytes(text), given });

const REPORT =
  "A Plain Report\n\nEdited by Ann Lee\nOslo 2020\n\nContents\n\nFirst\t1\n\nFirst\n\nSome text¹ here.\n\n¹ A note\n";

test.each<[string, string, string]>([
  ["adds missing data", "---\ntitle: T # kept\n---\n\nText.\n", "---\ntitle: T # kept\nyear: 1904\n---\n\nText.\n"],
  ["changes no existing data", "---\ntitle: T\nyear: 1900\n---\nText.", "---\ntitle: T\nyear: 1900\n---\nText."],
  ["creates front matter if there is none", "Text.\n", "---\nyear: 1904\n---\n\nText.\n"],
  ["leaves invalid front matter to be rejected", "---\ntitle: [\n---\nText.", "---\ntitle: [\n---\nText."],
])("addToFrontMatter %s", (_name, before, after) => {
  expect(addToFrontMatter(before, { year: 1904, place: undefined })).toBe(after);
});

test("reads Markdown unchanged, and fills in missing metadata", () => {
  const markdown = "---\ntitle: Rivers\nlanguage: en\n---\n\nThey carry trade.\n";
  const plain = read("a.md", markdown);
  expect(plain.markdown).toBe(markdown);
  expect(plain.missing).toEqual(["authors", "editor", "publisher", "place", "year"]);
  expect(plain.doubts).toEqual([]);

  const given = { title: "Not this", authors: ["Ann Lee", "Bo Ek"], year: 1904 };
  const filled = read("a.MD", markdown, given);
  expect(splitFrontMatter(filled.markdown).meta).toMatchObject({ title: "Rivers", authors: given.authors, year: 1904 });
  expect(filled.missing).toEqual(["editor", "publisher", "place"]);
  const organised = read("a.md", markdown, { authors: [{ literal: "Ek Group" }, "Bo Ek"] });
  expect(organised.markdown).toContain("authors:\n  - literal: Ek Group\n  - Bo Ek\n");
  expect(filled.report).toMatchObject({ slug: "rivers", text: "They carry trade." });
});

test.each<[name: string, markdown: string, title: string, text: string]>([
  [
    "a heading",
    "# The *River*: a Report #\n\nThey carry trade.\n\n## Towns\n\nThey grow.\n",
    "The River: a Report",
    "They carry trade.\nTowns\nThey grow.",
  ],
  ["an underlined heading", "\nThe River\r\n=========\r\n\r\nThey carry trade.\r\n", "The River", "They carry trade."],
  [
    "one of several headings",
    "# The River\n\nThey carry trade.\n\n# Towns\n\nThey grow.\n",
    "The River",
    "They carry trade.\nTowns\nThey grow.",
  ],
])("takes the title of Markdown without front matter from %s at its start", (_name, markdown, title, text) => {
  const { report, missing } = read("a.md", markdown);
  expect(report.meta.title).toBe(title);
  expect(report.text).toBe(text);
  expect(missing).toEqual(["authors", "editor", "publisher", "place", "year", "language"]);
  // A title entered by the user takes precedence, and the heading stays in the text.
  const named = read("a.md", markdown, { title: "Another", authors: ["Bo Ek"] });
  expect(named.report.meta).toMatchObject({ title: "Another", authors: ["Bo Ek"] });
  expect(named.report.text).toBe(`${title}\n${text}`);
});

test.each([
  "They carry trade.\n\n# Late\n",
  "## Second level\n\nText.\n",
  "#hashtag\n",
  "    # code\n\nText.\n",
  "# \n\nText.\n",
])("asks for a title if Markdown does not begin with a heading: %j", (markdown) => {
  expect(() => read("a.md", markdown)).toThrow(UserError);
  expect(() => read("a.md", markdown, { authors: ["Bo Ek"] })).toThrow(/Enter the report’s title below/u);
});

test("imports plain text, and asks for missing metadata in terms of the form instead of the command line", () => {
  const { report, markdown, doubts, missing } = read("plain.txt", REPORT);
  expect(report).toMatchObject({ slug: "a-plain-report", meta: { editor: "Ann Lee", place: "Oslo", year: 2020 } });
  expect(missing).toEqual(["authors", "publisher", "language"]);
  expect(sentencesOf(doubts).join(" ")).not.toMatch(/--|front matter/u);
  expect(splitFrontMatter(markdown).meta).not.toHaveProperty("source");

  const filled = read("plain.txt", REPORT, { authors: ["Bo Ek"], publisher: "River House", language: "en" });
  const organised = read("plain.txt", REPORT, { authors: ["Bo Ek", { literal: "Ek Group" }] });
  expect(organised.markdown).toContain("authors:\n  - Bo Ek\n  - literal: Ek Group\n");
  expect(organised.report.meta).toMatchObject({ authors: ["Bo Ek", "Ek Group"] });
  expect(filled.missing).toEqual([]);
  expect(filled.report.meta).toMatchObject({ authors: ["Bo Ek"], publisher: "River House" });
});

test.each([
  ["a title in Latin letters", "notes.md", "The River: A Report", "the-river-a-report"],
  ["a title in Russian letters", "notes.md", "Отчёт о реках Сибири", "otchet-o-rekakh-sibiri"],
  ["a title in Kazakh letters", "notes.md", "Өзендегі сауда", "ozendegi-sauda"],
  ["the file name if the title is unsuitable", "реки-2020.md", "…", "reki-2020"],
  ["neither if both are unsuitable", "–.md", "…", "report"],
])("derives the slug from %s", (_name, file, title, slug) => {
  expect(read(file, `---\ntitle: ${JSON.stringify(title)}\n---\n\nText.\n`).report.slug).toBe(slug);
});

/** A few hundred characters that expand to 10^10 values. */
const BOMB = ["k0: &k0 x"]
  .concat(Array.from({ length: 10 }, (_, i) => `k${i + 1}: &k${i + 1} [${Array(10).fill(`*k${i}`).join(", ")}]`))
  .map((line) => `${line}\n`)
  .join("");

test.each([
  ["an unsupported format", "a.pdf", "text", "upload-kind"],
  ["text without a title", "a.txt", "It has no title. It only has sentences.", "upload-title"],
  ["Markdown without front matter", "a.md", "Text.", "upload-title"],
  ["front matter without a title", "a.md", "---\nyear: 1904\n---\n\nText.", "report-format"],
  ["an empty title", "a.md", "---\ntitle: Alone\n---\n", "upload-empty"],
])("rejects %s", (_name, name, text, code) => {
  expect(() => read(name, text)).toThrow(UserError);
  expect(() => read(name, text)).toThrow(expect.objectContaining({ code }));
});

test.each([
  ["an alias without an anchor", "---\ntitle: *none\n---\n\nText."],
  ["more aliases than a report needs", `---\ntitle: &t A\nauthors: [${"*t,".repeat(200)}]\n---\n\nText.`],
  ["nested aliases", `---\n${BOMB}title: A\n---\n\nText.`],
  ["front matter as long as a report", `---\ntitle: A\n${"# x\n".repeat(5_000)}---\n\nText.`],
  ["front matter that is nested too deeply", `---\ntitle: ${"[".repeat(10_000)}\n---\n\nText.`],
  ["a list as front matter", "---\n- A\n---\n\nText."],
])("rejects invalid front matter, even if metadata is given: %s", (_name, text) => {
  for (const given of [{}, { year: 1904 }]) {
    const refusal = { code: "report-format", message: expect.stringMatching(/\.$/u) };
    expect(() => read("a.md", text, given)).toThrow(expect.objectContaining(refusal));
  }
});

test("accepts a given title for a file that has none", () => {
  expect(read("a.md", "Text.", { title: "Given" }).report).toMatchObject({ meta: { title: "Given" }, text: "Text." });
  expect(read("a.txt", "It has sentences only.", { title: "Given" }).report.meta.title).toBe("Given");
});
