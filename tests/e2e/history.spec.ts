import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "./support/axe";
import { clear, member } from "./support/members";
import { expect } from "./support/people";
import { openReport } from "./support/reports";
import { cards, select } from "./support/text";

const card = (page: Page) => cards(page).filter({ has: page.locator("[aria-expanded=true]") });

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Note", exact: true }).fill(text);
  const saved = page.waitForResponse(/\/note$/u);
  await page.keyboard.press("Control+Enter");
  await saved;
}

member("any two versions of a note are compared, and one is brought back, which can be undone", async ({ page }) => {
  await select(page, "centers organize their");
  await page.keyboard.press("m");
  await write(page, "Ask the centre in Almaty.");
  for (const text of ["Ask the centre in Astana.", "Ask both centres."]) {
    await card(page).getByRole("button", { name: "Edit the note" }).click();
    await write(page, text);
  }
  await card(page).getByRole("button", { name: "What the note said before" }).click();
  const dialog = page.getByRole("dialog", { name: "What the note said before" });
  await expect(dialog.getByRole("insertion").filter({ hasText: "both" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Bring this text back" })).toBeHidden();
  await expectNoAxeViolations(page);
  await dialog.getByLabel("Beside that of").selectOption({ index: 1 });
  await expect(dialog.getByRole("deletion").filter({ hasText: "Almaty" })).toBeVisible();
  await dialog.getByLabel("Show the note of").selectOption({ index: 2 });
  await expect(dialog.getByLabel("Beside that of")).toBeHidden();
  await expect(dialog).toContainText("Ask the centre in Almaty.");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: "Bring this text back" }).click();
  await expect(card(page)).toContainText("Ask the centre in Almaty.");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card(page)).toContainText("Ask both centres.");
});

member("what was deleted lately is listed, and comes back, also without network", async ({ page, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await select(page, "centers provide broad");
  await page.keyboard.press("m");
  await write(page, "Deleted by mistake");
  const gone = page.waitForResponse((response) => response.request().method() === "DELETE");
  await card(page).getByRole("button", { name: "Delete the highlight" }).click();
  await gone;
  await page.getByRole("button", { name: /^Account: / }).click();
  await page.getByRole("link", { name: "Deleted lately" }).click();
  const item = page.getByRole("listitem").filter({ hasText: "Deleted by mistake" });
  await expect(item).toContainText("centers provide broad");
  await expectNoAxeViolations(page);
  await page.context().setOffline(true);
  await item.getByRole("button", { name: "Bring it back: the highlight" }).click();
  await expect(page.getByRole("heading", { name: "Deleted lately" })).toBeFocused();
  await expect(item).toContainText("It comes back as soon as that is saved.");
  await expect(page.getByRole("button", { name: "Not saved yet: 1 change" })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("The highlight is back.")).toBeVisible({ timeout: 30_000 });
  await expect(item).toBeHidden();
  await expect(page.getByText("Nothing was deleted lately")).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await openReport(page);
  await expect(cards(page).filter({ hasText: "Deleted by mistake" })).toBeVisible();

  await clear(page);
  await page.goto("/deleted");
  await item.getByRole("button", { name: "Erase for good: the highlight" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase this highlight for good?" });
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByText("The highlight is erased for good.")).toBeVisible();
  await expect(item).toBeHidden();
});
