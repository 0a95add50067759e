import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { expect } from "./support/people";
import { openReport, PHONE } from "./support/reports";
import { cards, said, select } from "./support/text";

member(
  "a passage can be tagged using the keyboard, with suggestions; its tags filter a search, and can be removed",
  async ({ page }) => {
    await select(page, "labor migrants");
    await page.keyboard.press("1");
    const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
    const tags = card.getByRole("list", { name: t("notes.tags.label"), exact: true });
    const box = card.getByRole("combobox", { name: t("notes.tags.add"), exact: true });
    await card.getByRole("button", { name: t("notes.tags.add"), exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(box).toBeFocused();
    await page.keyboard.type("#Moving people,to check");
    await expect(tags.getByRole("listitem")).toHaveText(["Moving people"]);
    const saved = page.waitForResponse(/\/tags$/u);
    await page.keyboard.press("Enter");
    await expect(tags.getByRole("listitem")).toHaveText(["Moving people", "to check"]);
    await saved;
    await expectNoAxeViolations(page);
    await page.keyboard.press("Escape");
    await expect(card.getByRole("button", { name: t("notes.tags.add"), exact: true })).toBeFocused();

    await select(page, "joint programs");
    await page.keyboard.press("1");
    await card.getByRole("button", { name: t("notes.tags.add"), exact: true }).click();
    await page.keyboard.type("moving");
    await expect(page.getByRole("option", { name: "Moving people", exact: true })).toBeVisible();
    await expectNoAxeViolations(page);
    await page.keyboard.press("ArrowDown");
    const completed = page.waitForResponse(/\/tags$/u);
    await page.keyboard.press("Enter");
    await expect(tags.getByRole("listitem")).toHaveText(["Moving people"]);
    await completed;

    await openReport(page);
    await page.getByRole("textbox", { name: t("search.inReport"), exact: true }).fill('tag:"to check" ');
    const results = page.getByRole("complementary", { name: t("search.results"), exact: true });
    await expect(said(page)).toHaveText(t("search.total", { count: 1 }));
    await results.getByText(like("search.narrow")).click();
    await expect(
      results
        .getByRole("list", { name: t("search.facets.tags"), exact: true })
        .getByRole("link", { name: /Moving people/u }),
    ).toBeVisible();

    await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
    const tagged = cards(page).filter({ hasText: "labor migrants" });
    await tagged.getByRole("button").first().click();
    await tagged.getByRole("button", { name: t("notes.tags.remove", { tag: "to check" }), exact: true }).click();
    await expect(tagged.getByRole("listitem")).toHaveText(["Moving people"]);
    await expect(tagged.getByRole("button", { name: t("notes.tags.add"), exact: true })).toBeFocused();
  },
);

member(
  "on a phone, tags are added in the sheet, and a typed tag is kept when the field loses focus",
  async ({ page }) => {
    await page.setViewportSize(PHONE);
    await select(page, "public opinion");
    await page.keyboard.press("m");
    await page.keyboard.type("Asked how?");
    await page.keyboard.press("Control+Enter");
    const sheet = page.getByRole("dialog", { name: t("notes.title"), exact: true });
    await sheet.getByRole("button", { name: t("notes.tags.add"), exact: true }).click();
    await page.keyboard.type("Surveys");
    await expectNoAxeViolations(page);
    const saved = page.waitForResponse(/\/tags$/u);
    await sheet.getByRole("button", { name: t("notes.all"), exact: true }).click();
    await saved;
    await expect(
      sheet.getByRole("list", { name: t("notes.tags.label"), exact: true }).getByText("Surveys", { exact: true }),
    ).toBeVisible();
  },
);
