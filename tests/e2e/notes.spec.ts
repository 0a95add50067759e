import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { parseReport } from "@/lib/report/parse";
import { ANY, like, MANY, part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { clear, member } from "./support/members";
import { chooseAction } from "./support/menus";
import { expect, SIGNED_OUT, test } from "./support/people";
import { openReport, PHONE, REPORT } from "./support/reports";
import { cards, chooseSeenBy, painted, select } from "./support/text";

member("a highlight with a note is kept after a reload, and can be edited, deleted and restored", async ({ page }) => {
  await select(page, "bilateral relations");
  await page.keyboard.press("m");
  await page.keyboard.type("Compare with **chapter 2**.");
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ hasText: "Compare with chapter 2." });
  await expect(card.getByRole("strong")).toHaveText("chapter 2");

  await openReport(page);
  await expect(card).toBeVisible();
  await expect.poll(() => painted(page, "colour-1")).toContain("bilateral relations");

  await card.getByRole("button").first().click();
  await card.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  await page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("See page 8.");
  await page.getByRole("button", { name: t("notes.save"), exact: true }).click();
  const edited = cards(page).filter({ hasText: "See page 8." });
  await expect(edited).toBeVisible();

  await edited.getByRole("button", { name: t("notes.recolour.plain", { colour: "3" }), exact: true }).click();
  await expect.poll(() => painted(page, "colour-3")).toContain("bilateral relations");
  await chooseAction(edited, t("notes.delete"));
  await expect(edited).toBeHidden();
  await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
  await expect(edited).toBeVisible();
});

member(
  "overlapping highlights stay separate; a click lists them, shortest first, and opens the selected one",
  async ({ page }) => {
    await select(page, "considering common history, language, and cultural background");
    await page.keyboard.press("1");
    await expect(cards(page).first()).toBeVisible();
    await select(page, "history, language");
    const saved = page.waitForResponse((response) => response.request().method() === "POST");
    await page.keyboard.press("2");
    await expect.poll(() => painted(page, "overlap")).toContain("history, language");
    await saved;
    await openReport(page);
    await expect.poll(() => painted(page, "colour-2")).toContain("history, language");
    const place = await page.evaluate(() => {
      const range = [...(CSS.highlights.get("colour-2") ?? [])].find(
        (each) => String(each) === "history, language",
      ) as Range;
      range.startContainer.parentElement?.scrollIntoView({ block: "center" });
      const { x, y, height } = range.getClientRects()[0] as DOMRect;
      return { x: x + 10, y: y + height / 2 };
    });
    const open = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
    const list = page.getByRole("dialog", { name: t("notes.overlapping", { count: 2 }), exact: true });
    const [shorter, longer] = [
      list.getByRole("button", { name: /^history, language/u }),
      list.getByRole("button", { name: /^considering common history/u }),
    ];
    await page.mouse.click(place.x, place.y);
    await expect(list.getByRole("button").first()).toHaveText(
      new RegExp(`^history, language.* · ${t("notes.colours.2")}`, "u"),
    );
    await expect(shorter).toBeFocused();
    await expectNoAxeViolations(page);
    await page.keyboard.press("ArrowDown");
    await expect(longer).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
    await expect(page.locator("[data-block]:focus")).toContainText("history, language");
    await expect(open).toBeHidden();

    await page.mouse.click(place.x, place.y);
    await shorter.click();
    await expect(open.filter({ hasText: /^(?!.*considering).*history, language/su })).toBeVisible();
    await page.mouse.click(place.x, place.y);
    await expect(shorter).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(list).toBeHidden();
    await expect(open.filter({ hasText: "considering common history" }).getByRole("button").first()).toBeFocused();
  },
);

member("private notes are never sent to other users, but team notes are", async ({ page, browser, ownerState }) => {
  await select(page, "weakened Russian economy");
  await page.keyboard.press("m");
  await page.keyboard.type("Secret thought");
  await page.keyboard.press("Control+Enter");
  const mine = cards(page).filter({ hasText: "Secret thought" });
  await chooseSeenBy(page, mine, t("notes.visibility.private"));
  await expect(mine.getByRole("img", { name: t("notes.visibility.private"), exact: true })).toBeVisible();

  const ownerContext = await browser.newContext({ storageState: ownerState });
  const owner = await ownerContext.newPage();
  await openReport(owner);
  const seen = await (await owner.request.get(`/api/reports/${REPORT.slug}/highlights`)).text();
  expect(seen).not.toContain("Secret thought");
  expect(await owner.content()).not.toContain("Secret thought");

  await chooseSeenBy(page, mine, t("notes.visibility.team"));
  await expect(mine.getByRole("img", { name: t("notes.visibility.team"), exact: true })).toBeVisible();
  await openReport(owner);
  expect(await (await owner.request.get(`/api/reports/${REPORT.slug}/highlights`)).text()).toContain("Secret thought");
  await ownerContext.close();
});

