import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, test } from "./support/people";
import { PHONE, reportIsReady } from "./support/reports";

/** Adds a report that only this test uses. @returns its title and its path */
async function addReport(page: Page): Promise<{ title: string; path: string }> {
  const title = `Estuary ${randomUUID().slice(0, 8)}`;
  await page.goto("/add");
  const text = `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n<!-- page 1 -->\n\n## Opening\n\nBarges carry grain.\n`;
  await chooseFiles(page, ["estuary.md", text]);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click({ timeout: 30_000 });
  await page.waitForURL("**/r/**", { timeout: 30_000 });
  await reportIsReady(page);
  return { title, path: new URL(page.url()).pathname };
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("an editor archives a report and unarchives it, while a reader has it open", async ({ pageAs }) => {
  test.setTimeout(120_000);
  const editor = await pageAs("editor");
  const { title, path } = await addReport(editor);
  const reader = await pageAs("reader");
  await reader.goto(path);
  await reportIsReady(reader);

  await editor.goto(`${path}/details`);
  await button(editor, t("lifecycle.archive.submit")).click();
  await expect(editor.getByText(t("lifecycle.archive.done"), { exact: true })).toBeVisible();
  await expect(button(editor, t("lifecycle.unarchive.submit"))).toBeVisible();
  await expectNoAxeViolations(editor);

  // The open page says so without being reloaded.
  await expect(reader.getByText(t("lifecycle.archived"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(reader);
  await reader.goto("/");
  await expect(reader.getByRole("heading", { name: t("library.title"), exact: true })).toBeVisible();
  await expect(reader.getByText(title, { exact: true })).toHaveCount(0);

  await button(editor, t("lifecycle.unarchive.submit")).click();
  await expect(reader.getByText(title, { exact: true })).toBeVisible();
});

test("an editor deletes a report that others are reading, and the owner restores it", { tag: "@main" }, async ({
  pageAs,
  opened,
  ownerState,
  people,
  troubles,
}) => {
  test.setTimeout(120_000);
  troubles.expect(/400/u);
  troubles.expect(/404/u);
  const editor = await pageAs("editor");
  const { title, path } = await addReport(editor);
  const reader = await pageAs("reader");
  await reader.goto(path);
  await reportIsReady(reader);

  await editor.setViewportSize(PHONE);
  await editor.goto(`${path}/details`);
  await button(editor, t("lifecycle.delete.submit")).click();
  const dialog = editor.getByRole("dialog", { name: t("lifecycle.delete.confirmTitle", { title }), exact: true });
  await expect(dialog.getByText(t("lifecycle.delete.editions", { editions: 1 }), { exact: true })).toBeVisible();
  await expectNoAxeViolations(editor);
  const typed = dialog.getByLabel(t("lifecycle.delete.type"), { exact: true });
  await typed.fill("Estuary");
  await dialog.getByRole("button", { name: t("lifecycle.delete.submit"), exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("isn’t the report’s title");
  await typed.fill(title);
  await typed.press("Enter");
  await editor.waitForURL("**/deleted");
  await expect(button(editor, t("deleted.reportRestore", { title }))).toBeVisible();
  await expectNoAxeViolations(editor);

  // The report is gone for the reader too.
  await expect(reader.getByRole("heading", { name: title, exact: true })).toHaveCount(0);
  expect((await reader.goto(path))?.status()).toBe(404);

  const owner = await (await opened(await people.confirmed(ownerState))).newPage();
  await owner.goto("/deleted");
  await button(owner, t("deleted.reportRestore", { title })).click();
  await expect(owner.getByText(t("deleted.reportRestored"), { exact: true })).toBeVisible();
  await reader.goto(path);
  await expect(reader.getByRole("heading", { name: title, exact: true })).toBeVisible();
});
