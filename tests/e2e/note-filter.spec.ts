import { ANY, like, MANY, part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { chooseAction } from "./support/menus";
import { expect, test } from "./support/people";
import { openReport, PHONE } from "./support/reports";
import { cards, note, painted, reveal, select, unique } from "./support/text";
import { together } from "./support/together";

member(
  "notes can be filtered by their properties, and an open note is never hidden",
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
    const notes = page.getByRole("complementary", { name: t("notes.title"), exact: true });
    const [schools, youth] = [cards(page).filter({ hasText: "Schools" }), cards(page).filter({ hasText: "Youth" })];
    await notes.getByRole("button", { name: t("notes.filter.open", { chosen: 0 }), exact: true }).click();
    const filter = page.getByRole("dialog", { name: t("notes.filter.title"), exact: true });
    await expectNoAxeViolations(page);
    await filter.getByRole("combobox", { name: t("notes.filter.colour"), exact: true }).selectOption("2");
    await page.keyboard.press("Escape");
    await expect(schools).toBeHidden();
    await reveal(page, "economic sanctions");
    await expect.poll(() => painted(page, "faint")).toContain("economic sanctions");
    expect(await painted(page, "colour-1")).not.toContain("economic sanctions");
    await reveal(page, "nation-building");
    await expect.poll(() => painted(page, "colour-2")).toContain("nation-building");
    await notes.getByRole("button", { name: t("notes.filter.mine"), exact: true }).click();
    await expect(notes.getByRole("button", { name: t("notes.filter.mine"), pressed: true, exact: true })).toBeVisible();
    await expect(notes.getByText(like("notes.filter.shown", { count: 1 }))).toBeVisible();
    await expect(youth).toBeVisible();
    await expectNoAxeViolations(page);

    await page
      .getByRole("button", {
        name: part("notes.spokenHighlight", { writer: person.name, quote: `economic sanctions${ANY}` }),
      })
      .press("Enter");
    await expect(schools).toBeVisible();
    await expect(notes.getByText(part("notes.filter.beside"))).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(schools).toBeHidden();
    await notes.getByRole("button", { name: t("notes.filter.clear"), exact: true }).click();
    await expect(schools).toBeVisible();
    await reveal(page, "economic sanctions");
    await expect.poll(() => painted(page, "colour-1")).toContain("economic sanctions");

    const ticks = page.getByRole("navigation", { name: t("notes.ticks.label"), exact: true });
    await ticks.getByRole("button").first().focus();
    await page.keyboard.press("End");
    await expect(ticks.getByRole("button").last()).toBeFocused();
    await page.keyboard.press("Enter");
    const open = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
    await expect(open.getByRole("button").first()).toBeFocused();
    await expect(open).toBeInViewport();
    await page.keyboard.press("Escape");

    await page.setViewportSize(PHONE);
    await page.getByRole("button", { name: like("notes.open", { count: [1, MANY] }) }).click();
    const sheet = page.getByRole("dialog", { name: t("notes.title"), exact: true });
    await sheet.getByRole("button", { name: t("notes.filter.mine"), exact: true }).click();
    await expect(sheet.getByText(like("notes.filter.shown", { count: 2 }))).toBeVisible();
    await expectNoAxeViolations(page);
  },
);

together("highlights without a note can also be filtered and exported", async ({ annPage: page, bobPage }) => {
  // Somebody else's note must not hide that a highlight without a note matches.
  const theirs = unique("A note of theirs");
  await note(bobPage, "whose story wins", theirs);
  await expect(cards(page).filter({ hasText: theirs })).toBeVisible();
  await select(page, "economic sanctions");
  await page.keyboard.press("2");
  await expect.poll(() => painted(page, "colour-2")).toContain("economic sanctions");
  // While the toolbar is visible, Escape would only clear the selection.
  await expect(page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true })).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(cards(page).filter({ hasText: "economic sanctions" })).toBeHidden();
  const notes = page.getByRole("complementary", { name: t("notes.title"), exact: true });
  await expect(notes.getByRole("button", { name: t("notes.filter.open", { chosen: 0 }), exact: true })).toBeVisible();
  await expect(notes.getByRole("button", { name: t("exports.open"), exact: true })).toBeVisible();
  await notes.getByRole("button", { name: t("notes.filter.mine"), exact: true }).click();
  await expect(notes.getByText(like("notes.filter.shown", { count: 1 }))).toBeVisible();
  await expect.poll(() => painted(page, "colour-2")).toContain("economic sanctions");
});

test("the team's names for the colours are used everywhere", async ({ page, browser, people, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await openReport(page);
  const { state } = await people.join("reader");
  const context = await browser.newContext({ storageState: state });
  const reader = await context.newPage();
  await openReport(reader);
  await select(page, "Turkmenistan prefer");
  await page.keyboard.press("4");
  await cards(page).first().waitFor();

  const legend = page.getByRole("dialog", { name: t("notes.legend.title"), exact: true });
  await page.getByRole("button", { name: t("notes.legend.title"), exact: true }).click();
  await legend
    .getByRole("textbox", { name: t("notes.legend.nameOf", { colour: "other" }), exact: true })
    .fill("To be checked");
  // The open dialog covers part of the open card.
  await expectNoAxeViolations(page, { within: '[role="dialog"]' });
  await legend.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(legend).toBeHidden();
  await expect(
    page.getByRole("button", {
      name: t("notes.recolour.named", { name: "To be checked", colour: "other" }),
      exact: true,
    }),
  ).toBeVisible();

  await reader.getByRole("button", { name: t("notes.legend.title"), exact: true }).click();
  const read = reader.getByRole("dialog", { name: t("notes.legend.title"), exact: true });
  await expect(read.getByText("To be checked", { exact: true })).toBeVisible();
  await expect(read.getByRole("textbox")).toHaveCount(0);
  await expectNoAxeViolations(reader);

  // The field is read-only while a name can't be saved.
  const violet = legend.getByRole("textbox", { name: t("notes.legend.nameOf", { colour: "other" }), exact: true });
  await page.context().setOffline(true);
  await page.getByRole("button", { name: t("notes.legend.title"), exact: true }).click();
  await expect(legend.getByText(t("notes.legend.away"), { exact: true })).toBeVisible();
  await expect(violet).not.toBeEditable();
  await page.context().setOffline(false);
  await expect(violet).toBeEditable();
  await violet.fill("");
  await legend.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(read.getByText(t("notes.colours.4"), { exact: true })).toBeVisible();
  await context.close();
  await chooseAction(cards(page).filter({ has: page.locator("[aria-expanded=true]") }), t("notes.delete"));
});
