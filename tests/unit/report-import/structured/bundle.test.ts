import { expect, test } from "vitest";
import { splitFrontMatter } from "@/lib/report/front-matter";
import { importFile } from "@/lib/report-import/import-file";
import { MAX_TEXT_BYTES } from "@/lib/report-import/text-size";
import { readUpload } from "@/lib/report-import/upload";
import { pngOf, readPicture } from "../../../support/pictures";
import { sentencesOf } from "../sentences";
import { page, zipOf } from "./made";

const PNG = pngOf(8, 6);
const { id } = readPicture(PNG);
const URL = `picture:${id}/8x6`;

const read = (parts: Record<string, string | Uint8Array>, name = "a.zip") => {
  const result = readUpload({ name, bytes: zipOf(parts), given: {} });
  return { ...result, body: splitFrontMatter(result.markdown).body.trim() };
};

test("reads a web page with the files that a browser saved with it", () => {
  const { format, body, pictures, doubts } = read({
    "Page.html": page('<p>Words.</p><img src="./Page_files/a%20map.png" alt="A map">'),
    "Page_files/a map.png": PNG,
    "Page_files/frame.html": page("<p>An advertisement.</p>"),
    "__MACOSX/._Page.html": "x",
  });
  expect(format).toBe("html");
  expect(body).toBe(`Words.\n\n![A map](${URL})`);
  expect(pictures).toHaveLength(1);
  expect(doubts).toEqual([]);
});

test("reads a Markdown file with its pictures, and leaves the rest of the file as it was written", () => {
  const text = [
    "Some *words* , and __more__.",
    "![A map](img/map.png 'A title')",
    "![A second][map] beside ![another](<../book/img/map.png>)",
    "![On a server](https://example.org/a.png)",
    "`![code](img/map.png)`",
    "[map]: img/map.png",
  ].join("\n\n");
  const { format, body, pictures, doubts } = read({
    "book/text.md": `---\ntitle: A Title\nauthors: [Mira Castellan]\n---\n\n${text}\n`,
    "book/img/map.png": PNG,
  });
  expect(format).toBe("markdown");
  expect(body.split("\n\n")).toEqual([
    "Some *words* , and __more__.",
    `![A map](${URL} "A title")`,
    `![A second](${URL}) beside ![another](${URL})`,
    "![On a server](https://example.org/a.png)",
    "`![code](img/map.png)`",
    "[map]: img/map.png",
  ]);
  expect(pictures).toHaveLength(1);
  expect(doubts).toEqual([]);
});

test("warns that the pictures of a Markdown file are missing, and trusts no reference to a stored picture", () => {
  const text = `# A Title\n\nWords.\n\n![](a.png)\n\n![A map](${URL})\n\n![](missing)\n`;
  const { doubts, pictures, report } = readUpload({ name: "a.md", bytes: Buffer.from(text), given: {} });
  expect(sentencesOf(doubts)).toEqual(["2 pictures are missing: the file doesn’t contain the picture data."]);
  expect(pictures).toBeUndefined();
  expect(JSON.stringify(report.flow)).not.toContain(id);
});

test.each<[string, Record<string, string | Uint8Array>]>([
  ["no text", { "a.png": PNG }],
  ["two texts", { "a.md": "# A", "b.md": "# B" }],
  ["only hidden texts", { ".a.md": "# A" }],
])("rejects a ZIP file with %s", (_, parts) => {
  expect(() => read(parts)).toThrow(expect.objectContaining({ code: "upload-kind" }));
});

test("prefers a file that is called index", () => {
  expect(read({ "a.md": "# A\n\nOther.", "index.md": "# B\n\nWords." }).report.meta.title).toBe("B");
});

test("rejects a Markdown file that is too long, even in a ZIP file", () => {
  expect(() => read({ "a.md": `# A\n\n${"Words. ".repeat(MAX_TEXT_BYTES)}` })).toThrow(
    expect.objectContaining({ code: "upload-too-large" }),
  );
});

test("is not supported on the command line, which stores a text and not a ZIP file", async () => {
  await expect(importFile("a.zip", zipOf({ "a.md": "# A\n\nWords." }))).rejects.toMatchObject({ code: "upload-kind" });
});
