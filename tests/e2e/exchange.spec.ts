import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { editPdf } from "../support/edit-pdf";
import { t } from "../support/messages";
import { readWithPdfJs } from "../support/pdf-annotations";
import { lines, pdfOf } from "../unit/report-import/pdf/pdf-writer";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { exportLink } from "./support/menus";
import { expect, test } from "./support/people";
import { addReport, beginToUse, PHONE, REPORT } from "./support/reports";
import { cards, note, painted, select, unique } from "./support/text";

/** A Hypothesis export with two quotes, only one of which is in the report. */
const annotations = (name: string) => {
  const uri = "https://press.example/report.pdf";
  const quote = (exact: string, prefix: string) => [
    { source: uri, selector: [{ type: "TextQuoteSelector", exact, prefix }] },
  ];
  return {
    rows: [
      {
        id: `${name}a`,
        uri,
        user: "acct:ann@hypothes.is",
        text: `From ${name}`,
        target: quote("Hermitage Museum", ""),
      },
      { id: `${name}b`, uri, user: "acct:ann@hypothes.is", text: "On all of it", target: [{ source: uri }] },
    ],
  };
};

member("notes are exported from the list to a file, and imported after a preview", async ({ page }) => {
  await select(page, "literary heritage");
  await page.keyboard.press("2");
  await page.goto("/notes");
  await page.getByRole("button", { name: t("notes.filter.mine"), exact: true }).click();
  await page.getByRole("button", { name: t("exports.open"), exact: true }).click();
  await expectNoAxeViolations(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: exportLink("jsonld"), exact: true }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("concord-notes.jsonld");
  const collection = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(collection).toMatchObject({ type: "AnnotationCollection", total: 1 });
  expect(collection.first.items[0].target).toMatchObject({ source: expect.stringContaining(REPORT.address) });
  const table = await page.request.get("/api/notes/export?format=csv");
  expect(table.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: t("imports.open"), exact: true }).click();
  const name = crypto.randomUUID().slice(0, 8);
  const file = {
    name: "hypothesis.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(annotations(name), null, 1)),
  };
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByRole("heading", { name: t("imports.previewTitle"), exact: true })).toBeFocused();
  await expect(page.getByText(t("imports.outcomes.elsewhere", { count: 1 }), { exact: true })).toBeVisible();
  await expect(page.getByText(/It is about a whole document\./u)).toBeVisible();
  await page.getByRole("combobox", { name: t("imports.report"), exact: true }).selectOption(REPORT.slug);
  const accept = page.getByRole("button", { name: t("imports.accept", { count: 1 }), exact: true });
  await expect(accept).toBeVisible();
  await expectNoAxeViolations(page);
  await page.setViewportSize(PHONE);
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  // The user can close the dialog or choose another file until the import starts.
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route("**/api/imports", async (route) => {
    await held;
    await route.continue();
  });
  await accept.click();
  const leave = page.getByRole("button", { name: t("imports.leave"), exact: true });
  for (const control of [accept, leave, page.getByRole("button", { name: t("add.chooseOther"), exact: true })]) {
    await expect(control).toHaveAttribute("aria-disabled", "true");
  }
  for (const control of await page.getByRole("combobox").all()) await expect(control).toBeDisabled();
  await leave.click({ force: true });
  await page.locator("input[type=file]").setInputFiles({ ...file, buffer: Buffer.from("{") });
  await expect(page.getByRole("heading", { name: t("imports.previewTitle"), exact: true })).toBeVisible();
  goOn();
  await expect(page.getByRole("heading", { name: t("imports.doneTitle"), exact: true })).toBeFocused();
  await expect(page.getByText(t("imports.left"), { exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: t("imports.toNotes"), exact: true }).click();
  const row = page.getByRole("listitem").filter({ hasText: `From ${name}` });
  await expect(row).toContainText(/Imported by .+, attributed to ann/u);
});

/**
 * Chooses a file with one page of a Hypothesis search result that has `total` annotations in all. The page contains an
 * annotation of the words `exact`.
 */
