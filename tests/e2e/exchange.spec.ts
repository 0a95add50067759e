import { readFile } from "node:fs/promises";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { expect } from "./support/people";
import { PHONE, REPORT } from "./support/reports";
import { select } from "./support/text";

/** What Hypothesis would give out of a page with the words of the report, and of one without. */
const annotations = (name: string) => {
  const uri = "https://press.example/report.pdf";
  const quote = (exact: string, prefix: string) => [
    { source: uri, selector: [{ type: "TextQuoteSelector", exact, prefix }] },
  ];
  return {
    rows: [
      {
        id: `${name}a`,
        uri,
        user: "acct:ann@hypothes.is",
        text: `From ${name}`,
        target: quote("Hermitage Museum", ""),
      },
      { id: `${name}b`, uri, user: "acct:ann@hypothes.is", text: "On all of it", target: [{ source: uri }] },
    ],
  };
};

member("notes go out of the list as a file, and come in after a look at it", async ({ page }) => {
  await select(page, "literary heritage");
  await page.keyboard.press("2");
  await page.goto("/notes");
  await page.getByRole("button", { name: "Mine" }).click();
  await page.getByRole("button", { name: "Export" }).click();
  await expectNoAxeViolations(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: /^W3C Web Annotations/u }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("concord-notes.jsonld");
  const collection = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(collection).toMatchObject({ type: "AnnotationCollection", total: 1 });
  expect(collection.first.items[0].target).toMatchObject({ source: expect.stringContaining(REPORT.address) });
  const table = await page.request.get("/api/notes/export?format=csv");
  expect(table.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Import" }).click();
  const name = crypto.randomUUID().slice(0, 8);
  const file = {
    name: "hypothesis.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(annotations(name), null, 1)),
  };
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByRole("heading", { name: "What would come of it" })).toBeFocused();
  await expect(page.getByText("1 is about other documents")).toBeVisible();
  await expect(page.getByText("It is about a whole document.")).toBeVisible();
  await page.getByRole("combobox", { name: /no reports here/u }).selectOption(REPORT.slug);
  const accept = page.getByRole("button", { name: "Import 1 annotation" });
  await expect(accept).toBeVisible();
  await expectNoAxeViolations(page);
  await page.setViewportSize(PHONE);
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  // It can be left, or become another one, until it is being imported.
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route("**/api/imports", async (route) => {
    await held;
    await route.continue();
  });
  await accept.click();
  const leave = page.getByRole("button", { name: "Leave it" });
  for (const control of [accept, leave, page.getByRole("button", { name: "Choose another file" })]) {
    await expect(control).toHaveAttribute("aria-disabled", "true");
  }
  for (const control of await page.getByRole("combobox").all()) await expect(control).toBeDisabled();
  await leave.click({ force: true });
  await page.locator("input[type=file]").setInputFiles({ ...file, buffer: Buffer.from("{") });
  await expect(page.getByRole("heading", { name: "What would come of it" })).toBeVisible();
  goOn();
  await expect(page.getByRole("heading", { name: "What has come of it" })).toBeFocused();
  await expect(page.getByText("Nothing was imported.")).toHaveCount(0);
  await page.getByRole("link", { name: "See all notes" }).click();
  const row = page.getByRole("listitem").filter({ hasText: `From ${name}` });
  await expect(row).toContainText(/Imported by .+, attributed to ann/u);
});
