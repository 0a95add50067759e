import type { Page } from "@playwright/test";
import { t } from "../support/messages";
import { pngOf } from "../support/pictures";
import { HEIGHT, lines, type Piece, pdfOf, WIDTH } from "../unit/report-import/pdf/pdf-writer";
import { docxOf, drawing, p, styled } from "../unit/report-import/structured/word";
import { expectNoAxeViolations } from "./support/axe";
import { expect, test } from "./support/people";
import { addReport, beginToUse } from "./support/reports";
import { cards, unique } from "./support/text";

const SLOW = { timeout: 60_000 };
const CAPTION = "Figure 1. The canal and its locks";

const tollsPdf = (title: string) =>
  pdfOf([
    [
      { text: title, x: 60, y: 60, size: 22, font: "bold" },
      ...lines(["The guild carries grain from Kesh to Dunmere.", "A toll of three coppers is asked."], { y: 100 }),
      ...lines(["The ledgers were begun when the quays were built."], { y: 400 }),
    ],
  ]);

const canalDocx = (title: string) =>
  docxOf(
    styled("a3", title) +
      p("The survey of the basin was made by nine people.") +
      p(drawing("r1", "A map", [480, 270])) +
      styled("a5", CAPTION) +
      p("A toll of three coppers is asked at every lock."),
    { pictures: { r1: ["map.png", pngOf(960, 540)] } },
  );

/** Adds a file as a report, and opens it. */
async function add(page: Page, extension: string, bytes: (title: string) => Uint8Array): Promise<void> {
  const title = unique("Canals");
  const slug = title.toLowerCase().replaceAll(" ", "-");
  await addReport(page, { name: `${slug}.${extension}`, file: bytes(title), slug, given: { title, language: "en" } });
  await page.goto(`/r/${slug}`);
  await beginToUse(page);
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const pages = (page: Page) => page.getByRole("region", { name: t("pages.label"), exact: true });
const region = (page: Page) => page.locator(".page-region");
const areas = (page: Page) => page.locator("[data-area]");

/** Writes the note of an area that has just been marked. @returns its card */
async function write(page: Page, text: string) {
  const field = page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  await expect(field).toBeFocused(SLOW);
  await page.keyboard.type(text);
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ hasText: text });
  await expect(card.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();
  return card;
}

test("an area of a page is marked with the keyboard or by dragging, and carries a note", { tag: "@main" }, async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  await add(page, "pdf", tollsPdf);
  await button(page, t("pages.show")).click();
  await button(page, t("areas.mark")).click(SLOW);
  await expect(region(page)).toBeFocused();
  await expectNoAxeViolations(page);

  // With the keyboard: up to the first lines, and taller.
  for (let n = 0; n < 20; n++) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Enter");
  const card = await write(page, "Who keeps the toll?");
  await expect(areas(page)).toHaveAttribute("title", /^The guild carries grain/u);
  await expect(areas(page)).toHaveCount(1);
  await page.keyboard.press("Escape");

  // A click on the area opens its card, and its description can be changed and changed back.
  await expect(areas(page)).not.toHaveClass(/area-mark-active/u);
  await areas(page).click();
  await expect(areas(page)).toHaveClass(/area-mark-active/u);
  await card.getByRole("button", { name: t("notes.moreActions"), exact: true }).click();
  await page.getByRole("menuitem", { name: t("areas.describe"), exact: true }).click();
  const field = page.getByRole("textbox", { name: t("areas.description"), exact: true });
  await expectNoAxeViolations(page);
  await field.fill("The opening of the report");
  await field.press("Enter");
  await expect(areas(page)).toHaveAttribute("title", "The opening of the report");
  await expect(field).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(areas(page)).toHaveAttribute("title", /^The guild carries grain/u);
  await page.keyboard.press("Escape");

  // By dragging, below all text. Escape drops it, and the button has the focus again.
  await button(page, t("areas.mark")).click();
  const paper = (await pages(page).getByRole("img").first().boundingBox())!;
  await page.mouse.move(paper.x + 0.2 * paper.width, paper.y + 0.8 * paper.height);
  await page.mouse.down();
  await page.mouse.move(paper.x + 0.6 * paper.width, paper.y + 0.9 * paper.height, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press("Escape");
  await expect(region(page)).toHaveCount(0);
  await expect(button(page, t("areas.mark"))).toBeFocused();
  await expect(areas(page)).toHaveCount(1);

  // Screen readers find the area where it belongs in the text.
  await page.reload();
  await beginToUse(page);
  const spoken = page.locator(".spoken button", { hasText: "The guild carries grain" });
  await expect(spoken).toBeAttached(SLOW);
});

