import type { Page } from "@playwright/test";
import { encodeBoxes } from "../../lib/word-boxes/codec";
import { ANY, like, part, t } from "../support/messages";
import { HEIGHT, lines, pdfOf, WIDTH } from "../unit/report-import/pdf/pdf-writer";
import { expectNoAxeViolations } from "./support/axe";
import { openAccountMenu } from "./support/menus";
import { expect, test } from "./support/people";
import { addReport, beginToUse, PHONE } from "./support/reports";
import { cards, painted, select, unique } from "./support/text";

const SLOW = { timeout: 60_000 };
const PAGES = 12;
/** Index of the page with a picture, the picture's colour, and its middle, as fractions of the page's size. */
const PICTURED = 2;
const RED = "c83232";
const PICTURE = { x: 110 / WIDTH, y: 1 - 80 / HEIGHT };

/** A green picture of 16 × 16 pixels as JPEG 2000, and one of 32 × 32 as JBIG2, whose left half is black. */
const GREEN_JPX =
  "0000000c6a5020200d0a870a00000014667479706a703220000000006a7032200000002d6a7032680000001669686472000000100000001000030f0700000000000f636f6c7201000000000010000000ae6a703263ff4fff51002f0000000000100000001000000000000000000000001000000010000000000000000000030f01010f01010f0101ff52000c00000001010404040001ff5c00104080888890888890888890888890ff640025000143726561746564206279204f70656e4a5045472076657273696f6e20322e352e33ff90000a00000000002a0001ff93c07e40400584df182006f7df182006f7808080808080808080808080ffd9";
const BLACK_AND_WHITE_JBIG2 =
  "000000003000010000001300000020000000200000000000000000010000000000012600010000002900000020000000200000000000000000000003fffdff02fefefeff212ba6312736103fff7fff7fffac";

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
      ...(page === PICTURED
        ? [{ draw: `100 0 0 40 60 60 cm BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID ${RED}> EI` }]
        : []),
      { text: String(page + 1), x: 205, y: 570, size: 8 },
    ]),
  );
}

const shown = (page: Page) => page.getByRole("region", { name: t("pages.label"), exact: true });
const view = (page: Page, name: "text" | "page" | "side") =>
  shown(page).getByRole("button", { name: t(`pages.views.${name}`), exact: true });
const open = (page: Page) => page.getByRole("button", { name: t("pages.show"), exact: true });

