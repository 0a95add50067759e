import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseReport } from "../../lib/report/parse";
import { importFile } from "../../lib/report-import/import-file";
import { misplacedPassages, structureOf } from "../support/carried-over";
import { expect, test } from "./support/people";
import { addReport, REPORT } from "./support/reports";

test("a report that is printed to PDF and imported again has the same notes, table rows and headings", async ({
  page,
}) => {
  // A report of its own, because other journeys' notes would be printed too.
  const slug = `printed-${randomUUID().slice(0, 8)}`;
  const file = readFileSync(`content/${REPORT.slug}.md`);
  await addReport(page, { name: "report.md", file, slug });
  await page.goto(`/r/${slug}`);
  const written = parseReport(file.toString("utf8"), slug);
  await expect(page.locator("article .footnotes > li")).toHaveCount(written.footnotes.length);

  const printed = new Uint8Array(await page.pdf({ format: "A4" }));
  const read = parseReport((await importFile("printed.pdf", printed, { slug })).markdown, slug);
  expect(structureOf(read)).toEqual(structureOf(written));
  expect(misplacedPassages(written, read)).toEqual([]);
});