test("an area of a picture is marked in the lightbox, and drawn on the picture in the text", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  await add(page, "docx", canalDocx);
  await page.getByRole("link", { name: "A map", exact: true }).click();
  await button(page, t("areas.mark")).click();
  await expect(region(page)).toBeFocused();
  await expectNoAxeViolations(page);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await write(page, "Which lock is this?");
  await expect(areas(page)).toHaveAttribute("title", CAPTION);
  await expect(areas(page)).toHaveCount(1);
  const [area, picture] = await Promise.all(
    [areas(page), page.getByRole("img", { name: "A map", exact: true })].map((each) => each.boundingBox()),
  );
  expect(area!.x).toBeCloseTo(picture!.x + 0.24 * picture!.width, -1);
  expect(area!.width).toBeCloseTo(0.5 * picture!.width, -1);
  await page.keyboard.press("Escape");
  await page.reload();
  await beginToUse(page);
  await areas(page).click(SLOW);
  await expect(areas(page)).toHaveClass(/area-mark-active/u);
  await expectNoAxeViolations(page);
});

const barsPdf = (title: string) =>
  pdfOf([
    [
      { text: title, x: 60, y: 60, size: 22, font: "bold" },
      ...lines(["The guild carries grain from Kesh to Dunmere.", "A toll of three coppers is asked."], { y: 100 }),
      ...[0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, 240, 28, 100], grey: 0.5 })),
      ...lines(["The ledgers were begun when the quays were built."], { y: 400 }),
    ],
  ]);

test("an area inside a figure on a page is drawn on the page and on the picture in the text", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  await add(page, "pdf", barsPdf);
  await button(page, t("pages.show")).click();
  await button(page, t("areas.mark")).click(SLOW);
  const paper = (await pages(page).getByRole("img").first().boundingBox())!;
  const at = (x: number, y: number) =>
    [paper.x + (x * paper.width) / WIDTH, paper.y + (y * paper.height) / HEIGHT] as const;
  // A drag that begins in the box moves it, so the box is drawn elsewhere first.
  for (const [from, to] of [
    [at(60, 450), at(200, 520)],
    [at(102, 336), at(200, 250)],
  ] as const) {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
  }
  await button(page, t("areas.add")).click();
  await write(page, "Which year is this?");
  await expect(areas(page)).toHaveCount(2);
  const onPage = (await pages(page).locator("[data-area]").boundingBox())!;
  expect(onPage.x).toBeCloseTo(at(102, 0)[0], -1);
  expect(onPage.width).toBeCloseTo((98 * paper.width) / WIDTH, -1);
  await expectNoAxeViolations(page);
});

/** Drags a finger from one point to another. */
async function swipe(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: { x: number; y: number }[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  await send("touchStart", from);
  for (const part of [0.25, 0.5, 0.75, 1]) {
    await send("touchMove", { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) });
  }
  await send("touchEnd");
}

/** Finishes marking with a tap. A browser can take a tap right after a drag for a part of it. */
async function finish(page: Page): Promise<void> {
  await expect(async () => {
    await button(page, t("areas.add")).tap({ timeout: 2000 });
    await expect(region(page)).toHaveCount(0, { timeout: 2000 });
  }).toPass();
}

test("on a phone, an area is marked by dragging a finger", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await add(page, "pdf", tollsPdf);
  await button(page, t("pages.show")).tap();
  await button(page, t("areas.mark")).tap(SLOW);
  await expectNoAxeViolations(page);
  const paper = (await pages(page).getByRole("img").first().boundingBox())!;
  const at = (x: number, y: number) => ({ x: paper.x + x * paper.width, y: paper.y + y * paper.height });
  await swipe(page, at(0.1, 0.1), at(0.9, 0.25));
  const marked = (await region(page).boundingBox())!;
  expect(marked.x).toBeCloseTo(at(0.1, 0).x, -1);
  expect(marked.y).toBeCloseTo(at(0, 0.1).y, -1);
  expect(marked.width).toBeCloseTo(0.8 * paper.width, -1);
  expect(marked.height).toBeCloseTo(0.15 * paper.height, -1);
  await finish(page);
  await write(page, "Who keeps the toll?");
  await expect(areas(page)).toHaveCount(1);
  await expect(areas(page)).toHaveAttribute("title", /The guild carries grain/u);

  // A tap on the area opens its card.
  await page.keyboard.press("Escape");
  await expect(areas(page)).not.toHaveClass(/area-mark-active/u);
  await areas(page).tap();
  await expect(areas(page)).toHaveClass(/area-mark-active/u);
  await expectNoAxeViolations(page);
});

test("on a phone, an area of a picture is marked in the lightbox by dragging a finger", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await add(page, "docx", canalDocx);
  await page.getByRole("link", { name: "A map", exact: true }).tap();
  await button(page, t("areas.mark")).tap();
  const shown = (await page.getByRole("dialog").getByRole("img", { name: "A map", exact: true }).boundingBox())!;
  const at = (x: number, y: number) => ({ x: shown.x + x * shown.width, y: shown.y + y * shown.height });
  await swipe(page, at(0.2, 0.2), at(0.8, 0.6));
  await expectNoAxeViolations(page);
  await finish(page);
  await write(page, "Which lock is this?");
  const [area, picture] = await Promise.all(
    [areas(page), page.getByRole("img", { name: "A map", exact: true })].map((each) => each.boundingBox()),
  );
  expect(area!.x).toBeCloseTo(picture!.x + 0.2 * picture!.width, -1);
  expect(area!.width).toBeCloseTo(0.6 * picture!.width, -1);
});