member("a link for colleagues opens the passage", async ({ page }) => {
  await select(page, "soft components of language");
  await page.keyboard.press("l");
  await expect(page.getByText(t("notes.linkCopied"), { exact: true })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("/");
  await page.goto(link);
  await expect.poll(() => painted(page, "linked")).toEqual(["soft components of language"]);
  await expect(page.getByText(/there is a mix of soft components of language/u)).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect.poll(() => painted(page, "linked")).toEqual([]);
});

member("highlighting and copying also work on a page that was not served over https", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    Object.defineProperty(crypto, "randomUUID", { value: undefined });
  });
  await openReport(page);
  await select(page, "humanitarian cooperation");
  await page.keyboard.press("l");
  await expect(page.getByText(t("notes.linkCopied"), { exact: true })).toBeVisible();
  await page.keyboard.press("2");
  await expect.poll(() => painted(page, "colour-2")).toContain("humanitarian cooperation");
});

member(
  "a passage is shared with its note; its link opens without an account or scripts, and can be revoked",
  async ({ page, browser, troubles }) => {
    troubles.expect(/410/u);
    await select(page, "whose story wins");
    await page.keyboard.press("m");
    await page.keyboard.type("A fine phrase");
    await page.keyboard.press("Control+Enter");
    const card = cards(page).filter({ hasText: "A fine phrase" });
    await chooseAction(card, t("notes.share"));
    const dialog = page.getByRole("dialog", { name: t("share.title"), exact: true });
    await dialog.getByRole("checkbox", { name: like("share.notesOf", { count: 1 }) }).check();
    await dialog.getByRole("button", { name: t("share.make"), exact: true }).click();
    const link = await dialog.getByRole("textbox", { name: t("share.link"), exact: true }).inputValue();
    await expectNoAxeViolations(page);

    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ storageState: SIGNED_OUT, javaScriptEnabled, viewport: PHONE });
      const outside = await context.newPage();
      await outside.goto(link);
      await expect(outside.getByRole("heading", { name: REPORT.title, exact: true })).toBeVisible();
      await expect(outside.locator("mark")).toHaveText("whose story wins");
      await expect(outside.getByText("Conclusions · Page 23", { exact: true })).toBeVisible();
      await expect(outside.getByText("A fine phrase", { exact: true })).toBeVisible();
      if (javaScriptEnabled) await expectNoAxeViolations(outside);
      await outside.goto(`${link}/embed`);
      await expect(outside.getByRole("heading", { level: 1 })).toHaveText(t("share.passage"));
      if (javaScriptEnabled) await expectNoAxeViolations(outside);
      await context.close();
    }

    await page.goto("/settings");
    await expectNoAxeViolations(page);
    await page
      .getByRole("listitem")
      .filter({ hasText: "whose story wins" })
      .getByRole("button", { name: like("share.endNamed") })
      .click();
    await expect(page.getByRole("listitem").filter({ hasText: "whose story wins" })).toContainText(
      part("share.state.revoked"),
    );
    await page.goto(link);
    await expect(page.getByRole("heading", { name: t("share.revokedTitle"), exact: true })).toBeVisible();
    await openReport(page);
  },
);

