import { t } from "../support/messages";
import { expect, test } from "./support/people";
import { REPORT, reportIsReady } from "./support/reports";
import { select } from "./support/text";

const MISSING = t("app.partMissing");

test("a component whose code cannot be loaded shows a message, and opens once the network is back", async ({
  page,
  troubles,
}) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await page.goto(REPORT.address);
  await reportIsReady(page);
  // The browser goes offline before any interaction with the page.
  await page.context().setOffline(true);
  await page.keyboard.press("?");
  await expect(page.getByText(MISSING, { exact: true })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole("dialog", { name: t("keys.label"), exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(MISSING, { exact: true })).toHaveCount(0);
});

test("text that was selected while the code could not be loaded can be highlighted once the network is back", async ({
  page,
  troubles,
}) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await page.goto(REPORT.address);
  await reportIsReady(page);
  await page.context().setOffline(true);
  const selecting = select(page, "losing its status of lingua franca");
  await expect(page.getByText(MISSING, { exact: true })).toBeVisible();
  await page.context().setOffline(false);
  await selecting;
  await expect(page.getByText(MISSING, { exact: true })).toHaveCount(0);
});

test("text typed before a note's card has appeared ends up in the note", async ({ page, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await page.goto(REPORT.address);
  await reportIsReady(page);
  await page.context().setOffline(true);
  await page.keyboard.press("j");
  await page.keyboard.press("m");
  await page.keyboard.type("Why so?");
  await expect(page.getByText(MISSING, { exact: true })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true })).toHaveValue("Why so?", {
    timeout: 20_000,
  });
  await expect(page.getByRole("dialog", { name: t("keys.label"), exact: true })).toHaveCount(0);
});

test("a page loads the code that it may need before any interaction", async ({ page }) => {
  await page.goto(REPORT.address);
  await reportIsReady(page);
  await page.waitForFunction(() => performance.getEntriesByName("concord:all-loaded").length > 0);
  await page.context().setOffline(true);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: t("keys.label"), exact: true })).toBeVisible();
  await page.context().setOffline(false);
});
