import type { Page } from "@playwright/test";
import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { chooseAction } from "./support/menus";
import { expect } from "./support/people";
import { openReport, REPORT } from "./support/reports";
import { cards, chooseSeenBy, painted, select } from "./support/text";

const QUOTE = "strengthen mutually beneficial";

const card = (page: Page) => cards(page).filter({ has: page.locator("[aria-expanded=true]") });

const stored = async (page: Page) => {
  const { highlights } = await (await page.request.get(`/api/reports/${REPORT.slug}/highlights`)).json();
  return highlights.find((each: { quote: string }) => each.quote === QUOTE);
};

member("mod+Z and mod+Shift+Z undo and redo all actions on a highlight", async ({ page }) => {
  await select(page, QUOTE);
  await page.keyboard.press("m");
  await page.keyboard.type("First");
  await page.keyboard.press("Control+Enter");
  await card(page)
    .getByRole("button", { name: t("notes.edit"), exact: true })
    .click();
  await page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("Second");
  // In a text box, the browser's own undo applies.
  await page.keyboard.press("Control+Enter");
  await card(page)
    .getByRole("button", { name: t("notes.recolour.plain", { colour: "3" }), exact: true })
    .click();
  await chooseSeenBy(page, card(page), t("notes.visibility.private"));
  await chooseAction(card(page), t("notes.deleteNote"));
  await chooseAction(card(page), t("notes.delete"));
  await expect(card(page)).toBeHidden();

  const back = () => page.keyboard.press("Control+z");
  const again = () => page.keyboard.press("Control+Shift+Z");
  await back();
  await expect(card(page)).toBeVisible();
  await expect(page.getByText(t("undo.undone.delete"), { exact: true })).toBeVisible();
  await back();
  await expect(card(page)).toContainText("Second");
  await back();
  await expect(card(page).getByRole("img", { name: t("notes.visibility.team"), exact: true })).toBeVisible();
  await back();
  await expect.poll(() => painted(page, "colour-1")).toContain(QUOTE);
  await back();
  await expect(card(page)).toContainText("First");
  await back();
  await expect(card(page).getByRole("button", { name: t("notes.write"), exact: true })).toBeVisible();
  await back();
  await expect(card(page)).toBeHidden();
  await back();
  await expect(page.getByText(t("undo.nothing.undo"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);

  for (let step = 0; step < 4; step += 1) await again();
  await expect(card(page)).toContainText("Second");
  await expect.poll(() => painted(page, "colour-3")).toContain(QUOTE);
  await expect.poll(() => stored(page)).toMatchObject({ colour: 3, visibility: "team", note: { body: "Second" } });
  await openReport(page);
  await expect(cards(page).filter({ hasText: "Second" })).toBeVisible();
});

member("only one toast is shown at a time, whether for an action or for undoing it", async ({ page }) => {
  await select(page, QUOTE);
  await page.keyboard.press("1");
  await chooseAction(card(page), t("notes.delete"));
  const deleted = page.getByText(t("notes.deleted"), { exact: true });
  const undone = page.getByText(t("undo.undone.delete"), { exact: true });
  const done = page.getByText(t("undo.redone.delete"), { exact: true });
  await expect(deleted).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(undone).toBeVisible();
  await expect(deleted).toBeHidden();
  await page.keyboard.press("Control+Shift+Z");
  await expect(done).toBeVisible();
  await expect(undone).toBeHidden();
  await page.getByRole("button", { name: t("undo.undo"), exact: true }).click();
  await expect(undone).toBeVisible();
  await expect(done).toBeHidden();
});

member(
  "an action on an item that others have changed since is not undone, and nothing is lost",
  async ({ page, joined, browser }) => {
    await select(page, "strengthen historically developed");
    await page.keyboard.press("m");
    await page.keyboard.type("Mine");
    const saved = page.waitForResponse(/\/note$/u);
    await page.keyboard.press("Control+Enter");
    const { id } = await (await saved).json();
    const headers = { origin: new URL(page.url()).origin };
    const elsewhere = await browser.newContext({ storageState: joined.state });
    await elsewhere.request.put(`/api/highlights/${id}/note`, {
      headers,
      data: { version: 1, body: "Mine, from afar" },
    });
    await elsewhere.close();
    await expect(card(page)).toContainText("Mine, from afar");
    await page.keyboard.press("Control+z");
    await expect(page.getByText(t("undo.impossible.undo"), { exact: true })).toBeVisible();
    await expect(card(page)).toContainText("Mine, from afar");
  },
);
