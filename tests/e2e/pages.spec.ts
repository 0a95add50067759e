import type { Page } from "@playwright/test";
import { like, t } from "../support/messages";
import { lines, pdfOf } from "../unit/report-import/pdf/pdf-writer";
import { expectNoAxeViolations } from "./support/axe";
import { expect, test } from "./support/people";
import { beginToUse, PHONE } from "./support/reports";
import { cards, painted, select, unique } from "./support/text";

const SLOW = { timeout: 60_000 };
const PAGES = 12;

/** A PDF whose pages say different things. */
function tollsPdf(title: string): Uint8Array {
  return pdfOf(
    Array.from({ length: PAGES }, (_, page) => [
      ...(page === 0 ? [{ text: title, x: 60, y: 60, size: 22, font: "bold" as const }] : []),
      ...Array.from({ length: 8 }, (_, n) => {
        const barge = `Barge ${page + 1}${String.fromCharCode(97 + n)} of the guild carries grain from Kesh to Dun-`;
        const toll = `mere, where the keeper of lock ${page + 1} asks a toll of ${n + 3} coppers.`;
        return lines([barge, toll], { y: 100 + 52 * n });
      }).flat(),
      { text: String(page + 1), x: 205, y: 570, size: 8 },
    ]),
  );
}

const shown = (page: Page) => page.getByRole("region", { name: t("pages.label"), exact: true });
const view = (page: Page, name: "text" | "page" | "side") =>
  shown(page).getByRole("button", { name: t(`pages.views.${name}`), exact: true });
const open = (page: Page) => page.getByRole("button", { name: t("pages.show"), exact: true });

/** Adds a PDF as a report. @returns its URL */
async function addPdf(page: Page): Promise<string> {
  const title = unique("Tolls");
  const slug = title.toLowerCase().replaceAll(" ", "-");
  await page.goto("/");
  const file = Buffer.from(tollsPdf(title)).toString("base64");
  const status = await page.evaluate(
    async (edition) => {
      const headers = { "Content-Type": "application/json" };
      return (await fetch("/api/editions", { method: "POST", headers, body: JSON.stringify(edition) })).status;
    },
    { name: `${slug}.pdf`, file, given: { language: "en" }, slug, after: null },
  );
  expect(status).toBe(200);
  return `/r/${slug}`;
}

/** Selects the first words of a line on a page, as a user would. */
async function selectOnPage(page: Page, start: string): Promise<string> {
  const run = shown(page).locator("span[data-start]", { hasText: start }).first();
  await expect(run).toBeAttached(SLOW);
  const words = await run.evaluate((element, from) => {
    const node = element.firstChild as Text;
    const at = node.data.indexOf(from);
    document.getSelection()?.setBaseAndExtent(node, at, node, at + from.length);
    return node.data.slice(at, at + from.length);
  }, start);
  await expect(page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true })).toBeVisible();
  return words;
}

/** The number of rectangles drawn on the pages in a style. */
const drawn = (page: Page, style: string) =>
  shown(page)
    .locator(`path.page-mark-${style}`)
    .evaluateAll((paths) => paths.reduce((sum, path) => sum + (path.getAttribute("d")?.split("Z").length ?? 1) - 1, 0));

const isDrawn = (page: Page) =>
  shown(page)
    .getByRole("img")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      if (canvas.width === 0) return false;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, at) => at % 4 === 0 && value < 128);
    });

const pageField = (page: Page) => shown(page).getByLabel(t("pages.page"), { exact: true });

