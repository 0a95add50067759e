import type { Page } from "@playwright/test";
import { like, t } from "../support/messages";
import { chooseFiles, longPdf } from "./support/imports";
import { expect, test } from "./support/people";
import { beginToUse, REPORT } from "./support/reports";
import { unique } from "./support/text";

const SCRIPTS = /\/_next\/static\/.*\.js/u;

/** Holds back the scripts of a page. @returns a function that lets them load */
async function holdScripts(page: Page): Promise<() => void> {
  let load = () => {};
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route(SCRIPTS, async (route) => {
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

test("a button that is pressed before the scripts have loaded does what it said, not what the device remembers", async ({
  pageAs,
}) => {
  test.setTimeout(120_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const title = unique("Quays");
  await page.goto("/add");
  await chooseFiles(page, [`${title}.pdf`, longPdf(title, 2)]);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click({ timeout: 60_000 });
  await page.waitForURL("**/r/**", { timeout: 30_000 });
  await beginToUse(page);
  const address = `${new URL(page.url()).pathname}?q=grain`;
  await page.goto(address);
  await beginToUse(page);
  const show = page.getByRole("button", { name: t("pages.show"), exact: true });
  const hide = page.getByRole("button", { name: t("pages.hide"), exact: true });
  const explain = page.getByRole("button", { name: t("search.explain"), exact: true });
  const menu = page.getByRole("button", { name: like("accounts.menu.label") });
  const signOut = page.getByRole("button", { name: t("accounts.menu.signOut"), exact: true });
  await explain.click();
  await expect(explain).toHaveAttribute("aria-pressed", "true");
  await show.click();
  await expect(hide).toBeVisible();

  // The server doesn't know what the device remembers.
  for (const button of [show, explain]) {
    const load = await holdScripts(page);
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await expect(explain).toHaveAttribute("aria-pressed", "false");
    await button.click();
    load();
    await expect(hide).toBeVisible();
    // When another button works, the early press has been handled.
    await menu.click();
    await expect(signOut).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(hide).toBeVisible();
    await expect(explain).toHaveAttribute("aria-pressed", "true");
    await page.unroute(SCRIPTS);
  }
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