async function chooseSearch(page: Page, exact: string, total: number): Promise<void> {
  const uri = "https://press.example/report.pdf";
  const target = [{ source: uri, selector: [{ type: "TextQuoteSelector", exact }] }];
  const rows = [{ id: exact.replaceAll(" ", "-"), uri, user: "acct:ann@hypothes.is", text: "A thought", target }];
  const buffer = Buffer.from(JSON.stringify({ total, rows }));
  await page.locator("input[type=file]").setInputFiles({ name: "search.json", mimeType: "application/json", buffer });
  // Reading the file takes a moment, because it happens in a separate process.
  await expect(page.getByRole("heading", { name: t("imports.previewTitle"), exact: true })).toBeFocused({
    timeout: 30_000,
  });
}

test("notes that were imported into the wrong report are imported again into the report that the preview suggests", async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor");
  const title = unique("Quays");
  const slug = title.toLowerCase().replace(" ", "-");
  const passage = `${unique("the keepers of the quays who weigh")} and count what the barges bring down in autumn`;
  const file = `---\ntitle: ${title}\n---\n\n## Opening\n\nAsk ${passage}.\n`;
  await addReport(page, { name: "quays.md", file, slug });
  await page.goto("/notes/import");

  const report = page.getByRole("combobox", { name: t("imports.report"), exact: true });
  const accept = page.getByRole("button", { name: t("imports.accept", { count: 1 }), exact: true });
  const done = page.getByRole("heading", { name: t("imports.doneTitle"), exact: true });
  await chooseSearch(page, passage, 143);
  await expect(page.getByText(t("imports.missing", { count: 142 }), { exact: true })).toBeVisible();
  await expect(page.getByText(t("imports.better", { found: 1, sought: 1, title }), { exact: true })).toBeVisible();
  await expect(page.getByText(t("imports.wrongReport", { title: REPORT.title }), { exact: true })).toBeHidden();
  await report.selectOption(REPORT.slug);
  await expect(page.getByText(t("imports.wrongReport", { title: REPORT.title }), { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText(t("imports.better", { found: 1, sought: 1, title }), { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  await accept.click();
  await expect(done).toBeFocused({ timeout: 30_000 });
  await expect(
    page.getByRole("heading", { name: t("imports.outcomes.orphan", { count: 1 }), exact: true }),
  ).toBeVisible();

  await chooseSearch(page, passage, 1);
  await expect(page.getByText(t("imports.missing", { count: 142 }), { exact: true })).toBeHidden();
  await expect(page.getByText(t("imports.wrongReport", { title: REPORT.title }), { exact: true })).toBeVisible();
  await page.getByRole("button", { name: t("imports.takeBetter", { title }), exact: true }).click();
  await expect(report).toHaveValue(slug);
  await expect(
    page.getByRole("heading", { name: t("imports.outcomes.placed", { count: 1 }), exact: true }),
  ).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText(t("imports.better", { found: 1, sought: 1, title }), { exact: true })).toBeHidden();
  await accept.click();
  await expect(done).toBeFocused({ timeout: 30_000 });
  await page.goto(`/r/${slug}`);
  await expect.poll(() => painted(page, "colour-1")).toEqual([passage]);

  await page.goto("/notes/import");
  await chooseSearch(page, unique("Nobody has put these words on any page"), 1);
  await report.selectOption(slug);
  await expect(page.getByText(t("imports.wrongReport", { title }), { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(t("imports.noBetter"), { exact: true })).toBeVisible();
});

member("the upload of a PDF with notes shows its progress, and can be cancelled", async ({ page }) => {
  await page.goto("/notes/import");
  // The server keeps the file waiting, so that the upload is still running.
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route("**/api/sources?*", async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  const pdf = { mimeType: "application/pdf", buffer: Buffer.from(pdfOf([lines(["A toll of three coppers."])])) };
  const input = page.locator("input[type=file]");
  await input.setInputFiles({ ...pdf, name: "first.pdf" });
  const progressOf = (file: string) =>
    page.getByRole("progressbar", { name: t("add.uploading", { file }), exact: true });
  await expect(progressOf("first.pdf")).toBeVisible();
  await expectNoAxeViolations(page);
  // Choosing another file cancels the upload of the first.
  await input.setInputFiles({ ...pdf, name: "second.pdf" });
  await expect(progressOf("second.pdf")).toBeVisible();
  await expect(progressOf("first.pdf")).toHaveCount(0);
  await page.getByRole("button", { name: t("add.cancelUploadNamed", { name: "second.pdf" }), exact: true }).click();
  await expect(page.getByText(t("add.uploadCancelled"), { exact: true })).toBeVisible();
  await expect(progressOf("second.pdf")).toHaveCount(0);
  await expect(page.getByRole("button", { name: t("add.choose"), exact: true })).toBeFocused();
  goOn();
  await page.unroute("**/api/sources?*");
  await input.setInputFiles({ ...pdf, name: "third.pdf" });
  await expect(page.getByText(t("imports.formats.pdf"), { exact: true })).toBeVisible({ timeout: 30_000 });
});

const HARBOUR = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship and every debt was written down.",
];

test("notes are exported as a PDF, for reading and for printing, and its changes are merged after a preview", async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const title = unique("Harbours");
  const slug = title.toLowerCase().replace(" ", "-");
  const file = pdfOf([[{ text: title, x: 60, y: 60, size: 22, font: "bold" }, ...lines(HARBOUR)]]);
  await addReport(page, { name: "harbours.pdf", file, slug });
  await page.goto(`/r/${slug}`);
  await beginToUse(page);
  for (const [words, text] of [
    ["kept books", "Which books?"],
    ["the coast", "Which coast?"],
    ["every debt", "Whose debt?"],
  ] as const) {
    const saved = page.waitForResponse(/\/note$/u);
    await note(page, words, text);
    await saved;
    await page.keyboard.press("Escape");
  }

  const exported = async (format: "pdf" | "pdf-print") => {
    await page.getByRole("button", { name: t("exports.open"), exact: true }).click();
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: exportLink(format), exact: true }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`${slug}-notes.pdf`);
    await page.keyboard.press("Escape");
    const bytes = new Uint8Array(await readFile(await download.path()));
    const { pages } = await readWithPdfJs(bytes);
    return { bytes, pages: pages.length, notes: pages.flat().map(({ contents }) => contents.split("\n")[0]) };
  };
  await page.goto(`/notes?report=${slug}`);
  await beginToUse(page);
  const all = await exported("pdf");
  expect(all).toMatchObject({ pages: 1, notes: ["Which coast?", "Which books?", "Whose debt?"] });
  expect((await exported("pdf-print")).pages).toBe(2);
  const query = page.getByRole("searchbox", { name: t("allNotes.search"), exact: true });
  await query.fill("books");
  await expect(page.getByText("Whose debt?", { exact: true })).toHaveCount(0);
  expect((await exported("pdf")).notes).toEqual(["Which books?"]);

  // Someone changes the file.
  const changed = await editPdf(all.bytes, 0, (marks) => {
    marks.write("Which books?", "The red books.");
    marks.remove("Which coast?");
    marks.mark([60, 490, 120, 478], "What harbour?", "Zoë");
  });
  await page.goto("/notes/import");
  const pdf = { name: "harbours-notes.pdf", mimeType: "application/pdf", buffer: Buffer.from(changed) };
  await page.locator("input[type=file]").setInputFiles(pdf);
  await expect(page.getByRole("heading", { name: t("imports.previewTitle"), exact: true })).toBeFocused({
    timeout: 30_000,
  });
  const outcome = (name: "new" | "changed" | "deleted" | "duplicate") =>
    page.getByRole("list", { name: t(`imports.outcomes.${name}`, { count: 1 }), exact: true });
  for (const name of ["new", "changed", "deleted", "duplicate"] as const) await expect(outcome(name)).toBeVisible();
  await expect(outcome("new")).toContainText(t("imports.by", { name: "Zoë" }));
  await expect(outcome("deleted")).toContainText("the coast");
  await expectNoAxeViolations(page);
  const accept = (count: number) => page.getByRole("button", { name: t("imports.accept", { count }), exact: true });
  await expect(accept(2)).toBeVisible();
  await page.getByRole("switch", { name: t("imports.deletions", { count: 1 }), exact: true }).click();
  await accept(3).click();
  await expect(page.getByRole("heading", { name: t("imports.doneTitle"), exact: true })).toBeFocused({
    timeout: 30_000,
  });
  await page.goto(`/r/${slug}`);
  await expect(cards(page)).toHaveCount(3);
  for (const text of ["The red books.", "What harbour?", "Whose debt?"]) {
    await expect(cards(page).filter({ hasText: text })).toHaveCount(1);
  }
});
