import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, test } from "./support/people";
import { reportIsReady } from "./support/reports";

/** Adds a report that only this test uses. @returns its title */
async function addReport(page: Page): Promise<string> {
  const title = `Basin ${randomUUID().slice(0, 8)}`;
  await page.goto("/add");
  const text = `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n<!-- page 1 -->\n\n## Opening\n\nBarges carry grain.\n`;
  await chooseFiles(page, ["basin.md", text]);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click({ timeout: 30_000 });
  await page.waitForURL("**/r/**", { timeout: 30_000 });
  await reportIsReady(page);
  return title;
}

const save = (page: Page) => page.getByRole("button", { name: t("details.save"), exact: true }).click();

test("an editor corrects a report's details, and is told if someone else has changed them in the meantime", {
  tag: "@main",
}, async ({ troubles, pageAs }) => {
  test.setTimeout(120_000);
  troubles.expect(/400/u);
  troubles.expect(/409/u);
  const page = await pageAs("editor");
  const title = await addReport(page);

  // Edits the details from the title page.
  await page.getByRole("link", { name: t("details.open"), exact: true }).click();
  await expect(page.getByRole("heading", { name: t("details.title"), exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  const edited = title.replace("Basin", "The basin of the Velmara");
  await page.getByLabel(t("add.fields.title"), { exact: true }).fill(edited);
  await page.getByLabel(t("add.fields.authors"), { exact: true }).fill("Mira Castellan\nVelmara Survey");
  await page
    .getByLabel(t("add.authors.kindOf", { name: "Velmara Survey" }), { exact: true })
    .selectOption("organisation");
  await page.getByLabel(t("details.editors"), { exact: true }).fill("Bo Ek");
  await page.getByLabel(t("add.fields.publisher"), { exact: true }).fill("River House");
  await page.getByLabel(t("details.date"), { exact: true }).fill("in May");
  await save(page);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/date is not valid/u);
  await page.getByLabel(t("details.date"), { exact: true }).fill("2021-05-31");
  await page.getByLabel(t("details.status"), { exact: true }).selectOption("draft");
  await save(page);

  await expect(page.getByRole("heading", { name: edited, exact: true })).toBeVisible();
  await reportIsReady(page);
  const text = page.getByRole("main");
  for (const shown of ["Mira Castellan and Velmara Survey", "Bo Ek", "River House, 31 May 2021"]) {
    await expect(text).toContainText(shown);
  }
  await expect(text).toContainText(t("details.statuses.draft"));

  // Edits the details from the library, in two windows.
  const open = async () => {
    const window = await page.context().newPage();
    await window.goto("/");
    const listed = window.getByRole("listitem").filter({ hasText: edited });
    await listed.getByRole("link", { name: t("details.open"), exact: true }).click();
    await expect(window.getByLabel(t("add.fields.title"), { exact: true })).toHaveValue(edited);
    return window;
  };
  const [first, second] = [await open(), await open()];
  await first.getByLabel(t("add.fields.place"), { exact: true }).fill("Kesh");
  await save(first);
  await expect(first.getByRole("main")).toContainText("River House, Kesh 31 May 2021");
  await second.getByLabel(t("add.fields.publisher"), { exact: true }).fill("Lake House");
  await save(second);
  await expect(second.getByRole("main").getByRole("alert")).toHaveText(/^Someone else changed these details/u);
  await expectNoAxeViolations(second);
  await second.getByRole("button", { name: t("details.saveMine"), exact: true }).click();
  await expect(second.getByRole("main")).toContainText("Lake House, Kesh 31 May 2021");
});

test("an editor gives reports topics, by which everyone can filter the library", async ({ pageAs }) => {
  test.setTimeout(120_000);
  const page = await pageAs("editor");
  const topic = `Inland ports ${randomUUID().slice(0, 8)}`;
  const editTopics = async () => {
    const title = await addReport(page);
    await page.getByRole("link", { name: t("details.open"), exact: true }).click();
    await expect(page.getByLabel(t("details.topics"), { exact: true })).toHaveValue("");
    // Also lets the form's scripts load. It doesn't see what was entered before.
    await expectNoAxeViolations(page);
    return title;
  };
  const first = await editTopics();
  await page.getByLabel(t("details.topics"), { exact: true }).fill(` ${topic},`);
  await save(page);
  await expect(page.getByRole("heading", { name: first, exact: true })).toBeVisible();

  // The form offers the topics of other reports.
  const second = await editTopics();
  await page.getByRole("button", { name: t("details.addTopic", { name: topic }), exact: true }).click();
  await expect(page.getByLabel(t("details.topics"), { exact: true })).toHaveValue(topic);
  await save(page);
  await expect(page.getByRole("heading", { name: second, exact: true })).toBeVisible();

  const reader = await pageAs("reader");
  for (const width of [1440, 390]) {
    await reader.setViewportSize({ width, height: 900 });
    await reader.goto("/?order=added");
    const topics = reader.getByRole("navigation", { name: t("library.topics.label"), exact: true });
    const link = topics.getByRole("link", { name: t("library.topics.one", { name: topic, count: 2 }), exact: true });
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "true");
    const listed = reader.getByRole("main").getByRole("heading", { level: 2 });
    await expect(listed).toHaveText([second, first]);
    await expect(reader.getByRole("main")).toContainText(t("library.topics.of", { topics: topic }));
    await expectNoAxeViolations(reader);
    await topics.getByRole("link", { name: t("library.topics.all"), exact: true }).click();
    await expect(reader).toHaveURL(/\/\?order=added$/u);
  }
  await reader.goto("/?topic=nothing+at+all");
  await expect(reader.getByText(t("library.topics.none", { topic: "nothing at all" }), { exact: true })).toBeVisible();
  await expectNoAxeViolations(reader);
});