/** Adds a PDF as a report. @returns its URL */
async function addPdf(page: Page, title = unique("Tolls"), bytes = tollsPdf(title), printed?: string): Promise<string> {
  const slug = title.toLowerCase().replaceAll(" ", "-");
  const given = { language: "en", ...(printed && { title: printed }) };
  await addReport(page, { name: `${slug}.pdf`, file: bytes, slug, given });
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

const pane = (page: Page) => shown(page).getByRole("region", { name: t("pageView.label"), exact: true });
const pageImage = (page: Page, index: number, pages = PAGES) =>
  pane(page).getByRole("img", { name: t("pageView.page", { page: index + 1, pages }), exact: true });

/** The colour of a page at a place, in hexadecimal. */
const colourOf = (page: Page, index: number, place: { x: number; y: number }, pages?: number) =>
  pageImage(page, index, pages).evaluate((canvas: HTMLCanvasElement, { x, y }) => {
    const { data } = canvas.getContext("2d")!.getImageData(x * canvas.width, y * canvas.height, 1, 1);
    return [...data.slice(0, 3)].map((value) => value.toString(16).padStart(2, "0")).join("");
  }, place);

async function toPage(page: Page, number: number): Promise<void> {
  await pageField(page).fill(String(number));
  await pageField(page).press("Enter");
}

const pageField = (page: Page) => shown(page).getByLabel(t("pages.page"), { exact: true });

test("the pictures of scans are drawn, whatever their compression", async ({ pageAs }) => {
  const page = await pageAs("editor");
  const title = unique("Scanned");
  const picture = (filter: string, colours: string, size: number, hex: string) =>
    `<< /Type /XObject /Subtype /Image /Width ${size} /Height ${size} ${colours} /Filter [/ASCIIHexDecode /${filter}] /Length ${hex.length + 1} >>\nstream\n${hex}>\nendstream`;
  const bytes = pdfOf(
    [
      [
        { text: title, x: 60, y: 60, size: 22, font: "bold" },
        ...lines(["The pictures below were compressed as the pictures of scans are."]),
        { draw: "100 0 0 100 50 200 cm /Jpx Do" },
        { draw: "100 0 0 100 200 200 cm /Jbig Do" },
      ],
    ],
    {
      objects: [
        picture("JPXDecode", "/ColorSpace /DeviceRGB /BitsPerComponent 8", 16, GREEN_JPX),
        picture("JBIG2Decode", "/ColorSpace /DeviceGray /BitsPerComponent 1", 32, BLACK_AND_WHITE_JBIG2),
      ],
      xobjects: "/Jpx 3 0 R /Jbig 4 0 R",
    },
  );
  await page.goto(await addPdf(page, title, bytes));
  await open(page).click();
  await view(page, "page").click();
  const drawnAt = (x: number, y: number) => colourOf(page, 0, { x: x / WIDTH, y: 1 - y / HEIGHT }, 1);
  // JPEG 2000 changes colours slightly.
  await expect.poll(() => drawnAt(100, 250), SLOW).toBe("31c931");
  expect(await drawnAt(225, 250)).toBe("000000");
  expect(await drawnAt(275, 250)).toBe("ffffff");
});

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
  await toPage(page, 7);
  const article = page.getByRole("article", { name: t("reader.text"), exact: true });
  await expect(article.getByText(/keeper of lock 7 /u).first()).toBeInViewport();
  await page.evaluate(() => {
    const run = [...document.querySelectorAll("article [data-start]")].at(-1)!;
    run.scrollIntoView({ block: "start" });
  });
  await expect(pageField(page)).toHaveValue(String(PAGES));
  await pane(page).hover();
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
  await expect(article).not.toHaveAttribute("inert");
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  // The pages open where the reader was.
  await expect(pageField(page)).toHaveValue("9", SLOW);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);

  // The reading position follows the pages.
  const place = (number: number) => t("reader.page", { page: String(number), certain: "true" });
  await expect(page.getByRole("banner")).toContainText(place(9));
  await toPage(page, 5);
  await expect(page.getByRole("banner")).toContainText(place(5));

  // Dark pages keep the colours of their pictures.
  await toPage(page, PICTURED + 1);
  const [paper, pictured] = [{ x: 0.02, y: 0.02 }, PICTURE];
  await expect.poll(() => colourOf(page, PICTURED, paper)).toBe("17191c");
  expect(await colourOf(page, PICTURED, pictured)).toBe(RED);
  await toPage(page, 2);
  const fromPage = await selectOnPage(page, "Barge 2b");
  await page.keyboard.press("3");
  await expect.poll(() => drawn(page, "colour-3")).toBe(1);
  await page.keyboard.press("Escape");

  // Overlaps and the passage in the URL are marked on the pages too.
  await selectOnPage(page, "2b of the guild");
  await page.keyboard.press("4");
  await expect.poll(() => drawn(page, "overlap")).toBe(1);
  const [line] = await shown(page)
    .locator("span[data-start]", { hasText: "Barge 2c" })
    .evaluateAll((runs) => runs.map((run) => Number(run.getAttribute("data-start"))));
  await page.goto(`${address}?at=1.${line}-${line! + "Barge 2c".length}`);
  await expect.poll(() => drawn(page, "linked"), SLOW).toBe(1);
  await beginToUse(page);
  // All of them are on the same words of the text.
  await page.keyboard.press("w");
  await expect(shown(page)).toHaveCount(0);
  await expect.poll(() => painted(page, "linked")).toEqual(["Barge 2c"]);
  expect(await painted(page, "overlap")).toEqual(["2b"]);
  await expect.poll(() => painted(page, "colour-3")).toEqual([fromPage]);
});