member("typed text survives a network failure and an expired session", async ({ page, joined, people, troubles }) => {
  troubles.expect(/ERR_FAILED|401/u);
  await page.route("**/note", (route) => route.abort());
  await select(page, "Hermitage Museum");
  await page.keyboard.press("m");
  await page.keyboard.type("Not lost");
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ hasText: "Not lost" });
  await expect(card).toContainText(t("unsaved.title"));
  await page.getByRole("button", { name: t("unsaved.open", { count: 1 }), exact: true }).click();
  await expect(page.getByText(t("unsaved.why.unreachable"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");

  await people.endSession(page);
  await page.unroute("**/note");
  const again = page
    .getByRole("dialog")
    .filter({ has: page.getByLabel(t("accounts.fields.password"), { exact: true }) });
  await expectNoAxeViolations(page);
  await again.getByLabel(t("accounts.fields.password"), { exact: true }).fill(joined.person.password);
  await page.keyboard.press("Enter");
  await expect(again).toBeHidden();
  await expect(card).not.toContainText(t("unsaved.title"));
  await openReport(page);
  await expect(cards(page).filter({ hasText: "Not lost" })).toHaveCount(1);
});

member("typed text survives a click elsewhere, a reload and an accidental click on Cancel", async ({ page }) => {
  const editor = page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  const goOn = page.getByRole("button", { name: t("notes.goOnWriting"), exact: true });
  await select(page, "economic crisis");
  await page.keyboard.press("m");
  await page.keyboard.type("Half a thought");
  await page.getByRole("heading", { level: 1 }).click();
  await expect(editor).toBeHidden();
  await openReport(page);
  await goOn.click();
  await expect(editor).toHaveValue("Half a thought");
  await page.keyboard.press("Escape");
  await expect(editor).toBeHidden();
  await goOn.click();
  await page.getByRole("button", { name: t("notes.cancel"), exact: true }).click();
  await expect(goOn).toBeHidden();
  await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
  await expect(editor).toHaveValue("Half a thought");
  await page.keyboard.type(", made whole");
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).filter({ hasText: "Half a thought, made whole" })).toBeVisible();
  await openReport(page);
  await expect(cards(page).filter({ hasText: "Half a thought, made whole" })).toBeVisible();
  await expect(goOn).toBeHidden();
});

member("a note that was changed elsewhere is shown before it is overwritten", async ({ page }) => {
  await select(page, "Pushkin");
  await page.keyboard.press("m");
  await page.keyboard.type("First words");
  const saved = page.waitForResponse(/\/note$/u);
  await page.keyboard.press("Control+Enter");
  const { id } = await (await saved).json();
  const card = cards(page).filter({ hasText: "First words" });
  await card.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  const editor = page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  await editor.fill("Words from here");

  const headers = { origin: new URL(page.url()).origin };
  await page.request.put(`/api/highlights/${id}/note`, { headers, data: { version: 1, body: "Words from there" } });
  await expect(page.getByText(t("notes.saysNow"), { exact: true })).toBeVisible();
  await expect(cards(page).getByText("Words from there", { exact: true })).toBeVisible();
  await expect(editor).toHaveValue("Words from here");
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("notes.saveInstead"), exact: true }).click();
  await expect(editor).toBeHidden();
  await expect(cards(page).filter({ hasText: "Words from here" })).toBeVisible();
});

member("a note can be deleted with its button or by emptying it, and restored; focus is kept", async ({ page }) => {
  await select(page, "Rossotrudnichestvo");
  await page.keyboard.press("m");
  await page.keyboard.type("To be deleted");
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
  const head = card.getByRole("button").first();
  await expect(card.getByText("To be deleted", { exact: true })).toBeVisible();
  await expect(head).toBeFocused();
  await chooseAction(card, t("notes.deleteNote"));
  await expect(card.getByText("To be deleted", { exact: true })).toBeHidden();
  await expect(card.getByRole("button", { name: t("notes.moreActions"), exact: true })).toBeFocused();
  await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
  await expect(card.getByText("To be deleted", { exact: true })).toBeVisible();
  await expect(head).toBeFocused();

  await page.keyboard.press("m");
  await page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("");
  await card.getByRole("button", { name: t("notes.written.note.remove"), exact: true }).click();
  await expect(card.getByRole("button", { name: t("notes.write"), exact: true })).toBeVisible();
  await expect(head).toBeFocused();
  await chooseAction(card, t("notes.delete"));
  await expect(card).toBeHidden();
  await expect(page.locator("[data-block]:focus")).toContainText("Rossotrudnichestvo");
});

