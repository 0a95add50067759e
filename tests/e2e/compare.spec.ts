import { randomUUID } from "node:crypto";
import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, test } from "./support/people";
import { PHONE, reportIsReady } from "./support/reports";

const PARAGRAPHS = [
  "Barges carry grain from the upper valley to the harbour at Kesh.",
  "Tolls were collected at seven bridges until the council abolished them.",
  "Ferries cross the lower reaches twice a day, except during the spring floods.",
  "The dredgers work from April to October, when the water is low enough.",
  "Pilots are licensed by the harbour office and paid by the tonne.",
  "Most of the warehouses on the eastern quay were built in a single decade.",
];

const textOf = (title: string, paragraphs: readonly string[]) =>
  `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n<!-- page 1 -->\n\n## Opening\n\n${paragraphs.join("\n\n")}\n`;

test("a reader opens an earlier edition, and compares it with the current one", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const editor = await pageAs("editor");
  const name = `basin-${randomUUID().slice(0, 8)}`;
  const title = `Basin ${name}`;
  const [, tolls, ...rest] = PARAGRAPHS;
  const editions = [
    PARAGRAPHS,
    ["Barges carry coal from the upper valley to the harbour at Kesh.", ...rest, "A canal was dug in 1904.", tolls!],
  ];
  let path = "";
  for (const [index, paragraphs] of editions.entries()) {
    await editor.goto("/add");
    await chooseFiles(editor, [`${name}.md`, textOf(title, paragraphs)]);
    const accept = index === 0 ? t("add.acceptNew") : t("add.accept");
    await editor.getByRole("button", { name: accept, exact: true }).click({ timeout: 30_000 });
    await editor.waitForURL("**/r/**", { timeout: 30_000 });
    await reportIsReady(editor);
    path = new URL(editor.url()).pathname;
  }

  const page = await pageAs("reader");
  await page.goto(path);
  await page.getByRole("link", { name: t("compare.open", { ordinal: 2 }), exact: true }).click();
  await expect(page.getByRole("heading", { name: t("compare.list.title"), exact: true })).toBeVisible();
  await expect(page.getByText(/1 paragraph changed, 1 added, 0 deleted, 1 moved/u)).toBeVisible({ timeout: 20_000 });
  await expectNoAxeViolations(page);

  await page.getByRole("link", { name: t("compare.list.read", { ordinal: 1 }), exact: true }).click();
  await expect(page.getByText(PARAGRAPHS[0]!, { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);

  await page.getByRole("link", { name: t("compare.former.compare"), exact: true }).click();
  await expect(page.getByText(/1 paragraph changed/u)).toBeVisible({ timeout: 20_000 });
  const items = page.getByRole("listitem");
  await expect(items.filter({ hasText: t("compare.kinds.changed") }).locator("ins:visible")).toContainText("coal");
  await expect(items.filter({ hasText: t("compare.kinds.changed") }).locator("del:visible")).toContainText("grain");
  await expect(items.filter({ hasText: t("compare.kinds.moved") }).first()).toBeVisible();
  await expectNoAxeViolations(page);

  // The changes can be visited with the keyboard.
  await page.keyboard.press("n");
  await expect(page.getByRole("status").filter({ hasText: t("compare.at", { at: 1, of: 3 }) })).toBeVisible();
  await expect(page.locator("[data-change='1']")).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.locator("[data-change='2']")).toBeFocused();
  await page.keyboard.press("Shift+N");
  await expect(page.locator("[data-change='1']")).toBeFocused();

  // Unchanged paragraphs are folded.
  await expect(page.getByText(PARAGRAPHS[3]!, { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: t("compare.unchanged", { count: 2 }), exact: true }).press("Enter");
  await expect(items.filter({ hasText: PARAGRAPHS[3]! })).toBeFocused();
  await expect(page.getByText(PARAGRAPHS[3]!, { exact: true }).filter({ visible: true })).toHaveCount(2);

  // On a phone, both editions are one text.
  await page.setViewportSize(PHONE);
  const changed = items
    .filter({ hasText: t("compare.kinds.changed") })
    .getByRole("paragraph")
    .filter({ visible: true })
    .last();
  await expect(changed).toContainText("coal");
  await expect(changed).toContainText("grain");
  await expectNoAxeViolations(page);
});
