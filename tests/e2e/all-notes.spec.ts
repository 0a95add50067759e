import { readFile } from "node:fs/promises";
import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { exportLink } from "./support/menus";
import { expect } from "./support/people";
import { PHONE, REPORT } from "./support/reports";
import { cards, select } from "./support/text";

member(
  "all notes can be searched and filtered, with the query in the URL, and link to their passages",
  async ({ page, joined }) => {
    for (const [words, note] of [
      ["literary heritage", "Libraries matter"],
      ["economic sanctions", "Prices matter"],
    ] as const) {
      await select(page, words);
      await page.keyboard.press("3");
      await page.keyboard.press("m");
      await page.keyboard.type(note);
      const saved = page.waitForResponse(/\/note$/u);
      await page.keyboard.press("Control+Enter");
      await saved;
    }
    await page.getByRole("link", { name: t("nav.notes"), exact: true }).click();
    await expect(page.getByRole("heading", { name: t("allNotes.title"), exact: true })).toBeVisible();
    const list = page.getByRole("region", { name: REPORT.title, exact: true });
    const [libraries, prices] = [
      list.getByRole("listitem").filter({ hasText: "Libraries matter" }),
      list.getByRole("listitem").filter({ hasText: "Prices matter" }),
    ];
    await page.getByRole("button", { name: t("notes.filter.mine"), exact: true }).click();
    await expect(page.getByRole("status").filter({ hasText: like("notes.filter.shown", { count: 2 }) })).toBeVisible();
    await expect(libraries).toContainText(joined.person.name);
    await page.getByRole("searchbox", { name: t("allNotes.search"), exact: true }).fill("price");
    await expect(libraries).toBeHidden();
    await expect(prices).toBeVisible();
    await page.getByRole("combobox", { name: t("notes.filter.colour"), exact: true }).selectOption("3");
    await expect(page).toHaveURL(/\/notes\?q=price&person=[0-9a-f-]+&colour=3$/u);
    await expectNoAxeViolations(page);
    await page.reload();
    await expect(prices).toBeVisible();
    await expect(libraries).toBeHidden();

    // Acts on several notes at once, by keyboard.
    await page.getByRole("button", { name: t("notes.filter.clear"), exact: true }).click();
    await page.getByRole("button", { name: t("notes.filter.mine"), exact: true }).click();
    await expect(page.getByRole("status").filter({ hasText: like("notes.filter.shown", { count: 2 }) })).toBeVisible();
    await page.getByRole("button", { name: t("collections.pick.begin"), exact: true }).press("Enter");
    const selected = page.getByRole("region", { name: t("allNotes.bulk.label"), exact: true });
    await selected.getByRole("button", { name: t("allNotes.bulk.all"), exact: true }).press("Enter");
    await expect(selected.getByRole("status")).toHaveText(t("collections.pick.chosen", { count: 2 }));
    await selected.getByRole("button", { name: t("notes.tags.add"), exact: true }).press("Enter");
    await page.getByRole("textbox", { name: t("allNotes.bulk.tag"), exact: true }).fill("checked");
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("allNotes.bulk.tagged", { count: 2 }), { exact: true })).toBeVisible();
    await expect(selected.getByRole("button", { name: t("notes.tags.add"), exact: true })).toBeFocused();
    for (const each of [libraries, prices]) await expect(each.getByText("checked", { exact: true })).toBeVisible();
    await selected.getByRole("button", { name: t("notes.thread.resolve"), exact: true }).press("Enter");
    for (const each of [libraries, prices])
      await expect(each.getByText(t("allNotes.resolved"), { exact: true })).toBeVisible();
    await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
    for (const each of [libraries, prices])
      await expect(each.getByText(t("allNotes.resolved"), { exact: true })).toBeHidden();
    await page
      .getByRole("checkbox", { name: t("collections.pick.passage", { quote: "economic sanctions" }), exact: true })
      .uncheck();
    await selected.getByRole("button", { name: t("exports.open"), exact: true }).press("Enter");
    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: exportLink("csv"), exact: true }).press("Enter");
    const exported = await readFile(await (await file).path(), "utf8");
    expect(exported).toContain("Libraries matter");
    expect(exported).not.toContain("Prices matter");
    await expectNoAxeViolations(page);
    await page.keyboard.press("Escape");
    await selected.getByRole("button", { name: t("collections.pick.end"), exact: true }).press("Enter");
    await expect(selected).toBeHidden();

    await page.getByRole("searchbox", { name: t("allNotes.search"), exact: true }).fill("nothing like this anywhere");
    await expect(page.getByText(t("notes.filter.none"), { exact: true })).toBeVisible();
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: t("notes.filter.clear"), exact: true }).click();
    await page.emulateMedia({ media: "print" });
    await expect(libraries).toBeVisible();
    await expect(libraries.getByRole("link", { name: "literary heritage", exact: true })).toHaveCSS(
      "-webkit-line-clamp",
      "none",
    );
    await expect(page.getByRole("search")).toBeHidden();
    await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("link", { name: t("imports.open"), exact: true })).toBeHidden();
    await page.emulateMedia({ media: null });
    await page.setViewportSize(PHONE);
    await page.getByText(t("notes.filter.open", { chosen: 0 }), { exact: true }).click();
    await expect(page.getByRole("combobox", { name: t("notes.filter.state"), exact: true })).toBeVisible();
    await expectNoAxeViolations(page);

    await libraries.getByRole("link", { name: "literary heritage", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: t("notes.title"), exact: true });
    await expect(sheet.getByText("Libraries matter", { exact: true })).toBeVisible();
    await expect(cards(page).filter({ hasText: "Libraries matter" })).toBeVisible();

    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/notes");
    await libraries.getByRole("link", { name: "literary heritage", exact: true }).click();
    await expect(cards(page).filter({ hasText: "Libraries matter" })).toBeInViewport();
    await expect(page.getByText(/literary heritage/u).first()).toBeInViewport();
  },
);