member(
  "a highlight created before the highlights are loaded appears immediately, and stays afterwards",
  async ({ page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/api/reports/*/highlights", async (route) => {
      if (route.request().method() === "GET") await held;
      await route.continue();
    });
    await openReport(page);
    await select(page, "Ring of Memory");
    const saved = page.waitForResponse((response) => response.request().method() === "POST" && response.ok());
    await page.keyboard.press("3");
    await expect.poll(() => painted(page, "colour-3")).toContain("Ring of Memory");
    await saved;
    const fetched = page.waitForResponse((response) => response.request().method() === "GET" && response.ok());
    release();
    await fetched;
    await expect(
      page.getByRole("button", { name: part("notes.spokenHighlight", { quote: `Ring of Memory${ANY}` }) }),
    ).toBeAttached();
    await expect.poll(() => painted(page, "colour-3")).toContain("Ring of Memory");
  },
);

member("Escape goes back one step at a time: toolbar, editor, open note", async ({ page }) => {
  const bar = page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true });
  await select(page, "Orthodox, Slavic");
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
  await select(page, "Orthodox, Slavic");
  await page.keyboard.press("m");
  await page.keyboard.type("Church and state");
  await page.keyboard.press("Escape");
  const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
  await expect(page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true })).toBeHidden();
  await expect(card.getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
  await expect(page.locator("[data-block]:focus")).toContainText("Orthodox, Slavic");
});

member("using only the keyboard, a user highlights text, opens its note, and reaches the toolbar", async ({ page }) => {
  await openReport(page, "#conclusions");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const block = page.getByText(/^A month after 2008 military conflict/u);
  await expect(block).toBeFocused();
  await page.keyboard.press("2");
  await expect
    .poll(() => painted(page, "colour-2"))
    .toContainEqual(expect.stringMatching(/^A month after 2008.*through strength\.$/su));
  // The paragraph is at the top of the window, next to the bar above the notes. The bar must not cover the author's
  // name.
  const head = cards(page)
    .filter({ has: page.locator("[aria-expanded=true]") })
    .getByRole("button")
    .first();
  const isHeadSeen = () =>
    head.evaluate((node) => {
      const { left, top, height } = node.getBoundingClientRect();
      return node.contains(document.elementFromPoint(left + 8, top + height / 2));
    });
  await expect.poll(isHeadSeen).toBe(true);
  await page.keyboard.press("Escape");
  await expect(cards(page).filter({ has: page.locator("[aria-expanded=true]") })).toBeHidden();
  await page.keyboard.press("o");
  const card = cards(page).filter({ has: page.locator("[aria-expanded=true]") });
  await expect(card.getByRole("button").first()).toBeFocused();
  await expect(card).toBeInViewport();
  await page.keyboard.press("m");
  await page.keyboard.type("By keys");
  await page.keyboard.press("Control+Enter");
  // While the note is being saved, Escape would only leave the editor.
  await expect(card.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();
  await expect(card.getByText("By keys", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(block).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await expect(block).toBeFocused();

  await page.keyboard.press("Tab");
  const spoken = page.getByRole("button", {
    name: part("notes.spokenHighlight", { quote: `A month after 2008${ANY}` }),
  });
  await spoken.focus();
  await expectNoAxeViolations(page, { withText: true });
  await page.keyboard.press("Enter");
  await expect(card.getByRole("button").first()).toBeFocused();

  await select(page, "Hermitage Museum");
  await page.keyboard.press("Tab");
  await expect(
    page.getByRole("button", { name: t("notes.highlightIn.plain", { colour: "1" }), exact: true }),
  ).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-block]:focus")).toContainText("Hermitage Museum");
});

member("the toolbar stays within the window and does not cover the selected text", async ({ page }) => {
  const bar = page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true });
  await select(page, "Eurasian Economic Union");
  const boxes = () =>
    page.evaluate(() => {
      const { top, bottom } = (document.getSelection() as Selection).getRangeAt(0).getBoundingClientRect();
      return { top, bottom };
    });
  expect((await bar.boundingBox())?.y).toBeGreaterThanOrEqual((await boxes()).bottom);
  await page.evaluate(() => {
    const selection = document.getSelection() as Selection;
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    selection.setBaseAndExtent(endContainer, endOffset, startContainer, startOffset);
  });
  await expect
    .poll(async () => {
      const box = await bar.boundingBox();
      return box && box.y + box.height - (await boxes()).top;
    })
    .toBeLessThanOrEqual(0);
  await page.mouse.wheel(0, 1200);
  await expect(bar).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 320, height: 640 });
  await expect(bar).toBeInViewport({ ratio: 1 });
});

member("a long note is collapsed while it is closed", async ({ page }) => {
  await select(page, "Joseph Nye");
  await page.keyboard.press("m");
  await page
    .getByRole("textbox", { name: t("notes.written.note.text"), exact: true })
    .fill("A line of a long note.\n\n".repeat(40));
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ hasText: "A line of a long note." });
  await expect(card.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card.getByRole("button", { name: t("notes.more"), exact: true })).toBeVisible();
  expect((await card.boundingBox())?.height).toBeLessThan(400);
  await card.getByRole("button", { name: t("notes.more"), exact: true }).click();
  expect((await card.boundingBox())?.height).toBeGreaterThan(600);
});

member("notes are printed after their paragraphs", async ({ page }) => {
  await select(page, "compatriots abroad");
  await page.keyboard.press("m");
  await page.keyboard.type("**For** the printed page");
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).filter({ hasText: "For the printed page" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  const printed = page
    .getByRole("listitem")
    .filter({ hasText: t("notes.spokenNote", { body: "For the printed page" }) });
  expect((await printed.boundingBox())?.width).toBeGreaterThan(100);
});

member("the toolbar next to a selection and an open note have no accessibility violations", async ({ page }) => {
  await select(page, "Bolshoi Ballet");
  await expectNoAxeViolations(page);
  await page.keyboard.press("m");
  await expectNoAxeViolations(page);
  await page.keyboard.type("Ballet");
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).filter({ hasText: "Ballet" })).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  // The text is now announced as highlighted as well.
  await expectNoAxeViolations(page, { withText: true });
});

member("a note shows checkboxes, tags and image links as typed, without fetching the images", async ({ page }) => {
  await select(page, "Tchaikovsky");
  await page.keyboard.press("m");
  const body = "- [x] seen\n- [ ] heard\n\nsays <who>\n\n![the stage](https://example.org/stage.png)";
  await page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill(body);
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ hasText: "says <who>" });
  await expect(
    card
      .getByRole("listitem")
      .filter({ hasText: "seen" })
      .getByRole("img", { name: t("notes.ticked"), exact: true }),
  ).toBeVisible();
  await expect(card.getByRole("img", { name: t("notes.notTicked"), exact: true })).toBeVisible();
  await expect(card.getByRole("link", { name: "the stage", exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
});

member("screen readers announce highlights once, after their block", async ({ page }) => {
  await select(page, "Malevich");
  await page.keyboard.press("m");
  await page.keyboard.type("Black Square");
  await page.keyboard.press("Control+Enter");
  const block = page.locator("[aria-details]").filter({ hasText: "Malevich" });
  const list = page.locator(`[id="${await block.getAttribute("aria-details")}"]`);
  await expect(list).toHaveText(
    new RegExp(
      `${part("notes.spokenHighlight", { quote: "Malevich" }).source} ${t("notes.spokenNote", { body: "Black Square" })}`,
      "u",
    ),
  );
});

member("any selection is exactly the same after saving and reloading", async ({ page }) => {
  const { text } = parseReport(await readFile(`content/${REPORT.slug}.md`, "utf8"), REPORT.slug);
  const named = [
    t("collections.introduction"),
    "currencies, and remittances",
    "Gomel (3)\nKAZAKHSTAN\tRussian",
    "Шибутов М. Пути",
  ];
  const spans = named.map((words) => [text.indexOf(words), text.indexOf(words) + words.length] as const);
  const random = fc.sample(
    fc
      .integer({ min: 0, max: text.length - 400 })
      .chain((start) => fc.tuple(fc.constant(start), fc.integer({ min: start + 1, max: start + 300 }))),
    12,
  );
  for (const [start, end] of [...spans, ...random]) {
    const quote = text.slice(start, end);
    if (quote.trim() !== quote || quote === "") continue;
    const range = await page.evaluate(
      ([from, to]) => {
        const runs = [...document.querySelectorAll("article [data-start]")];
        const point = (offset: number, isEnd: boolean) => {
          const run = runs.findLast((each) => Number(each.getAttribute("data-start")) + (isEnd ? 1 : 0) <= offset);
          let rest = offset - Number(run?.getAttribute("data-start"));
          const walker = document.createTreeWalker(run as Node, NodeFilter.SHOW_TEXT, (node) =>
            node.parentElement?.closest("[data-skip]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
          );
          for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
            if (rest < node.length || (isEnd && rest === node.length)) return [node, rest] as const;
            rest -= node.length;
          }
          throw new Error(`no place for ${offset}`);
        };
        const [a, b] = [point(from, false), point(to, true)];
        document.getSelection()?.setBaseAndExtent(a[0], a[1], b[0], b[1]);
        return true;
      },
      [start, end] as const,
    );
    expect(range).toBe(true);
    // The key highlights the selection even before the toolbar has appeared.
    const saved = page.waitForResponse((response) => response.request().method() === "POST");
    await page.keyboard.press("4");
    expect(await (await saved).json()).toMatchObject({ start, end, quote });
  }
  const before = (await painted(page, "colour-4")).sort();
  await openReport(page);
  await expect.poll(async () => (await painted(page, "colour-4")).sort()).toEqual(before);
});

member("on a phone, a user highlights by touch, and writes a note in the sheet", async ({ memberContext }) => {
  const page = await memberContext.newPage();
  await page.setViewportSize(PHONE);
  await openReport(page, "#conclusions");
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeVisible();
  await select(page, "carrot and stick");
  await page.getByRole("button", { name: t("notes.write"), exact: true }).click();
  const sheet = page.getByRole("dialog", { name: t("notes.title"), exact: true });
  await sheet.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("From the phone");
  await sheet.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(sheet.getByText("From the phone", { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  await clear(page);
});

member(
  "on a phone, choosing a colour only highlights the selection; the list leads to a passage and back",
  async ({ memberContext, joined }) => {
    const page = await memberContext.newPage();
    await page.setViewportSize(PHONE);
    await openReport(page);
    await expect(page.getByRole("region", { name: t("notes.hintLabel"), exact: true })).toBeVisible();
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: t("notes.hintDismiss"), exact: true }).click();
    await select(page, "revanchist foreign policy");
    await page.getByRole("button", { name: t("notes.highlightIn.plain", { colour: "2" }), exact: true }).click();
    await expect.poll(() => painted(page, "colour-2")).toContain("revanchist foreign policy");
    const sheet = page.getByRole("dialog", { name: t("notes.title"), exact: true });
    await expect(sheet).toBeHidden();

    await page.evaluate(() => window.scrollTo(0, 0));
    await page.getByRole("button", { name: like("notes.open", { count: [1, MANY] }) }).click();
    const card = page.getByRole("article", {
      name: t("notes.cardLabel", { by: `by ${joined.person.name}` }),
      exact: true,
    });
    await expect(card.getByText("revanchist foreign policy", { exact: true })).toBeInViewport();
    await card.getByRole("button").first().click();
    await expect.poll(() => painted(page, "active")).toContain("revanchist foreign policy");
    const place = await page.evaluate(() => {
      const range = [...(CSS.highlights.get("active") ?? [])][0] as Range;
      return range.getBoundingClientRect().bottom;
    });
    expect(place).toBeLessThan((await sheet.boundingBox())?.y ?? 0);
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: t("notes.all"), exact: true }).click();
    await card.getByRole("button").first().click();
    await chooseAction(card, t("notes.delete"));
    await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
    await expect(card.getByRole("button", { name: t("notes.moreActions"), exact: true })).toBeVisible();

    await card.getByRole("button", { name: t("notes.write"), exact: true }).click();
    await sheet.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("Begun on the phone");
    await sheet.getByRole("button", { name: t("app.close"), exact: true }).click();
    await expect(sheet).toBeHidden();
    await page.getByRole("button", { name: t("notes.goOnWriting"), exact: true }).click();
    await expect(sheet.getByRole("textbox", { name: t("notes.written.note.text"), exact: true })).toHaveValue(
      "Begun on the phone",
    );
    await page.keyboard.press("Escape");
    await expect(sheet.getByRole("textbox")).toBeHidden();
    await expect(sheet).toBeVisible();
    await openReport(page);
    await expect(page.getByRole("region", { name: t("notes.hintLabel"), exact: true })).toBeHidden();
    await clear(page);
  },
);

member(
  "on touch screens, the toolbar is at the bottom or top of the window, and never covers the end of a selection",
  async ({ browser, joined: { state }, troubles }) => {
    const context = await browser.newContext({ storageState: state, viewport: PHONE, isMobile: true, hasTouch: true });
    troubles.watch(context);
    const page = await context.newPage();
    await openReport(page);
    const hint = page.getByRole("region", { name: t("notes.hintLabel"), exact: true });
    await expect(hint).toContainText(part("notes.hint", { isTouch: "true" }));
    await select(page, "weakened Russian economy");
    const bar = page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true });
    await expect(hint).toBeHidden();
    expect((await bar.boundingBox())?.y).toBeGreaterThan(PHONE.height - 120);

    await page.evaluate(() => {
      const range = (document.getSelection() as Selection).getRangeAt(0).cloneRange();
      document.getSelection()?.removeAllRanges();
      window.scrollBy(0, range.getBoundingClientRect().bottom - window.innerHeight + 20);
      document.getSelection()?.addRange(range);
    });
    await expect.poll(async () => (await bar.boundingBox())?.y).toBeLessThan(120);
    await expect(bar).toBeInViewport({ ratio: 1 });
    await expectNoAxeViolations(page);
    await context.close();
  },
);

member("the dialog for a public link takes focus, and returns it to the text on closing", async ({ page }) => {
  await select(page, "Gorchakov");
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: t("share.title"), exact: true });
  // The focus is on the first option.
  await expect(dialog.getByRole("switch").first()).toBeFocused();
  await dialog.getByRole("button", { name: t("share.make"), exact: true }).press("Enter");
  await expect(dialog.getByRole("textbox", { name: t("share.link"), exact: true })).toBeFocused();
  await expect(dialog.getByText(t("share.made.link"), { exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: t("share.copy"), exact: true }).click();
  await expect(dialog.getByText(t("share.copied"), { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-block]:focus-within")).toContainText("Gorchakov");
});

member("users who decline to sign in again can still do so later", async ({ page, joined, people, troubles }) => {
  troubles.expect(/401/u);
  // The note is queued while the highlight is still being sent. The user is asked only once to sign in, and the answer
  // applies to both changes.
  let send = () => {};
  const queued = new Promise<void>((resolve) => {
    send = resolve;
  });
  await page.route(`**/api/reports/${REPORT.slug}/highlights`, async (route) => {
    if (route.request().method() === "POST") await queued;
    await route.continue();
  });
  await select(page, "Eurasian Economic Union");
  await page.keyboard.press("m");
  await page.keyboard.type("Later");
  await people.endSession(page);
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).filter({ hasText: "Later" })).toContainText(t("unsaved.title"));
  send();
  await expect(page.getByText(t("accounts.again.lead.saving"), { exact: true })).toBeVisible();
  await page.getByRole("button", { name: t("accounts.again.signIn.cancel"), exact: true }).click();
  const card = cards(page).filter({ hasText: "Later" });
  await expect(card).toContainText(t("unsaved.title"));
  await expect(card.getByRole("button").first()).toBeFocused();
  await page.getByRole("button", { name: like("unsaved.open") }).click();
  await page.getByRole("button", { name: t("unsaved.signIn"), exact: true }).click();
  await page.getByLabel(t("accounts.fields.password"), { exact: true }).fill(joined.person.password);
  await page.keyboard.press("Enter");
  await expect(card).not.toContainText(t("unsaved.title"));
  await expect(card.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();
});

test("readers can copy a link, but cannot highlight", async ({ browser, people, troubles }) => {
  const { state } = await people.join("reader");
  const context = await browser.newContext({ storageState: state });
  troubles.watch(context);
  const page = await context.newPage();
  await openReport(page);
  // The message is in the hint or in the empty margin.
  await expect(
    page
      .getByText(part("notes.hintReader", { isTouch: ["true", "false"] }))
      .or(page.getByText(t("notes.emptyReader"), { exact: true })),
  ).toBeVisible();
  await select(page, "Tchaikovsky");
  const bar = page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true });
  await expect(bar.getByRole("button")).toHaveCount(1);
  await expect(bar.getByRole("button", { name: t("notes.copyLink"), exact: true })).toBeVisible();
  await page.keyboard.press("h");
  const { highlights } = await (await page.request.get(`/api/reports/${REPORT.slug}/highlights`)).json();
  expect(highlights.filter(({ may }: { may: { edit: boolean } }) => may.edit)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: t("keys.label"), exact: true });
  await expect(keys).toContainText(t("share.cite.copyNamed", { format: "a link" }));
  await expect(keys).not.toContainText("Highlight");
  await context.close();
});
