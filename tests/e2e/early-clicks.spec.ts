import { like, t } from "../support/messages";
import { expect, test } from "./support/people";
import { REPORT } from "./support/reports";

test("a button that is pressed before the scripts have loaded works once they have", async ({ page }) => {
  let load = () => {};
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/u, async (route) => {
    await loading;
    await route.continue();
  });
  await page.goto(`${REPORT.address}?q=language+policy&match=all`, { waitUntil: "domcontentloaded" });
  const any = page.getByRole("button", { name: t("search.match.any"), exact: true });
  await any.click();
  // Only the last click counts: users press a second button because the first seems not to work.
  await page.getByRole("button", { name: like("accounts.menu.label") }).click();
  const menu = page.getByRole("button", { name: t("accounts.menu.signOut"), exact: true });
  await expect(menu).toBeHidden();
  load();
  await expect(menu).toBeVisible();
  await expect(any).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await any.click();
  await expect(any).toHaveAttribute("aria-pressed", "true");
});
