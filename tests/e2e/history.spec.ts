import type { Page } from "@playwright/test";
import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { clear, member } from "./support/members";
import { chooseAction } from "./support/menus";
import { expect } from "./support/people";
import { openReport } from "./support/reports";
import { cards, select } from "./support/text";

const card = (page: Page) => cards(page).filter({ has: page.locator("[aria-expanded=true]") });

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill(text);
  const saved = page.waitForResponse(/\/note$/u);
  await page.keyboard.press("Control+Enter");
  await saved;
}

member(
  "any two versions of a note can be compared, and a version can be restored, which can be undone",
  async ({ page }) => {
    await select(page, "centers organize their");
    await page.keyboard.press("m");
    await write(page, "Ask the centre in Almaty.");
    for (const text of ["Ask the centre in Astana.", "Ask both centres."]) {
      await card(page)
        .getByRole("button", { name: t("notes.edit"), exact: true })
        .click();
      await write(page, text);
    }
    await chooseAction(card(page), t("history.open"));
    const dialog = page.getByRole("dialog", { name: t("history.title"), exact: true });
    await expect(dialog.getByRole("insertion").filter({ hasText: "both" })).toBeVisible();
    await expect(dialog.getByRole("button", { name: t("history.restore"), exact: true })).toBeHidden();
    await expectNoAxeViolations(page);
    await dialog.getByLabel(t("history.compareWith"), { exact: true }).selectOption({ index: 1 });
    await expect(dialog.getByRole("deletion").filter({ hasText: "Almaty" })).toBeVisible();
    await dialog.getByLabel(t("history.show"), { exact: true }).selectOption({ index: 2 });
    await expect(dialog.getByLabel(t("history.compareWith"), { exact: true })).toBeHidden();
    await expect(dialog).toContainText("Ask the centre in Almaty.");
    await page.emulateMedia({ colorScheme: "dark" });
    await expectNoAxeViolations(page);
    await dialog.getByRole("button", { name: t("history.restore"), exact: true }).click();
    await expect(card(page)).toContainText("Ask the centre in Almaty.");
    await page.getByRole("button", { name: t("undo.undo"), exact: true }).click();
    await expect(card(page)).toContainText("Ask both centres.");
  },
);

member("recently deleted items are listed and can be restored, even offline", async ({ page, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await select(page, "centers provide broad");
  await page.keyboard.press("m");
  await write(page, "Deleted by mistake");
  const gone = page.waitForResponse((response) => response.request().method() === "DELETE");
  await chooseAction(card(page), t("notes.delete"));
  await gone;
  await page.getByRole("button", { name: like("accounts.menu.label") }).click();
  await page.getByRole("link", { name: t("deleted.title"), exact: true }).click();
  const item = page.getByRole("listitem").filter({ hasText: "Deleted by mistake" });
  await expect(item).toContainText("centers provide broad");
  await expectNoAxeViolations(page);
  await page.context().setOffline(true);
  await item.getByRole("button", { name: like("deleted.restoreNamed.highlight") }).click();
  await expect(page.getByRole("heading", { name: t("deleted.title"), exact: true })).toBeFocused();
  await expect(item).toContainText(t("deleted.coming"));
  await expect(page.getByRole("button", { name: t("unsaved.open", { count: 1 }), exact: true })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(t("deleted.restored.highlight"), { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(item).toBeHidden();
  await expect(page.getByText(t("deleted.empty"), { exact: true })).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await openReport(page);
  await expect(cards(page).filter({ hasText: "Deleted by mistake" })).toBeVisible();

  await clear(page);
  await page.goto("/deleted");
  await item.getByRole("button", { name: like("deleted.eraseNamed.highlight") }).click();
  const dialog = page.getByRole("dialog", { name: t("deleted.eraseTitle.highlight"), exact: true });
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: t("deleted.erase"), exact: true }).click();
  await expect(page.getByText(t("deleted.erased.highlight"), { exact: true })).toBeVisible();
  await expect(item).toBeHidden();
});
