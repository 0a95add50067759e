import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { ANY, like, MANY, part, sentence, t } from "../support/messages";
import { cell, docxOf, marker, note, p, row, run, styled, table } from "../unit/report-import/structured/word";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { chooseAction } from "./support/menus";
import { expect, test } from "./support/people";
import { PHONE, reportIsReady } from "./support/reports";
import { cards, painted, select } from "./support/text";

const SURVEY = "The survey of the basin was made by nine people in two wet summers.";
const BARGES = "Guild barges carry grain from the four harbours down to the sea in autumn.";
const TOLLS = "A toll of three coppers is asked at every lock between Kesh and Dunmere.";
const LEDGERS = "What the ledgers leave out was told by the keepers of the quays.";
const LIGHT = "The lighthouse at Holm was lit for the first time in the spring of 1904.";

/** A report that only this test uses. */
function makeReport() {
  const title = `Basin ${randomUUID().slice(0, 8)}`;
  const markdown = (...paragraphs: string[]) =>
    `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n<!-- page 1 -->\n\n## Opening\n\n${paragraphs.join("\n\n")}\n`;
  return { title, slug: title.toLowerCase().replace(" ", "-"), markdown };
}

const choose = (page: Page, name: string, content: string | Buffer) => chooseFiles(page, [name, content]);

const preview = (page: Page) => page.getByRole("heading", { name: t("add.previewTitle"), exact: true });

/** Adds the previewed file, and waits for the reader. Parsing takes a moment, because it runs in a worker process. */
async function accept(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click({ timeout: 30_000 });
  await page.waitForURL("**/r/**", { timeout: 30_000 });
  await reportIsReady(page);
}

/** Adds a report as its first edition, and opens it. */
async function addReport(page: Page, file: string): Promise<void> {
  await page.goto("/add");
  await choose(page, "basin.md", file);
  await expect(preview(page)).toBeVisible({ timeout: 30_000 });
  await accept(page, t("add.acceptNew"));
}

async function highlight(page: Page, quote: string, note: string): Promise<void> {
  await select(page, quote);
  await page.keyboard.press("m");
  await page.keyboard.type(note);
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).filter({ hasText: note })).toBeVisible();
}

