import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { chooseAction, menuItem } from "./support/menus";
import { expect } from "./support/people";
import { cards, note } from "./support/text";

member("an open card has one primary action, and the others in a menu", async ({ page }) => {
  const card = await note(page, "educational programs", "Which media?");
  const more = card.getByRole("button", { name: t("notes.moreActions"), exact: true });
  await expect(card.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(menuItem(page, t("notes.share"))).toBeEnabled();
  await expect(page.getByRole("menuitem")).toHaveText([
    t("notes.thread.reply"),
    t("notes.thread.resolve"),
    t("notes.deleteNote"),
    t("notes.share"),
    t("collections.collectShort"),
    t("notes.delete"),
  ]);
  await expectNoAxeViolations(page, { within: '[role="menu"]' });
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();

  // After a reply is saved, the focus moves to the Reply button, so that the user can reply again.
  await chooseAction(card, t("notes.thread.reply"));
  await expect(page.getByRole("textbox", { name: t("notes.written.reply.text"), exact: true })).toBeFocused();
  await page.keyboard.type("Television, mostly.");
  await page.keyboard.press("Control+Enter");
  await expect(card.getByRole("button", { name: t("notes.thread.reply"), exact: true })).toBeFocused();
  await chooseAction(card, t("notes.edit"));
  await expect(page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true })).toBeFocused();
});

member("a card shows when its note was written, and whether it has been edited", async ({ page }) => {
  const card = await note(page, "Russian compatriots", "As of when?");
  await expect(card.getByRole("time")).toHaveText(/\d:\d\d/u);
  await expect(card.getByText(t("notes.thread.edited"), { exact: true })).toBeHidden();
  await card.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  await page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("As of which year?");
  await page.keyboard.press("Control+Enter");
  const edited = cards(page).filter({ hasText: "As of which year?" });
  await expect(edited.getByText(t("notes.thread.edited"), { exact: true })).toBeVisible();
});
