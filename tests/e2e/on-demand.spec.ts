import { t } from "../support/messages";
import { expect, test } from "./support/people";
import { REPORT, reportIsReady } from "./support/reports";
import { select } from "./support/text";

const MISSING = t("app.partMissing");

test("a part whose code cannot be loaded says so, and opens when the network is back", async ({ page, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await page.goto(REPORT.address);
  await reportIsReady(page);
  // Before any interaction with the page.
  await page.context().setOffline(true);
  await page.keyboard.press("?");
  await expect(page.getByText(MISSING)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole("dialog", { name: t("keys.label") })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(MISSING)).toHaveCount(0);
});

test("a selection made while its code cannot be loaded can be highlighted once the network is back", async ({
  page,
  troubles,
}) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await page.goto(REPORT.address);
  await reportIsReady(page);
  await page.context().setOffline(true);
  const selecting = select(page, "losing its status of lingua franca");
  await expect(page.getByText(MISSING)).toBeVisible();
  await page.context().setOffline(false);
  await selecting;
  await expect(page.getByText(MISSING)).toHaveCount(0);
});

test("text typed for a note before its card has appeared is in the note", async ({ page, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await page.goto(REPORT.address);
  await reportIsReady(page);
  await page.context().setOffline(true);
  await page.keyboard.press("j");
  await page.keyboard.press("m");
  await page.keyboard.type("Why so?");
  await expect(page.getByText(MISSING)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole("textbox", { name: t("notes.written.note.text") })).toHaveValue("Why so?", {
    timeout: 20_000,
  });
  await expect(page.getByRole("dialog", { name: t("keys.label") })).toHaveCount(0);
});

test("a page without interaction loads on its own what it may need", async ({ page }) => {
  await page.goto(REPORT.address);
  await reportIsReady(page);
  await page.waitForFunction(() => performance.getEntriesByName("concord:all-loaded").length > 0);
  await page.context().setOffline(true);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: t("keys.label") })).toBeVisible();
  await page.context().setOffline(false);
});