test("an editor adds an edition; the reader shows where highlights are, and one is reattached manually", {
  tag: "@main",
}, async ({ opened, people, troubles }) => {
  test.setTimeout(240_000);
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  const { state } = await people.join("editor");
  const context = await opened(state);
  const page = await context.newPage();
  const { title, slug, markdown } = makeReport();

  await page.goto("/");
  await page.getByRole("link", { name: t("library.add"), exact: true }).click();
  await expect(page.getByRole("heading", { name: t("add.title"), exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  await addReport(page, markdown(SURVEY, BARGES, TOLLS, LEDGERS, LIGHT));
  await expect(page.getByRole("heading", { name: title, exact: true })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: like("reader.source", { name: "basin.md" }) }).click();
  const original = await (await download).createReadStream();
  expect(Buffer.concat(await original.toArray()).toString()).toBe(markdown(SURVEY, BARGES, TOLLS, LEDGERS, LIGHT));
  await highlight(page, "nine people", "Who were they?");
  await highlight(page, "carry grain from the four harbours", "Which ones?");
  await highlight(page, "toll of three coppers", "How much is that today?");
  await highlight(page, "lit for the first time in the spring of 1904", "A date.");

  const next = markdown(LIGHT, SURVEY, BARGES.replace("grain", "timber"), LEDGERS);
  await page.goto("/add");
  await choose(page, "basin.md", next);
  await expect(preview(page)).toBeFocused({ timeout: 30_000 });
  await expect(page.getByRole("combobox", { name: t("add.which"), exact: true })).toHaveValue(slug);
  await expect(
    page.getByText(t("editions.counts", { anchored: 1, moved: 1, changed: 1, lost: 1 }), { exact: true }),
  ).toBeVisible();
  await expect(page.getByText(/toll of three coppers/u)).toBeVisible();
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: t("add.leave"), exact: true }).click();
  await expect(page.getByText(t("add.left"), { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: t("add.chooseFiles"), exact: true })).toBeFocused();

  await choose(page, "basin.md", next);
  await accept(page, t("add.accept"));
  const summary = page.getByRole("region", { name: t("editions.summaryLabel"), exact: true });
  await expect(summary).toContainText(t("editions.summary", { anchored: 1, moved: 1, changed: 1, lost: 1 }));
  const changed = cards(page).filter({ hasText: "Which ones?" });
  await expect(changed.getByRole("deletion")).toContainText("grain");
  await expect(changed.getByRole("insertion")).toContainText("timber");
  await expect(cards(page).filter({ hasText: "A date." })).toContainText(t("editions.moved"));
  await expect.poll(() => painted(page, "colour-1")).toContain("carry timber from the four harbours");

  await summary.getByRole("button", { name: t("editions.showLost"), exact: true }).click();
  const heading = page.getByRole("button", { name: t("editions.lostTitle", { count: 1 }), exact: true });
  await expect(heading).toBeFocused();
  const lost = page.getByRole("article", { name: like("editions.lostLabel") });
  await expect(lost).toContainText("toll of three coppers");
  await expect(lost).toContainText("How much is that today?");
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "light" });

  await lost.getByRole("button", { name: t("editions.keep"), exact: true }).click();
  await expect(lost).toContainText(t("editions.settled"));
  await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
  await expect(lost.getByRole("button", { name: t("editions.keep"), exact: true })).toBeVisible();

  await lost.getByRole("button", { name: t("editions.attach"), exact: true }).click();
  const attaching = page.getByRole("region", { name: t("editions.attachingLabel"), exact: true });
  await expect(attaching).toContainText("toll of three coppers");
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await expect(attaching).toBeHidden();
  await expect(heading).toBeFocused();

  // Reattaches a highlight offline, using only the keyboard.
  await context.setOffline(true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(attaching).toBeVisible();
  await page.keyboard.press("v");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByRole("button", { name: t("editions.attachHere"), exact: true })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const attached = cards(page).filter({ hasText: "How much is that today?" });
  await expect(attached).toContainText(t("editions.attached"));
  await expect(attached.getByRole("button", { expanded: true })).toBeFocused();
  await expect(heading).toBeHidden();
  const unsaved = page.getByRole("button", { name: like("unsaved.open", { count: [1, MANY] }) });
  await expect(unsaved).toBeVisible();
  await context.setOffline(false);
  await expect(unsaved).toBeHidden({ timeout: 30_000 });
  await page.reload();
  await expect(attached).toContainText(t("editions.attached"));

  const takenOff = page.waitForResponse(/\/placement/u);
  await attached.getByRole("button", { name: t("editions.takeOff"), exact: true }).click();
  await expect(lost).toContainText("toll of three coppers");
  await expect(heading).toBeFocused();

  // The URL that the inbox and the list of all notes link to.
  const { id } = await (await takenOff).json();
  await page.goto(`/r/${slug}?note=${id}`);
  await expect(lost).toBeFocused();

  await summary.getByRole("button", { name: t("editions.dismiss"), exact: true }).click();
  await page.goto(`/r/${slug}`);
  await expect(page.getByRole("button", { name: t("editions.lostTitle", { count: 1 }), exact: true })).toBeVisible();
  await expect(summary).toBeHidden();

  await page.setViewportSize(PHONE);
  await page.getByRole("button", { name: like("notes.open", { count: [1, MANY] }) }).click();
  await page.getByRole("button", { name: t("editions.lostTitle", { count: 1 }), exact: true }).click();
  await expect(lost).toContainText("How much is that today?");
  await expectNoAxeViolations(page);
});

test("authors can be marked as organizations when a report is added", async ({ page }) => {
  test.setTimeout(120_000);
  const title = `Ledgers ${randomUUID().slice(0, 8)}`;
  await page.goto("/add");
  await choose(page, "ledgers.md", `---\ntitle: ${title}\n---\n\n<!-- page 1 -->\n\n## Opening\n\n${SURVEY}\n`);
  await expect(preview(page)).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole("textbox", { name: t("add.fields.authors"), exact: true })
    .fill("Ann Lee, Melissa Bank\nWorld Bank Group\nDoctors Everywhere");
  await expect(page.getByLabel(t("add.authors.kindOf", { name: "Ann Lee" }), { exact: true })).toHaveValue("person");
  await expect(page.getByLabel(t("add.authors.kindOf", { name: "World Bank Group" }), { exact: true })).toHaveValue(
    "organisation",
  );
  await page
    .getByLabel(t("add.authors.kindOf", { name: "Melissa Bank" }), { exact: true })
    .selectOption(t("add.authors.person"));
  await page
    .getByLabel(t("add.authors.kindOf", { name: "Doctors Everywhere" }), { exact: true })
    .selectOption(t("add.authors.organisation"));
  await expectNoAxeViolations(page);
  await accept(page, t("add.acceptNew"));
  await expect(page.getByText(/Ann Lee, Melissa Bank, World Bank Group, Doctors Everywhere/u).first()).toBeVisible();

  await highlight(page, "nine people", "Who were they?");
  const card = cards(page).filter({ hasText: "Who were they?" });
  await chooseAction(card, t("notes.share"));
  const dialog = page.getByRole("dialog", { name: t("share.title"), exact: true });
  await dialog.getByRole("button", { name: t("share.make"), exact: true }).click();
  await page.goto(await dialog.getByRole("textbox", { name: t("share.link"), exact: true }).inputValue());
  await page.getByText(t("share.cite.title"), { exact: true }).click();
  await expect(page.getByText(/Lee, A\., Bank, M\., World Bank Group, & Doctors Everywhere/u)).toBeVisible();
});

