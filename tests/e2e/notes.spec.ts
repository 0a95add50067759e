import { readFile } from "node:fs/promises";
import type { BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import fc from "fast-check";
import { parseReport } from "@/lib/report/parse";
import { expectNoAxeViolations } from "./support/axe";
import { type Credentials, expect, SIGNED_OUT, test } from "./support/people";
import { openReport, PHONE, REPORT } from "./support/reports";
import { cards, painted, select } from "./support/text";

/** Takes away all highlights that the person of a page may delete, so that a test leaves nothing. */
async function clear(page: Page): Promise<void> {
  const origin = new URL(page.url()).origin;
  const { highlights } = await (await page.request.get(`/api/reports/${REPORT.slug}/highlights`)).json();
  for (const { id, version, may } of highlights) {
    if (may.delete) await page.request.delete(`/api/highlights/${id}?version=${version}`, { headers: { origin } });
  }
}

/** A member of their own for each test, so that tests do not see each other's private highlights. */
const member = test.extend<{
  joined: { person: Credentials; state: BrowserContextOptions["storageState"] };
  memberContext: BrowserContext;
}>({
  joined: async ({ people }, use) => use(await people.join("annotator")),
  memberContext: async ({ browser, joined: { state }, troubles }, use) => {
    const context = await browser.newContext({ storageState: state, viewport: { width: 1360, height: 850 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    troubles.watch(context);
    await use(context);
    await context.close();
  },
  page: async ({ memberContext }, use) => {
    const page = await memberContext.newPage();
    await openReport(page);
    await use(page);
    await clear(page);
  },
});

member("highlight, note, reload, edit, delete, undo", async ({ page }) => {
  await select(page, "bilateral relations");
  await page.keyboard.press("m");
  await page.keyboard.type("Compare with **chapter 2**.");
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ hasText: "Compare with chapter 2." });
  await expect(card.getByRole("strong")).toHaveText("chapter 2");

  await openReport(page);
  await expect(card).toBeVisible();
  expect(await painted(page, "colour-1")).toContain("bilateral relations");

  await card.getByRole("button").first().click();
  await card.getByRole("button", { name: "Edit the note" }).click();
  await page.getByRole("textbox", { name: "Note", exact: true }).fill("See page 8.");
  await page.getByRole("button", { name: "Save" }).click();
  const edited = cards(page).filter({ hasText: "See page 8." });
  await expect(edited).toBeVisible();

  await edited.getByRole("button", { name: "Make it red" }).click();
  await expect.poll(() => painted(page, "colour-3")).toContain("bilateral relations");
  await edited.getByRole("button", { name: "Delete the highlight" }).click();
  await expect(edited).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(edited).toBeVisible();
});

member("highlights that overlap stay two; a click opens the shorter one, a second the longer", async ({ page }) => {
  await select(page, "considering common history, language, and cultural background");
  await page.keyboard.press("1");
  await expect(cards(page).first()).toBeVisible();
  await select(page, "history, language");
  await page.keyboard.press("2");
  await expect.poll(() => painted(page, "overlap")).toContain("history, language");
  await openReport(page);
  const place = await page.evaluate(() => {
    const range = [...(CSS.highlights.get("colour-2") ?? [])].find(
      (each) => String(each) === "history, language",
    ) as Range;
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
    const { x, y, height } = range.getClientRects()[0] as DOMRect;
    return { x: x + 10, y: y + height / 2 };
  });
  await page.mouse.click(place.x, place.y);
  await expect(cards(page).filter({ hasText: /^(?!.*considering).*history, language/su })).toBeVisible();
  await page.mouse.click(place.x, place.y);
  await expect(cards(page).filter({ hasText: "considering common history" })).toBeVisible();
});

member(
  "what only I see is in nothing that another gets; what the team sees is",
  async ({ page, browser, ownerState }) => {
    await select(page, "weakened Russian economy");
    await page.keyboard.press("m");
    await page.keyboard.type("Secret thought");
    await page.keyboard.press("Control+Enter");
    const mine = cards(page).filter({ hasText: "Secret thought" });
    await mine.getByRole("button", { name: "Your team sees it. Keep it to yourself" }).click();
    await expect(mine.getByRole("img", { name: "Only you" })).toBeVisible();

    const ownerContext = await browser.newContext({ storageState: ownerState });
    const owner = await ownerContext.newPage();
    await openReport(owner);
    const seen = await (await owner.request.get(`/api/reports/${REPORT.slug}/highlights`)).text();
    expect(seen).not.toContain("Secret thought");
    expect(await owner.content()).not.toContain("Secret thought");

    await mine.getByRole("button", { name: "Only you see it. Show it to your team" }).click();
    await expect(mine.getByRole("img", { name: "Your team" })).toBeVisible();
    await openReport(owner);
    expect(await (await owner.request.get(`/api/reports/${REPORT.slug}/highlights`)).text()).toContain(
      "Secret thought",
    );
    await ownerContext.close();
  },
);

member("a link for colleagues opens the passage", async ({ page }) => {
  await select(page, "soft components of language");
  await page.keyboard.press("l");
  await expect(page.getByText("Link copied. Colleagues who are signed in can open it.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("/");
  await page.goto(link);
  await expect.poll(() => painted(page, "active")).toEqual(["soft components of language"]);
  await expect(page.getByText("there is a mix of soft components of language")).toBeInViewport();
});

member(
  "share a passage with its note, read it signed out and without scripts, end the link",
  async ({ page, browser }) => {
    await select(page, "whose story wins");
    await page.keyboard.press("m");
    await page.keyboard.type("A fine phrase");
    await page.keyboard.press("Control+Enter");
    const card = cards(page).filter({ hasText: "A fine phrase" });
    await card.getByRole("button", { name: "Share outside" }).click();
    const dialog = page.getByRole("dialog", { name: "Share this passage" });
    await dialog.getByRole("switch", { name: "Show the note and its author too" }).click();
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const link = await dialog.getByRole("textbox", { name: "Link to the passage" }).inputValue();
    await expectNoAxeViolations(page);

    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ storageState: SIGNED_OUT, javaScriptEnabled, viewport: PHONE });
      const outside = await context.newPage();
      await outside.goto(link);
      await expect(outside.getByRole("heading", { name: REPORT.title })).toBeVisible();
      await expect(outside.locator("mark")).toHaveText("whose story wins");
      await expect(outside.getByText("Conclusions · Page 23")).toBeVisible();
      await expect(outside.getByText("A fine phrase")).toBeVisible();
      if (javaScriptEnabled) await expectNoAxeViolations(outside);
      await context.close();
    }

    await page.goto("/settings");
    await expectNoAxeViolations(page);
    await page
      .getByRole("listitem")
      .filter({ hasText: "whose story wins" })
      .getByRole("button", { name: "End this link" })
      .click();
    await expect(page.getByRole("listitem").filter({ hasText: "whose story wins" })).toContainText("Ended");
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This passage is no longer shared" })).toBeVisible();
    await openReport(page);
  },
);

member("what is typed survives a failing network and an ended session", async ({ page, joined, people, troubles }) => {
  troubles.expect(/ERR_FAILED|401/u);
  await page.route("**/note", (route) => route.abort());
  await select(page, "Hermitage Museum");
  await page.keyboard.press("m");
  await page.keyboard.type("Not lost");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Not saved yet." })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Note", exact: true })).toHaveValue("Not lost");
  await page.unroute("**/note");

  await people.endSession(page);
  await page.getByRole("button", { name: "Try again" }).first().click();
  const again = page.getByRole("dialog").filter({ has: page.getByLabel("Password") });
  await expectNoAxeViolations(page);
  await again.getByLabel("Password").fill(joined.person.password);
  await page.keyboard.press("Enter");
  await expect(again).toBeHidden();
  await openReport(page);
  await expect(cards(page).filter({ hasText: "Not lost" })).toHaveCount(1);
});

