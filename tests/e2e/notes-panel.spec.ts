import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { expect } from "./support/people";
import { openReport, REPORT } from "./support/reports";
import { cards, note, unique } from "./support/text";

member("all notes can be listed beside the text, and the device remembers this choice", async ({ page }) => {
  const [first, last] = [unique("Of the beginning"), unique("Of the end")];
  await note(page, "bilateral relations", first);
  await note(page, "carrot and stick", last);
  await openReport(page);
  const list = page.getByRole("button", { name: t("notes.panel.list"), exact: true });
  const panel = page.getByRole("complementary", { name: t("notes.title"), exact: true });
  await expect(panel.getByRole("heading", { name: like("notes.panel.count") })).toBeVisible();
  await expect(cards(page).filter({ hasText: last })).not.toBeInViewport();

  await list.click();
  await expect(list).toHaveAttribute("aria-pressed", "true");
  const card = cards(page).filter({ hasText: last });
  await card.scrollIntoViewIfNeeded();
  await expect(card.getByText(/carrot and stick/u)).toBeVisible();
  const passage = page
    .getByRole("article", { name: t("reader.text"), exact: true })
    .getByText(/carrot and stick/u)
    .first();
  await expect(passage).not.toBeInViewport();
  await expectNoAxeViolations(page);
  await card.getByRole("button").first().click();
  await expect(passage).toBeInViewport();
  await expect(card).toBeInViewport();

  await page.getByRole("button", { name: t("notes.filter.mine"), exact: true }).click();
  await expect(cards(page)).toHaveCount(2);
  await expect(panel.getByRole("button", { name: t("exports.open"), exact: true })).toBeVisible();
  await page.goto(REPORT.address);
  await expect(list).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: t("notes.panel.margin"), exact: true }).click();
  await expect(card).not.toBeInViewport();
});

member("on a very wide screen, notes are right beside the text", async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  const card = await note(page, "bilateral relations", unique("Near"));
  const text = await page.getByRole("article", { name: t("reader.text"), exact: true }).boundingBox();
  const { x } = (await card.boundingBox())!;
  expect(x - (text!.x + text!.width)).toBeLessThan(80);
  expect(x - (text!.x + text!.width)).toBeGreaterThan(0);
});
