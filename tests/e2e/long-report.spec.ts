import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { t } from "../support/messages";
import { expect, test } from "./support/people";
import { addReport } from "./support/reports";

/** Enough short paragraphs for their HTML to be longer than a page's initial content. */
const PARAGRAPHS = 4_500;

/** A report that only this test uses. */
function makeReport() {
  const title = `Staves ${randomUUID().slice(0, 8)}`;
  const paragraphs = Array.from({ length: PARAGRAPHS }, (_, index) => `Stave ${index} was cut and laid to dry.`);
  const text = ["<!-- page 1 -->", "## The first stave", ...paragraphs, "## The last stave", "It is the driest."];
  return {
    slug: title.toLowerCase().replace(" ", "-"),
    markdown: `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n${text.join("\n\n")}\n`,
  };
}

/** The texts of the blocks with marked hits. */
const foundIn = (page: Page) =>
  page.evaluate(() =>
    [...(CSS.highlights.get("search") ?? [])].map(
      (range) => range.startContainer.parentElement?.closest("[data-block]")?.textContent,
    ),
  );

test("a long report opens with its first part, and the rest loads automatically", async ({
  browser,
  people,
  troubles,
}) => {
  test.setTimeout(180_000);
  troubles.expect(/ERR_FAILED/u);
  const { state } = await people.join("editor");
  const context = await browser.newContext({ storageState: state });
  troubles.watch(context);
  const page = await context.newPage();
  const { slug, markdown } = makeReport();
  await addReport(page, { name: "staves.md", file: markdown, slug });

  let requests = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**/api/reports/${slug}/text`, async (route) => {
    requests += 1;
    // The first request fails.
    if (requests === 1) return route.abort();
    await released;
    await route.continue();
  });
  await page.goto(`/r/${slug}`);
  const ending = page.getByRole("heading", { name: "The last stave", exact: true });
  await expect(page.getByText(/Stave 1 was cut/u)).toBeVisible();
  await expect(ending).toHaveCount(0);
  await expect(page.getByText(t("reader.rest.failed"), { exact: true })).toBeAttached();

  // If a link leads to text that has not been loaded yet, it is followed once the text has loaded.
  await page
    .getByRole("navigation", { name: t("reader.outline"), exact: true })
    .getByRole("link", { name: /^The last stave/u })
    .click();
  await expect.poll(() => requests, { timeout: 15_000 }).toBe(2);
  release();
  await expect(ending).toBeInViewport({ timeout: 20_000 });
  await expect(page.getByText(t("reader.rest.failed"), { exact: true })).toHaveCount(0);
  await expect(page.locator("article [data-block]")).toHaveCount(PARAGRAPHS + 3);

  // Of thousands of hits, only those near the window are marked.
  await page.getByRole("textbox", { name: t("search.inReport"), exact: true }).fill("stave");
  const nearEnd = `Stave ${PARAGRAPHS - 1} `;
  await expect.poll(() => foundIn(page)).toContainEqual(expect.stringMatching(nearEnd));
  expect(await foundIn(page)).not.toContainEqual(expect.stringMatching("Stave 0 "));
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect.poll(() => foundIn(page)).toContainEqual(expect.stringMatching("Stave 0 "));
  expect(await foundIn(page)).not.toContainEqual(expect.stringMatching(nearEnd));

  const withoutScripts = await browser.newContext({ storageState: state, javaScriptEnabled: false });
  const plain = await withoutScripts.newPage();
  await plain.goto(`/r/${slug}`);
  await plain.getByRole("link", { name: t("reader.wholeText"), exact: true }).click();
  await expect(plain.getByRole("heading", { name: "The last stave", exact: true })).toBeVisible();
  await withoutScripts.close();
  await context.close();
});