test("an editor adds a Word file: its notes and table are imported, and omitted content is listed", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const title = `Tolls ${randomUUID().slice(0, 8)}`;
  const file = docxOf(
    `${styled("a3", title)}${styled("1", "Opening")}${p(`${run(SURVEY)}${marker("footnote", 2)}`)}${table(row([cell("Town"), cell("Toll")], "<w:tblHeader/>"), row([cell("Kesh"), cell("Three coppers")]))}`,
    { footnotes: note("footnote", 2, LEDGERS), comments: `<w:comment w:id="0">${p("Why?")}</w:comment>` },
  );
  await page.goto("/add");
  await choose(page, "tolls.docx", Buffer.from(file));
  await expect(preview(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(t("add.comments.unplaced", { count: 1 }), { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  // The file has no page numbers, so the reader's bar shows none.
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", { timeout: 30_000 });
  await expect(page.getByRole("heading", { name: "Opening", exact: true })).toBeVisible();
  await expect(page.getByRole("cell", { name: "Three coppers", exact: true })).toBeVisible();
  await expect(page.getByText(LEDGERS, { exact: true }).first()).toBeAttached();
});

test("the toolbar does not cover the margin, and a card shows a highlight's old and new text", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor");
  const { markdown } = makeReport();
  await addReport(page, markdown(SURVEY, BARGES, TOLLS, LEDGERS));
  await highlight(page, "toll of three coppers", "How much is that today?");
  await select(page, "three coppers");
  await page.keyboard.press("2");
  await select(page, "grain from the four harbours");
  await page.keyboard.press("3");
  await select(page, "Opening");
  await page.keyboard.press("m");
  await page.keyboard.type("At the very top");
  await page.keyboard.press("Control+Enter");
  const top = cards(page).filter({ hasText: "At the very top" });
  await expect(top.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();
  await expect(page.getByText(t("unsaved.title"), { exact: true })).toHaveCount(0);

  await page.goto("/add");
  const next = markdown(SURVEY, BARGES.replace("grain", "timber"), LEDGERS);
  await choose(page, "basin.md", next);
  await expect(preview(page)).toBeVisible({ timeout: 30_000 });
  await accept(page, t("add.accept"));

  const heading = page.getByRole("button", { name: t("editions.lostTitle", { count: 2 }), exact: true });
  for (const width of [1280, 1440, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => isUncovered(heading), `at ${width} pixels`).toBe(true);
    await heading.click();
    await expect(heading).toHaveAttribute("aria-expanded", "true");
    await heading.click();
    await expect(heading).toHaveAttribute("aria-expanded", "false");
    await expect.poll(() => isUncovered(top.getByRole("button").first()), `at ${width} pixels`).toBe(true);
    await expectNoAxeViolations(page);
  }

  await expect.poll(() => painted(page, "colour-3")).toContain("timber from the four harbours");
  await page
    .getByRole("button", { name: part("notes.spokenHighlight", { quote: `grain from the four harbours${ANY}` }) })
    .press("Enter");
  const changed = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
  await expect(changed.getByRole("deletion")).toContainText("grain");
  await expect(changed.getByRole("insertion")).toContainText("timber");
  await expect(changed.getByText(/grain/u)).toHaveCount(1);
});

/** Whether nothing covers the centre and the start of an element. */
function isUncovered(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return [width / 2, 8].every((x) => node.contains(document.elementFromPoint(left + x, top + height / 2)));
  });
}

test("files that are not reports are rejected, as is an edition if another one was added during its preview", async ({
  page,
  troubles,
}) => {
  test.setTimeout(180_000);
  troubles.expect(/40[09]/u);
  const { slug, markdown } = makeReport();
  const alert = page.getByRole("alert").filter({ hasText: /./u });
  await page.goto("/add");
  await choose(page, "picture.txt", Buffer.from([0x89, 0x50, 0, 0]));
  await expect(alert).toContainText(sentence("import-binary"), { timeout: 30_000 });
  await choose(page, "huge.txt", "a".repeat(5 * 1024 * 1024 + 1));
  await expect(alert).toContainText(t("add.textTooLarge"));
  await choose(page, "untitled.txt", "It has no title. It only has sentences.");
  await expect(alert).toContainText(sentence("upload-title"), { timeout: 30_000 });
  await page.getByRole("textbox", { name: t("add.fields.title"), exact: true }).fill("A title");
  await page.getByRole("button", { name: t("add.readAgain"), exact: true }).click();
  await expect(preview(page)).toBeVisible({ timeout: 30_000 });
  await page.getByLabel(t("add.fields.year"), { exact: true }).fill("1904");
  await page.getByRole("button", { name: t("add.leave"), exact: true }).click();

  await addReport(page, markdown(SURVEY, BARGES));
  await page.goto("/add");
  await choose(page, `${slug}.md`, markdown(SURVEY, BARGES, TOLLS));
  await expect(preview(page)).toBeVisible({ timeout: 30_000 });
  const reader = await page.context().newPage();
  await reader.goto(`/r/${slug}`);
  await reportIsReady(reader);
  const other = await page.context().newPage();
  await other.goto("/add");
  await choose(other, `${slug}.md`, markdown(SURVEY, LEDGERS));
  await accept(other, t("add.accept"));
  const announced = reader.getByRole("region", { name: t("newEdition.label"), exact: true });
  await expect(announced).toContainText(t("newEdition.text"));
  await expectNoAxeViolations(reader);
  await expect(reader.getByText(BARGES, { exact: true })).toBeVisible();
  await announced.getByRole("button", { name: t("newEdition.reload"), exact: true }).click();
  await expect(reader.getByText(LEDGERS, { exact: true })).toBeVisible();
  await expect(announced).toBeHidden();
  await page.getByRole("button", { name: t("add.accept"), exact: true }).click();
  await expect(alert).toContainText(sentence("edition-superseded.preview"), { timeout: 30_000 });
  await expect(page.getByText(t("add.follows", { ordinal: 3 }), { exact: true })).toBeVisible({ timeout: 30_000 });
  await accept(page, t("add.accept"));
  await expect(page.getByText(/A toll of three coppers/u)).toBeVisible();
});

test("shows the progress of an upload, which can be cancelled", async ({ browser, people, troubles }) => {
  const { state } = await people.join("editor");
  const context = await browser.newContext({ storageState: state });
  troubles.watch(context);
  const page = await context.newPage();
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/sources?*", async (route) => {
    await isReleased;
    // The browser may have cancelled the request.
    await route.continue().catch(() => undefined);
  });
  await page.goto("/add");
  await choose(page, "basin.md", makeReport().markdown(SURVEY));
  await expect(
    page.getByRole("progressbar", { name: t("add.uploading", { file: "basin.md" }), exact: true }),
  ).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("add.cancelUploadNamed", { name: "basin.md" }), exact: true }).click();
  await expect(page.getByText(t("add.uploadCancelled"), { exact: true })).toBeVisible();
  await expect(page.getByRole("progressbar")).toBeHidden();
  await expect(page.getByRole("button", { name: t("add.chooseFiles"), exact: true })).toBeFocused();
  release();
  await page.unroute("**/api/sources?*");
  await choose(page, "basin.md", makeReport().markdown(SURVEY));
  await expect(preview(page)).toBeVisible({ timeout: 30_000 });
});

test("the link for adding reports is shown only to users who may add editions", async ({
  browser,
  people,
  troubles,
}) => {
  troubles.expect(/404/u);
  const { state } = await people.join("annotator");
  const context = await browser.newContext({ storageState: state });
  troubles.watch(context);
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: t("library.title"), exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: t("library.add"), exact: true })).toHaveCount(0);
  const response = await page.goto("/add");
  expect(response?.status()).toBe(404);
  await context.close();
});