member("the bar beside a selection and an open note have no accessibility findings", async ({ page }) => {
  await select(page, "Bolshoi Ballet");
  await expectNoAxeViolations(page);
  await page.keyboard.press("m");
  await expectNoAxeViolations(page);
  await page.keyboard.type("Ballet");
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).filter({ hasText: "Ballet" })).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
});

member("those who hear the page are told of highlights after the block, once", async ({ page }) => {
  await select(page, "Malevich");
  await page.keyboard.press("m");
  await page.keyboard.type("Black Square");
  await page.keyboard.press("Control+Enter");
  const block = page.locator("[aria-details]").filter({ hasText: "Malevich" });
  const list = page.locator(`[id="${await block.getAttribute("aria-details")}"]`);
  await expect(list).toHaveText(/highlighted “Malevich”\. Note: Black Square$/u);
});

member("any selection survives save and reload exactly", async ({ page }) => {
  const { text } = parseReport(await readFile(`content/${REPORT.slug}.md`, "utf8"), REPORT.slug);
  const named = ["Introduction", "currencies, and remittances", "Gomel (3)\nKAZAKHSTAN\tRussian", "Шибутов М. Пути"];
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
    await expect(page.getByRole("dialog", { name: "What to do with the selected words" })).toBeVisible();
    const saved = page.waitForResponse((response) => response.request().method() === "POST");
    await page.keyboard.press("4");
    expect(await (await saved).json()).toMatchObject({ start, end, quote });
  }
  const before = (await painted(page, "colour-4")).sort();
  await openReport(page);
  await expect.poll(async () => (await painted(page, "colour-4")).sort()).toEqual(before);
});

member("on a phone: highlight by touch, write in a sheet", async ({ memberContext }) => {
  const page = await memberContext.newPage();
  await page.setViewportSize(PHONE);
  await openReport(page, "#conclusions");
  await expect(page.getByRole("heading", { name: "Conclusions" })).toBeVisible();
  await select(page, "carrot and stick");
  await page.getByRole("button", { name: "Write a note" }).click();
  const sheet = page.getByRole("dialog", { name: "Notes" });
  await sheet.getByRole("textbox", { name: "Note", exact: true }).fill("From the phone");
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet.getByText("From the phone")).toBeVisible();
  await expectNoAxeViolations(page);
  await clear(page);
});

test("who only reads is offered a link, and no marks", async ({ browser, people, troubles }) => {
  const { state } = await people.join("reader");
  const context = await browser.newContext({ storageState: state });
  troubles.watch(context);
  const page = await context.newPage();
  await openReport(page);
  await select(page, "Tchaikovsky");
  const bar = page.getByRole("dialog", { name: "What to do with the selected words" });
  await expect(bar.getByRole("button")).toHaveCount(1);
  await expect(bar.getByRole("button", { name: "Copy a link for colleagues" })).toBeVisible();
  await page.keyboard.press("h");
  await expect(cards(page)).toHaveCount(0);
  await context.close();
});
