import type { Page } from "@playwright/test";
import { like, t } from "../support/messages";
import { chooseFiles } from "./support/imports";
import { expect, test } from "./support/people";
import { REPORT } from "./support/reports";
import { unique } from "./support/text";

/** Holds back the scripts of a page. @returns a function that lets them load */
async function holdScripts(page: Page): Promise<() => void> {
  let load = () => {};
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/u, async (route) => {
    await loading;
    await route.continue();
  });
  return load;
}

test("a button that is pressed before the scripts have loaded works once they have", async ({ page }) => {
  const load = await holdScripts(page);
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

test("what is entered into a form before the scripts have loaded is saved once they have", async ({ page }) => {
  const title = unique("Weirs");
  await page.goto("/add");
  await chooseFiles(page, [
    "weirs.md",
    `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n## Opening\n\nBarges wait.\n`,
  ]);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click({ timeout: 30_000 });
  await page.waitForURL("**/r/**", { timeout: 30_000 });

  const load = await holdScripts(page);
  await page.goto(`${new URL(page.url()).pathname}/details`, { waitUntil: "domcontentloaded" });
  const box = (label: string) => page.getByLabel(label, { exact: true });
  await box(t("add.fields.publisher")).fill("River House");
  await box(t("details.topics")).fill("Weirs");
  await box(t("details.status")).selectOption("draft");
  load();
  // The form reacts only once its scripts have loaded.
  await expect(async () => {
    await box(t("add.fields.authors")).fill("Bo Ek");
    await expect(box(t("add.authors.kindOf", { name: "Bo Ek" }))).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("button", { name: t("details.save"), exact: true }).click();
  await expect(page.getByRole("main")).toContainText("River House");
  await expect(page.getByRole("main")).toContainText("Bo Ek");
  await expect(page.getByRole("main")).toContainText(t("details.statuses.draft"));
  await page.goto(`${new URL(page.url()).pathname}/details`);
  await expect(box(t("details.topics"))).toHaveValue("Weirs");
});