test("the pages are zoomed, rotated, paired and chosen with the keyboard, and the text is read on them", async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  await page.goto(await addPdf(page));
  await beginToUse(page);
  await open(page).click();
  await view(page, "page").click();
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);

  // Sepia pages on a wide screen.
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openAccountMenu(page);
  await page.getByRole("radio", { name: t("theme.sepia"), exact: true }).click();
  await page.keyboard.press("Escape");
  await expect.poll(() => colourOf(page, 0, { x: 0.02, y: 0.02 })).not.toBe("ffffff");
  await expectNoAxeViolations(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  // The pages follow from hit to hit.
  await page.keyboard.press("/");
  await page.keyboard.type("4c OR 9c");
  await page.keyboard.press("Enter");
  await expect(pageField(page)).toHaveValue(/^[49]$/u);
  const isFirst = (await pageField(page).inputValue()) === "4";
  const [here, there] = isFirst ? ["4", "9"] : ["9", "4"];
  for (const [key, number] of [
    ["n", there],
    ["n", here],
    ["N", there],
  ] as const) {
    await page.keyboard.press(key);
    await expect(pageField(page)).toHaveValue(number);
    await expect.poll(() => drawn(page, "search-current")).toBe(1);
  }
  await page.keyboard.press("Escape");
  await toPage(page, 1);

  const layout = (percent: number) =>
    page.getByRole("button", { name: t("pageView.layout", { percent }), exact: true });
  await page.keyboard.press("+");
  await expect(layout(150)).toBeVisible();
  await page.keyboard.press("-");
  await page.keyboard.press("-");
  await expect(layout(75)).toBeVisible();
  await page.keyboard.press("0");
  await expect(layout(100)).toBeVisible();
  await page.keyboard.press("0");
  const first = pageImage(page, 0);
  const room = (await pane(page).boundingBox())!;
  await expect.poll(async () => (await first.boundingBox())!.height).toBeLessThanOrEqual(room.height);

  await page.keyboard.press("d");
  const second = pageImage(page, 1);
  await expect(second).toBeVisible();
  await expect.poll(async () => (await second.boundingBox())!.x - (await first.boundingBox())!.x).toBeGreaterThan(100);
  expect((await second.boundingBox())!.y).toBeCloseTo((await first.boundingBox())!.y, 0);
  await page.keyboard.press("d");

  // A highlight on a rotated page opens where it is shown.
  await selectOnPage(page, "carries grain from Kesh");
  await page.keyboard.press("1");
  await expect.poll(() => drawn(page, "colour-1")).toBe(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect.poll(() => drawn(page, "active")).toBe(0);
  await page.keyboard.press("R");
  const turned = async () => {
    const { width, height } = (await first.boundingBox())!;
    return width > height;
  };
  await expect.poll(turned).toBe(true);
  const mark = (await shown(page).locator("path.page-mark-colour-1").first().boundingBox())!;
  expect(mark.height).toBeGreaterThan(mark.width);
  await page.mouse.click(mark.x + mark.width / 2, mark.y + mark.height / 2);
  await expect.poll(() => drawn(page, "active")).toBe(1);
  await page.keyboard.press("Escape");
  for (const _ of [1, 2, 3]) await page.keyboard.press("R");
  await expect.poll(turned).toBe(false);

  // Thumbnails.
  await page.keyboard.press("t");
  const thumbnails = page.getByRole("navigation", { name: t("pageView.thumbnails"), exact: true });
  await expectNoAxeViolations(page);
  await thumbnails.getByRole("button", { name: t("pageView.toPage", { page: 1 }), exact: true }).focus();
  await page.keyboard.press("End");
  await expect(
    thumbnails.getByRole("button", { name: t("pageView.toPage", { page: PAGES }), exact: true }),
  ).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(pageField(page)).toHaveValue(String(PAGES - 1));
  expect(await thumbnails.getByRole("button").count()).toBeLessThan(PAGES);
  await page.keyboard.press("t");
  await expect(thumbnails).toHaveCount(0);

  // Moving through the text marks the paragraph, the selection and the highlights on the pages.
  await toPage(page, 1);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.keyboard.press("j");
  await expect.poll(() => drawn(page, "focused")).toBeGreaterThan(0);
  await page.keyboard.press("v");
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => drawn(page, "selected")).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect.poll(() => drawn(page, "selected")).toBe(0);
  const spoken = page.getByRole("button", {
    name: part("notes.spokenHighlight", { quote: `carries grain from Kesh${ANY}` }),
  });
  await spoken.focus();
  const isOnTop = () =>
    spoken.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
  // A button that is focused by a script isn't shown until a key is pressed.
  await page.keyboard.press("Shift");
  await expect.poll(isOnTop).toBe(true);
  await page.keyboard.press("Enter");
  await expect.poll(() => drawn(page, "active")).toBe(1);
});

/** The rectangle around what is printed on a page, in CSS pixels of the window. */
const inkOf = (page: Page, index: number, pages: number) =>
  pageImage(page, index, pages).evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, width, height);
    const [xs, ys] = [new Set<number>(), new Set<number>()];
    for (let at = 0; at < width * height; at++) {
      if (data[4 * at]! > 128 || data[4 * at + 3] === 0) continue;
      xs.add(at % width);
      ys.add(Math.floor(at / width));
    }
    const { left, top, width: shownWidth, height: shownHeight } = canvas.getBoundingClientRect();
    const x = (pixel: number) => left + (pixel * shownWidth) / width;
    const y = (pixel: number) => top + (pixel * shownHeight) / height;
    return { x0: x(Math.min(...xs)), y0: y(Math.min(...ys)), x1: x(Math.max(...xs)), y1: y(Math.max(...ys)) };
  });