test("the pages of a PDF are shown beside its text, and each highlight is in both", { tag: "@main" }, async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const address = await addPdf(page);
  await page.goto(address);
  await beginToUse(page);
  await expect(shown(page)).toHaveCount(0);
  await open(page).click();
  await expect(view(page, "side")).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);

  // A selection on the page makes a highlight in the text, and one in the text is drawn on the page.
  const words = await selectOnPage(page, "carries grain from Kesh");
  await page.keyboard.press("1");
  await expect.poll(() => painted(page, "colour-1")).toEqual([words]);
  await expect.poll(() => drawn(page, "colour-1")).toBe(1);
  await page.keyboard.press("Escape");
  await select(page, "of the guild");
  await page.keyboard.press("2");
  await expect.poll(() => drawn(page, "colour-2")).toBe(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  // A click on the page opens the card of the highlight there.
  await expect.poll(() => drawn(page, "active")).toBe(0);
  const run = (await shown(page).locator("span[data-start]", { hasText: "carries grain" }).first().boundingBox())!;
  await page.mouse.click(run.x + 0.6 * run.width, run.y + run.height / 2);
  await expect.poll(() => painted(page, "active")).toEqual([words]);
  expect(await drawn(page, "active")).toBe(1);
  await expect(cards(page)).toHaveCount(1);
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");

  // Text and pages scroll together, by passage.
  await pageField(page).fill("7");
  await pageField(page).press("Enter");
  const article = page.getByRole("article", { name: t("reader.text"), exact: true });
  await expect(article.getByText(/keeper of lock 7 /u).first()).toBeInViewport();
  await page.evaluate(() => {
    const run = [...document.querySelectorAll("article [data-start]")].at(-1)!;
    run.scrollIntoView({ block: "start" });
  });
  await expect(pageField(page)).toHaveValue(String(PAGES));
  const pane = shown(page).getByRole("region", { name: t("pageView.label"), exact: true });
  await pane.hover();
  await page.mouse.wheel(0, -100_000);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeLessThan(400);

  // Hits are marked on the pages, and the pages follow to the next one.
  await page.keyboard.press("/");
  await page.keyboard.type("keeper of lock 9");
  await page.keyboard.press("Enter");
  await expect.poll(() => drawn(page, "search-current"), SLOW).toBeGreaterThan(0);
  await expect(pageField(page)).toHaveValue("9");
  await page.keyboard.press("Escape");

  // The choice is remembered on the device.
  await view(page, "page").click();
  await page.reload();
  await beginToUse(page);
  await expect(view(page, "page")).toHaveAttribute("aria-pressed", "true");
  await expect(article).toHaveAttribute("inert", "");
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await pageField(page).fill("2");
  await pageField(page).press("Enter");
  const fromPage = await selectOnPage(page, "Barge 2b");
  await page.keyboard.press("3");
  await expect.poll(() => painted(page, "colour-3")).toEqual([fromPage]);
  await page.keyboard.press("Escape");

  // Overlaps and the passage in the URL are marked on the pages too.
  await selectOnPage(page, "2b of the guild");
  await page.keyboard.press("4");
  await expect.poll(() => painted(page, "overlap")).toEqual(["2b"]);
  await expect.poll(() => drawn(page, "overlap")).toBe(1);
  const [line] = await shown(page)
    .locator("span[data-start]", { hasText: "Barge 2c" })
    .evaluateAll((runs) => runs.map((run) => Number(run.getAttribute("data-start"))));
  await page.goto(`${address}?at=1.${line}-${line! + "Barge 2c".length}`);
  await expect.poll(() => painted(page, "linked"), SLOW).toEqual(["Barge 2c"]);
  await expect.poll(() => drawn(page, "linked"), SLOW).toBe(1);
  await beginToUse(page);
  await page.keyboard.press("w");
  await expect(shown(page)).toHaveCount(0);
});

test("on a phone, the pages replace the text", async ({ pageAs }) => {
  test.setTimeout(120_000);
  const page = await pageAs("editor", { viewport: PHONE });
  await page.goto(await addPdf(page));
  await beginToUse(page);
  await open(page).click();
  await expect(view(page, "page")).toHaveAttribute("aria-pressed", "true");
  await expect(view(page, "side")).toHaveCount(0);
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  await expectNoAxeViolations(page);
  await pageField(page).fill("3");
  await pageField(page).press("Enter");
  await view(page, "text").click();
  await expect(page.getByText(/keeper of lock 3 /u).first()).toBeInViewport({ ratio: 0 });
});

test("a report without pages has no button for them", async ({ page }) => {
  await page.goto("/r/russian-soft-power-in-kazakhstan?page=12");
  await beginToUse(page);
  await expect(open(page)).toHaveCount(0);
  await expect(page.getByRole("banner")).toContainText("p. 12");
  await expect(page.getByRole("article", { name: like("notes.cardLabel") })).toHaveCount(0);
});
