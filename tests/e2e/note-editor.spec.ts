import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { expect } from "./support/people";
import { openReport } from "./support/reports";
import { cards, select } from "./support/text";

member("a note is looked at before it is saved, and comes back to where it was typed", async ({ page }) => {
  await select(page, "television channels");
  await page.keyboard.press("m");
  await page.keyboard.type("See **all** of them");
  const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
  const editor = card.getByRole("textbox", { name: "Note", exact: true });
  await card.getByRole("tab", { name: "Preview" }).click();
  await expect(card.getByRole("tabpanel").getByRole("strong")).toHaveText("all");
  await expect(editor).toBeHidden();
  await expectNoAxeViolations(page);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(editor).toHaveValue("See **all** of them");
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).filter({ hasText: "See all of them" })).toBeVisible();
});

member("who will see it is said and chosen before it is saved, and kept for the next one", async ({ page }) => {
  const bar = page.getByRole("dialog", { name: "What to do with the selected words" });
  const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
  await select(page, "joint programs");
  await bar.getByRole("button", { name: "Your team will see what you mark. Keep it to yourself" }).click();
  await expect(
    bar.getByRole("button", { name: "Only you will see what you mark. Show it to your team" }),
  ).toBeVisible();
  await expectNoAxeViolations(page);
  await page.keyboard.press("1");
  await expect(card.getByRole("img", { name: "Only you" })).toBeVisible();

  await page.keyboard.press("m");
  await page.keyboard.type("For all of us");
  await expect(card.getByText("Only you will see it.")).toBeVisible();
  await card.getByRole("radio", { name: "Your team" }).click();
  await expect(card.getByText("Your team will see it.")).toBeVisible();
  await expectNoAxeViolations(page);
  await card.getByRole("button", { name: "Save" }).click();
  const saved = cards(page).filter({ hasText: "For all of us" });
  await expect(saved.getByRole("img", { name: "Your team" })).toBeVisible();

  await openReport(page);
  await expect(saved).toBeVisible();
  await select(page, "branches of Russian universities");
  await expect(bar.getByRole("button", { name: /^Your team/u })).toBeVisible();
  await page.keyboard.press("p");
  await expect(bar.getByRole("button", { name: /^Only you/u })).toBeVisible();
  await page.keyboard.press("2");
  await expect(card.getByRole("img", { name: "Only you" })).toBeVisible();
  const changed = page.waitForResponse((response) => response.request().method() === "PATCH");
  await page.keyboard.press("p");
  await expect(card.getByRole("img", { name: "Your team" })).toBeVisible();
  await changed;
});