test("on pages that are stored rotated, highlights cover their words, and areas are where they are drawn", async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const turns = [0, 90, 180, 270] as const;
  const sentences = [
    "Kesh keeps the upper lock.",
    "Dunmere asks three coppers.",
    "Barges wait for rain.",
    "Grain goes north.",
  ];
  const bytes = pdfOf(
    sentences.map((sentence) => lines([sentence], { y: 200 })),
    { storedAs: (index) => ({ turn: turns[index]! }) },
  );
  await page.goto(await addPdf(page, unique("Turned"), bytes, "Turned"));
  await beginToUse(page);
  await open(page).click();
  for (const [index, sentence] of sentences.entries()) {
    await toPage(page, index + 1);
    await pageField(page).blur();
    await selectOnPage(page, sentence);
    await page.keyboard.press("1");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect.poll(() => drawn(page, "colour-1")).toBeGreaterThan(0);
    const ink = await inkOf(page, index, turns.length);
    const marks = shown(page).locator("path.page-mark-colour-1");
    const distance = () =>
      marks.evaluateAll(
        (paths, { x0, y0, x1, y1 }) =>
          Math.min(
            ...paths.map((path) => {
              const { left, top, right, bottom } = path.getBoundingClientRect();
              return Math.max(
                Math.abs(left - x0),
                Math.abs(right - x1),
                top - y0,
                y1 - bottom,
                bottom - top - 3 * (y1 - y0),
              );
            }),
          ),
        ink,
      );
    await expect.poll(distance, { message: `a page rotated by ${turns[index]}°` }).toBeLessThan(3);
  }
  await toPage(page, 2);
  await shown(page)
    .getByRole("button", { name: t("areas.mark"), exact: true })
    .click();
  const region = page.locator(".page-region");
  await expect(region).toBeFocused();
  const { x0, y0, x1, y1 } = await inkOf(page, 1, turns.length);
  await page.mouse.move(x0 - 8, y0 - 8);
  await page.mouse.down();
  await page.mouse.move(x1 + 8, y1 + 8, { steps: 4 });
  await page.mouse.up();
  await region.press("Enter");
  await expect(page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true })).toBeFocused();
  await page.keyboard.type("Who asks?");
  await page.keyboard.press("Control+Enter");
  await expect(shown(page).locator("[data-area]")).toHaveAttribute("title", sentences[1]!);
});

test("a highlight whose words were not found on the pages says so", async ({ pageAs }) => {
  test.setTimeout(120_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  await page.route("**/api/editions/*/pages/0", (route) => route.fulfill({ body: Buffer.from(encodeBoxes([])) }));
  await page.goto(await addPdf(page));
  await beginToUse(page);
  await open(page).click();
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  await select(page, "carries grain");
  await page.keyboard.press("1");
  await expect(page.getByText(t("pages.unplaced", { missing: 2, all: 2 }), { exact: true })).toBeVisible();
  expect(await drawn(page, "colour-1")).toBe(0);
});

test("on a phone, the pages replace the text", async ({ pageAs }) => {
  test.setTimeout(120_000);
  const page = await pageAs("editor", { viewport: PHONE, hasTouch: true });
  await page.goto(await addPdf(page));
  await beginToUse(page);
  await open(page).tap();
  await expect(view(page, "page")).toHaveAttribute("aria-pressed", "true");
  await expect(view(page, "side")).toHaveCount(0);
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  await expectNoAxeViolations(page);

  // The tools are in one row. Those without room are in a menu.
  const bar = (await view(page, "page").boundingBox())!;
  const menu = page.getByRole("button", { name: t("pageView.layout", { percent: 100 }), exact: true });
  expect((await menu.boundingBox())!.y).toBeCloseTo(bar.y, -1);
  await menu.tap();
  await page.getByRole("menuitem", { name: t("pageView.zoomIn"), exact: true }).tap();
  await page.getByRole("menuitemradio", { name: t("pageView.fit.width"), exact: true }).tap();
  await expect(menu).toBeVisible();

  // Selected words are highlighted, and a tap on them opens the card.
  await selectOnPage(page, "carries grain from Kesh");
  await page
    .getByRole("dialog", { name: t("notes.selectionBar"), exact: true })
    .getByRole("button", { name: t("notes.highlightIn.plain", { colour: "2" }), exact: true })
    .tap();
  await expect.poll(() => drawn(page, "colour-2")).toBe(1);
  const mark = (await shown(page).locator("path.page-mark-colour-2").first().boundingBox())!;
  await page.touchscreen.tap(mark.x + mark.width / 2, mark.y + mark.height / 2);
  await expect.poll(() => drawn(page, "active")).toBe(1);
  await page.keyboard.press("Escape");

  await shown(page)
    .getByRole("button", { name: t("pageView.thumbnails"), exact: true })
    .tap();
  await page.getByRole("button", { name: t("pageView.toPage", { page: 3 }), exact: true }).tap();
  await expect(pageField(page)).toHaveValue("3");
  await view(page, "text").tap();
  await expect(page.getByText(/keeper of lock 3 /u).first()).toBeInViewport({ ratio: 0 });
});

test("a report without pages has no button for them", async ({ page }) => {
  await page.goto("/r/russian-soft-power-in-kazakhstan?page=12");
  await beginToUse(page);
  await expect(open(page)).toHaveCount(0);
  await expect(page.getByRole("banner")).toContainText("p. 12");
  await expect(page.getByRole("article", { name: like("notes.cardLabel") })).toHaveCount(0);
});
