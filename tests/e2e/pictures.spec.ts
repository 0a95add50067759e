import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { t } from "../support/messages";
import { pngOf } from "../support/pictures";
import { docxOf, drawing, p, styled } from "../unit/report-import/structured/word";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, test } from "./support/people";
import { beginToUse } from "./support/reports";

const SLOW = { timeout: 60_000 };
const MAP = "A map of the Kesh canal";
const CHART = "Tolls paid at Dunmere by year";

/** A Word file with two pictures: one with a caption and a description, and one without. */
const docx = (title: string) =>
  docxOf(
    styled("a3", title) +
      p("The survey of the basin was made by nine people in two wet summers.") +
      p(drawing("r1", MAP, [480, 270])) +
      styled("a5", "Figure 1. The canal and its locks") +
      p("A toll of three coppers is asked at every lock between Kesh and Dunmere.") +
      p(drawing("r2", "", [200, 300])) +
      p("The ledgers of the guild were begun when the quays were built."),
    { pictures: { r1: ["map.png", pngOf(960, 540)], r2: ["chart.png", pngOf(400, 600, [30, 90, 160])] } },
  );

/** Whether a picture has loaded and isn't collapsed. */
const isShown = (page: Page, name: string) =>
  page
    .getByRole("img", { name, exact: true })
    .first()
    .evaluate(async (image: HTMLImageElement) => {
      image.scrollIntoView();
      await image.decode();
      return image.naturalWidth > 0 && image.getBoundingClientRect().height > 100;
    });

test("the pictures of a Word file are described in the preview, read in the text, and enlarged with the keyboard", {
  tag: "@main",
}, async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor");
  const title = `Canals ${randomUUID().slice(0, 8)}`;
  await page.goto("/add");
  await chooseFiles(page, ["canals.docx", docx(title)]);
  await expect(page.getByRole("heading", { name: t("add.pictures.heading", { count: 1 }), exact: true })).toBeVisible(
    SLOW,
  );
  expect(await isShown(page, MAP)).toBe(true);
  await expectNoAxeViolations(page);

  const field = page.getByRole("textbox", { name: t("add.pictures.description", { nth: 2 }), exact: true });
  await expect(field).toHaveValue("");
  await field.fill(CHART);
  await field.press("Enter");
  await expect(page.getByRole("heading", { name: t("add.pictures.heading", { count: 0 }), exact: true })).toBeVisible(
    SLOW,
  );
  await expect(field).toBeFocused();
  await expect(page.getByRole("img", { name: CHART, exact: true })).toHaveCount(1, SLOW);

  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);
  await beginToUse(page);
  expect(await isShown(page, MAP)).toBe(true);
  expect(await isShown(page, CHART)).toBe(true);
  await expectNoAxeViolations(page, { withText: true });

  const link = page.getByRole("link", { name: MAP, exact: true });
  await link.focus();
  await page.keyboard.press("Enter");
  const box = page.getByRole("dialog");
  await expect(
    box.getByRole("heading", { name: t("reader.lightBox.heading", { nth: 1, count: 2 }), exact: true }),
  ).toBeVisible();
  await expect(box.getByText("Figure 1. The canal and its locks", { exact: true })).toBeVisible();
  await expect(box.getByRole("button", { name: `${MAP} ${t("reader.lightBox.zoom")}`, exact: true })).toBeFocused();
  await expectNoAxeViolations(page);
  await page.keyboard.press("ArrowRight");
  await expect(
    box.getByRole("heading", { name: t("reader.lightBox.heading", { nth: 2, count: 2 }), exact: true }),
  ).toBeVisible();
  await expect(box.getByRole("button", { name: t("reader.lightBox.next"), exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  const zoom = box.getByRole("button", { name: `${CHART} ${t("reader.lightBox.zoom")}`, exact: true });
  await zoom.focus();
  await page.keyboard.press("Enter");
  await expect(zoom).toHaveAttribute("aria-pressed", "true");
  expect(await zoom.getByRole("img").evaluate((image: HTMLImageElement) => image.width)).toBe(400);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await expect(box).toHaveCount(0);
  await expect(page.getByRole("link", { name: CHART, exact: true })).toBeFocused();
});
