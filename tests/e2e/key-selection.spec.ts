import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { expect } from "./support/people";
import { openReport } from "./support/reports";
import { cards, painted, said } from "./support/text";

member(
  "text can be selected, highlighted and annotated using only the keyboard, and each step is announced once",
  async ({ page }) => {
    await openReport(page, "#introduction");
    const selected = () => page.evaluate(() => String(document.getSelection()));
    const bar = page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true });

    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("v");
    await expect(said(page)).toHaveText(`${t("notes.selectingHow")}After`);
    await page.keyboard.press("ArrowRight");
    expect(await selected()).toBe("the");
    await expect(said(page)).toHaveText("the");
    await page.keyboard.press("ArrowDown");
    expect(await selected()).toMatch(/^After the crisis in Ukraine three positions .*\.$/su);
    await page.keyboard.press("PageDown");
    expect(await selected()).toMatch(/^A centrist model .* Ukrainian conflict\.$/su);
    await page.keyboard.press("ArrowDown");
    expect(await selected()).toMatch(/^A centrist model .* cultural background\.$/su);
    await page.keyboard.press("ArrowDown");
    expect(await selected()).toMatch(/^Extreme and skeptical .* interaction\.$/su);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowRight");
    expect(await selected()).toBe("A");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowLeft");
    expect(await selected()).toBe("A centrist");
    await expect(bar).toBeVisible();
    await expectNoAxeViolations(page);

    // Keys apply to the new selection even before the toolbar has moved there.
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("2");
    await expect.poll(() => painted(page, "colour-2")).toContain("A centrist model");
    await page.keyboard.press("Escape");

    await page.keyboard.press("v");
    await expect(bar).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(bar).toBeHidden();
    expect(await selected()).toBe("");
    await expect(page.locator("[data-block]:focus")).toContainText("After the crisis");

    await page.keyboard.press("v");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("m");
    await page.keyboard.type("By keys alone");
    await page.keyboard.press("Control+Enter");
    await expect(cards(page).getByText("By keys alone", { exact: true })).toBeVisible();
  },
);

member("a button starts keyboard selection if single-key shortcuts are turned off", async ({ page }) => {
  await page.evaluate(() => localStorage.setItem("single-key-shortcuts", "off"));
  await openReport(page);
  await page.getByRole("button", { name: t("notes.selectByKeys"), exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => page.evaluate(() => String(document.getSelection()).split(" ").length)).toBe(2);
  await expect(page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(
    page.getByRole("button", { name: t("notes.highlightIn.plain", { colour: "1" }), exact: true }),
  ).toBeFocused();
});
