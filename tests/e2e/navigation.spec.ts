import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { openAccountMenu } from "./support/menus";
import { expect, test } from "./support/people";
import { openReport, PHONE, REPORT } from "./support/reports";

test("the header leads to the main pages, and marks the current one", async ({ page }) => {
  await openReport(page);
  const navigation = page.getByRole("banner").getByRole("navigation", { name: t("nav.label"), exact: true });
  const current = navigation.locator("[aria-current]");
  await expect(navigation.getByRole("link")).toHaveText([
    t("nav.library"),
    t("nav.notes"),
    t("nav.collections"),
    t("nav.team"),
  ]);
  await expect(current).toHaveCount(0);
  for (const [name, path] of [
    ["nav.team", "/team"],
    ["nav.collections", "/collections"],
    ["nav.notes", "/notes"],
    ["nav.library", "/"],
  ] as const) {
    await navigation.getByRole("link", { name: t(name), exact: true }).click();
    await expect(page).toHaveURL(path);
    await expect(current).toHaveText(t(name));
    await expect(current).toHaveAttribute("aria-current", "page");
  }
  await page.goto("/team/audit");
  await expect(current).toHaveText(t("nav.team"));
  await expect(current).toHaveAttribute("aria-current", "true");
});

test("header buttons have text labels, and the report's title stays visible", async ({ page }) => {
  await openReport(page, "#conclusions");
  const header = page.getByRole("banner");
  for (const text of [t("activity.title"), t("inbox.title"), REPORT.title, "Conclusions"]) {
    // The inbox's name for screen readers begins with the same text.
    await expect(header.getByText(text, { exact: true }).last()).toBeInViewport();
  }
  await openAccountMenu(page);
  await page.getByRole("button", { name: t("keys.label"), exact: true }).click();
  await expect(page.getByRole("dialog", { name: t("keys.label"), exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(header.getByRole("button", { name: like("accounts.menu.label") })).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test("the main pages are in the menu", async ({ page }) => {
    await page.goto("/collections");
    await expect(page.getByRole("banner").getByRole("link", { name: t("nav.team"), exact: true })).toBeHidden();
    await openAccountMenu(page);
    const navigation = page.getByRole("dialog").getByRole("navigation", { name: t("nav.label"), exact: true });
    await expect(navigation.locator("[aria-current]")).toHaveText(t("nav.collections"));
    await expectNoAxeViolations(page, { within: '[role="dialog"]' });
    await navigation.getByRole("link", { name: t("nav.team"), exact: true }).tap();
    await expect(page).toHaveURL("/team");
    await expect(navigation).toBeHidden();
  });
});
