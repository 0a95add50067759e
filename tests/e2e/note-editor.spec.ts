import { part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { expect } from "./support/people";
import { openReport } from "./support/reports";
import { cards, painted, select } from "./support/text";

member("a note can be previewed before it is saved, and its draft is restored where it was typed", async ({ page }) => {
  await select(page, "television channels");
  await page.keyboard.press("m");
  await page.keyboard.type("See **all** of them");
  const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
  const editor = card.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  await card.getByRole("tab", { name: t("notes.previewTab"), exact: true }).click();
  await expect(card.getByRole("tabpanel").getByRole("strong")).toHaveText("all");
  await expect(editor).toBeHidden();
  await expectNoAxeViolations(page);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(editor).toHaveValue("See **all** of them");
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).filter({ hasText: "See all of them" })).toBeVisible();
});

member(
  "a new note's audience is shown before it is saved, can be changed, and is kept for the next note",
  async ({ page }) => {
    const bar = page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true });
    const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
    await select(page, "joint programs");
    await bar
      .getByRole("button", { name: `${t("notes.willSeeMarked")}: ${t("notes.visibility.team")}`, exact: true })
      .click();
    const menu = page.getByRole("menu", { name: t("notes.willSeeMarked"), exact: true });
    await expect(
      menu.getByRole("menuitemradio", { name: t("notes.visibility.team"), checked: true, exact: true }),
    ).toBeVisible();
    await expectNoAxeViolations(page);
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    // Opening the menu did not change anything, and the words are still selected.
    const seenBy = bar.getByRole("button", {
      name: `${t("notes.willSeeMarked")}: ${t("notes.visibility.team")}`,
      exact: true,
    });
    await expect(seenBy).toBeVisible();
    await seenBy.click();
    await menu.getByRole("menuitemradio", { name: t("notes.visibility.private"), exact: true }).click();
    await expect(menu).toBeHidden();
    await expect(
      bar.getByRole("button", { name: `${t("notes.willSeeMarked")}: ${t("notes.visibility.private")}`, exact: true }),
    ).toBeVisible();
    await expectNoAxeViolations(page);
    await page.keyboard.press("1");
    await expect(card.getByRole("img", { name: t("notes.visibility.private"), exact: true })).toBeVisible();

    await page.keyboard.press("m");
    await page.keyboard.type("For all of us");
    await expect(card.getByText(part("notes.seenByHint", { visibility: "private" }))).toBeVisible();
    await card.getByRole("radio", { name: t("notes.visibility.team"), exact: true }).click();
    await expect(card.getByText(part("notes.seenByHint", { visibility: "team" }))).toBeVisible();
    await expectNoAxeViolations(page);
    await card.getByRole("button", { name: t("notes.save"), exact: true }).click();
    const saved = cards(page).filter({ hasText: "For all of us" });
    await expect(saved.getByRole("img", { name: t("notes.visibility.team"), exact: true })).toBeVisible();

    await openReport(page);
    await expect(saved).toBeVisible();
    await select(page, "branches of Russian universities");
    await expect(
      bar.getByRole("button", { name: `${t("notes.willSeeMarked")}: ${t("notes.visibility.team")}`, exact: true }),
    ).toBeVisible();
    await page.keyboard.press("p");
    await expect(
      bar.getByRole("button", { name: `${t("notes.willSeeMarked")}: ${t("notes.visibility.private")}`, exact: true }),
    ).toBeVisible();
    await page.keyboard.press("2");
    await expect(card.getByRole("img", { name: t("notes.visibility.private"), exact: true })).toBeVisible();
    const changed = page.waitForResponse((response) => response.request().method() === "PATCH");
    await page.keyboard.press("p");
    await expect(card.getByRole("img", { name: t("notes.visibility.team"), exact: true })).toBeVisible();
    await changed;
  },
);

member(
  "discarding a new note leaves no highlight behind; undo restores both the text and the highlight",
  async ({ page }) => {
    const quote = "television channels";
    const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
    const editor = card.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
    const isPainted = async () => (await painted(page, "colour-1")).includes(quote);

    await select(page, quote);
    await page.keyboard.press("m");
    await expect(editor).toBeFocused();
    expect(await isPainted()).toBe(true);
    await card.getByRole("button", { name: t("notes.cancel"), exact: true }).click();
    await expect(card).toBeHidden();
    await expect.poll(isPainted).toBe(false);
    await expect(page.locator("[data-block]:focus")).toContainText(quote);

    await select(page, quote);
    await page.keyboard.press("m");
    await expect(editor).toBeFocused();
    await page.keyboard.press("Escape");
    await expect.poll(isPainted).toBe(false);

    await select(page, quote);
    await page.keyboard.press("m");
    await page.keyboard.type("Second thoughts");
    await card.getByRole("button", { name: t("notes.cancel"), exact: true }).click();
    await expect.poll(isPainted).toBe(false);
    await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
    await expect(editor).toHaveValue("Second thoughts");
    expect(await isPainted()).toBe(true);
    await card.getByRole("button", { name: t("notes.cancel"), exact: true }).click();
    await expect.poll(isPainted).toBe(false);

    // The highlight existed before the note, so it stays.
    await select(page, quote);
    await page.keyboard.press("1");
    await expect(card).toBeVisible();
    await page.keyboard.press("m");
    await card.getByRole("button", { name: t("notes.cancel"), exact: true }).click();
    await expect(editor).toBeHidden();
    expect(await isPainted()).toBe(true);
  },
);
