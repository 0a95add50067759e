import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { firstInstalled } from "@/lib/report-import/external-program";
import { importFile } from "@/lib/report-import/import-file";
import { PROGRAMS, toDocx } from "@/lib/report-import/office/libreoffice";
import { readUploadedFile } from "@/lib/report-import/upload";
import { pngOf } from "../../../support/pictures";
import { someOf } from "../../../support/sampled";

const encode = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const RTF = encode(String.raw`{\rtf1\ansi\ansicpg1251
{\stylesheet{\s1\outlinelevel0 heading 1;}}
{\info{\title Trade on the River}{\author Ann Lee}}
\pard\qc\fs40 Trade on the River\fs24\par
\pard\s1\outlinelevel0\b\fs32 Locks\b0\fs24\par
\pard Tolls are paid at each {\i lock}.{\super\chftn{\footnote\pard\super\chftn\nosupersub  The keepers keep the books.}}\par
\pard\s1\outlinelevel0\b\fs32 Lists\b0\fs24\par
\pard \u1055?\u1086?\u1096?\u1083?\u1080?\u1085?\u1099?, see {\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt the list}}.\par
}`);
const DOC = new Uint8Array(readFileSync("tests/fixtures/import/river.doc"));
const SLOW = { timeout: 120_000 };

test.each([
  ["rtf", RTF],
  ["doc", DOC],
] as const)("without LibreOffice, a %s file is rejected with a sentence that names it", async (format, bytes) => {
  await expect(toDocx(bytes, format, ["/nowhere/soffice"])).rejects.toMatchObject({
    code: "upload-kind",
    message: expect.stringContaining("LibreOffice"),
  });
});

/** The temporary folders of conversions. */
const converted = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("concord-office-"));

const program = await firstInstalled(PROGRAMS);

// Most machines that run these tests don't have LibreOffice.
if (program === undefined) {
  test("files are rejected, because LibreOffice is not installed here", async () => {
    await expect(importFile("a.rtf", RTF)).rejects.toMatchObject({ code: "upload-kind" });
    await expect(importFile("a.doc", DOC)).rejects.toMatchObject({ code: "upload-kind" });
  });
} else {
  describe("with LibreOffice", SLOW, () => {
    test("an RTF file is read with its heading, styles, footnote and link", async () => {
      const { markdown, format } = await importFile("a.rtf", RTF);
      expect(format).toBe("rtf");
      expect(parseReport(markdown, "river").sections.map(({ title }) => title)).toEqual(["Locks", "Lists"]);
      expect(markdown).toContain("*lock*.[^1]");
      expect(markdown).toContain("[^1]: The keepers keep the books.");
      expect(markdown).toContain("Пошлины, see [the list](https://example.org/).");
    });

    test("an old Word file is read with its table, list and footnote", async () => {
      const content = { name: "river.doc", content: DOC, given: {}, corrections: [] };
      const { format, report, markdown } = await readUploadedFile(content);
      expect(format).toBe("doc");
      expect(report.meta.title).toBe("Trade on the River");
      expect(report.footnotes).toHaveLength(1);
      expect(markdown).toContain("| 2017 | 14 |");
      expect(markdown).toContain("- two");
    });

    test.each(
      someOf([
        ["an RTF file", "a.rtf", encode(String.raw`{\rtf1 `)],
        ["an old Word file", "a.doc", DOC.slice(0, 6000)],
      ]),
    )("%s that is damaged is rejected", async (_, name, bytes) => {
      await expect(importFile(name, bytes)).rejects.toMatchObject({
        code: expect.stringMatching(/^import-(?:damaged|empty)$/u),
      });
    });

    test("no file stays on the disk", async () => {
      const before = await converted();
      await toDocx(RTF, "rtf");
      expect(await converted()).toEqual(before);
    });

    describe("no file of the server gets into the report", () => {
      const include = (url: string) => `INCLUDEPICTURE "${url}" \\\\d`;
      test.each(
        someOf<[string, (url: string) => string]>([
          ["as a field", (url) => String.raw`{\field{\*\fldinst ${include(url)}}{\fldrslt x}}`],
          [
            "as a field inside a hyperlink",
            (url) => String.raw`{\field{\*\fldinst HYPERLINK "x" {\field{\*\fldinst ${include(url)}}{\fldrslt x}}}}`,
          ],
          ["as a field whose name has a line break", (url) => `{\\field{\\*\\fld\ninst ${include(url)}}{\\fldrslt x}}`],
          [
            "as a picture of a shape",
            (url) =>
              String.raw`{\shp{\*\shpinst\shpright3000\shpbottom3000{\sp{\sn shapeType}{\sv 75}}{\sp{\sn pibName}{\sv ${url}}}{\sp{\sn pibFlags}{\sv 14}}}}`,
          ],
        ]),
      )("%s", async (_, markup) => {
        const folder = await mkdtemp(path.join(tmpdir(), "concord-test-"));
        try {
          const picture = path.join(folder, "secret.png");
          await writeFile(picture, pngOf(4, 4));
          const bytes = encode(String.raw`{\rtf1\ansi Before ${markup(pathToFileURL(picture).href)} after.\par}`);
          const names = Object.keys(unzipSync(await toDocx(bytes, "rtf")));
          expect(names).toContain("word/document.xml");
          expect(names.filter((name) => name.startsWith("word/media/"))).toEqual([]);
        } finally {
          await rm(folder, { recursive: true });
        }
      });
    });
  });
}
