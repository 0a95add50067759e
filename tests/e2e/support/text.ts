import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";
import { like, t } from "../../support/messages";

/** The highlights and notes in the margin. */
export const cards = (page: Page) => page.getByRole("article", { name: like("notes.cardLabel") });

/** Selects the first occurrence of words in the text, as a user would. */
export async function select(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    const runs = [...document.querySelectorAll("article [data-start]")];
    const run = runs.find((each) => each.textContent?.includes(wanted));
    const walker = document.createTreeWalker(run ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf(wanted);
      if (at < 0) continue;
      run?.scrollIntoView({ block: "center" });
      document.getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
    throw new Error(`"${wanted}" is not in a single piece of text`);
  }, words);
  await expect(page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true })).toBeVisible();
}

/** Scrolls to the first occurrence of words in the text, because marks are only painted near the window. */
export async function reveal(page: Page, words: string): Promise<void> {
  await page.locator("article [data-start]").filter({ hasText: words }).first().scrollIntoViewIfNeeded();
}

/** The words near the window that are painted with a CSS highlight. */
export const painted = (page: Page, style: string) =>
  page.evaluate((name) => [...(CSS.highlights.get(name) ?? [])].map(String), style);

/** The live region that currently contains a message. */
export const said = (page: Page) => page.getByRole("status").filter({ hasText: /./u });

/** Makes a text unique, so that no other test finds it. */
export const unique = (text: string) => `${text} ${randomUUID().slice(0, 8)}`;

/** Writes a note on the given words. @returns its card */
export async function note(page: Page, words: string, text: string): Promise<Locator> {
  await select(page, words);
  await page.keyboard.press("m");
  await page.keyboard.type(text);
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ hasText: text });
  await expect(card.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();
  return card;
}

/** Uses the menu on the card of an open highlight to select its audience. */
export async function chooseSeenBy(page: Page, card: Locator, name: string): Promise<void> {
  await card.getByRole("button", { name: new RegExp(`^${t("notes.seenBy")}: `, "u") }).click();
  await page.getByRole("menuitemradio", { name, exact: true }).click();
}
