import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { expect, test } from "./support/people";
import { openReport, PHONE } from "./support/reports";
import { cards, painted, select } from "./support/text";

member(
  "notes are filtered by what they are, and an open note is never hidden",
  async ({ page, joined: { person } }) => {
    for (const [words, note, key] of [
      ["economic sanctions", "Schools first", "1"],
      ["nation-building", "Youth second", "2"],
    ] as const) {
      await select(page, words);
      await page.keyboard.press(key);
      await page.keyboard.press("m");
      await page.keyboard.type(note);
      await page.keyboard.press("Control+Enter");
      await expect(cards(page).filter({ hasText: note })).toBeVisible();
    }
    const notes = page.getByRole("complementary", { name: "Notes" });
    const [schools, youth] = [cards(page).filter({ hasText: "Schools" }), cards(page).filter({ hasText: "Youth" })];
    await notes.getByRole("button", { name: "Filter" }).click();
    const filter = page.getByRole("dialog", { name: "Which notes are shown" });
    await expectNoAxeViolations(page);
    await filter.getByRole("combobox", { name: "Colour" }).selectOption("2");
    await page.keyboard.press("Escape");
    await expect(schools).toBeHidden();
    await expect.poll(() => painted(page, "faint")).toContain("economic sanctions");
    expect(await painted(page, "colour-1")).not.toContain("economic sanctions");
    expect(await painted(page, "colour-2")).toContain("nation-building");
    await notes.getByRole("button", { name: "Mine" }).click();
    await expect(notes.getByRole("button", { name: "Mine", pressed: true })).toBeVisible();
    await expect(notes.getByText(/^1 of \d+ shown$/u)).toBeVisible();
    await expect(youth).toBeVisible();
    await expectNoAxeViolations(page);

    await page.getByRole("button", { name: `${person.name} highlighted “economic sanctions` }).press("Enter");
    await expect(schools).toBeVisible();
    await expect(notes.getByText(/The open note is none of them/u)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(schools).toBeHidden();
    await notes.getByRole("button", { name: "Show all" }).click();
    await expect(schools).toBeVisible();
    await expect.poll(() => painted(page, "colour-1")).toContain("economic sanctions");

    const ticks = page.getByRole("navigation", { name: "Where notes are" });
    await ticks.getByRole("button").first().focus();
    await page.keyboard.press("End");
    await expect(ticks.getByRole("button").last()).toBeFocused();
    await page.keyboard.press("Enter");
    const open = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
    await expect(open.getByRole("button").first()).toBeFocused();
    await expect(open).toBeInViewport();
    await page.keyboard.press("Escape");

    await page.setViewportSize(PHONE);
    await page.getByRole("button", { name: /^Notes, / }).click();
    const sheet = page.getByRole("dialog", { name: "Notes" });
    await sheet.getByRole("button", { name: "Mine" }).click();
    await expect(sheet.getByText(/^2 of \d+ shown$/u)).toBeVisible();
    await expectNoAxeViolations(page);
  },
);

member("highlights without a note are filtered and exported too", async ({ page }) => {
  await select(page, "economic sanctions");
  await page.keyboard.press("2");
  await expect.poll(() => painted(page, "colour-2")).toContain("economic sanctions");
  // Otherwise, Escape would clear the selection first.
  await expect(page.getByRole("dialog", { name: "What to do with the selected words" })).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(cards(page).filter({ hasText: "economic sanctions" })).toBeHidden();
  const notes = page.getByRole("complementary", { name: "Notes" });
  await expect(notes.getByRole("button", { name: "Filter" })).toBeVisible();
  await expect(notes.getByRole("button", { name: "Export" })).toBeVisible();
  await notes.getByRole("button", { name: "Mine" }).click();
  await expect(notes.getByText(/^\d+ of \d+ shown$/u)).toBeVisible();
  await expect.poll(() => painted(page, "colour-2")).toContain("economic sanctions");
});

test("colours have the team's names wherever a colour is named", async ({ page, browser, people, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await openReport(page);
  const { state } = await people.join("reader");
  const context = await browser.newContext({ storageState: state });
  const reader = await context.newPage();
  await openReport(reader);
  await select(page, "Turkmenistan prefer");
  await page.keyboard.press("4");
  await cards(page).first().waitFor();

  const legend = page.getByRole("dialog", { name: "What the colours mean" });
  await page.getByRole("button", { name: "What the colours mean" }).click();
  await legend.getByRole("textbox", { name: "What violet means" }).fill("To be checked");
  await expectNoAxeViolations(page);
  await legend.getByRole("button", { name: "Save" }).click();
  await expect(legend).toBeHidden();
  await expect(page.getByRole("button", { name: "Make it violet (To be checked)" })).toBeVisible();

  await reader.getByRole("button", { name: "What the colours mean" }).click();
  const read = reader.getByRole("dialog", { name: "What the colours mean" });
  await expect(read.getByText("To be checked")).toBeVisible();
  await expect(read.getByRole("textbox")).toHaveCount(0);
  await expectNoAxeViolations(reader);

  // If it could not be saved, the field is read-only.
  const violet = legend.getByRole("textbox", { name: "What violet means" });
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "What the colours mean" }).click();
  await expect(legend.getByText("Colours can be named as soon as it is back.")).toBeVisible();
  await expect(violet).not.toBeEditable();
  await page.context().setOffline(false);
  await expect(violet).toBeEditable();
  await violet.fill("");
  await legend.getByRole("button", { name: "Save" }).click();
  await expect(read.getByText("Violet")).toBeVisible();
  await context.close();
  await page.getByRole("button", { name: "Delete the highlight" }).click();
});
