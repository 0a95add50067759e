import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, SIGNED_OUT, test } from "./support/people";
import { PHONE } from "./support/reports";

// One after another, because a guest may also read reports that are public.
test.describe.configure({ mode: "default" });

/** Waits until the report's page is interactive. From then on, the header shows the current section. */
const isReady = (page: Page) => expect(page.getByRole("banner")).toContainText("Opening");

/** Adds a report that only this test uses. @returns its title, its path, and a word that occurs only there */
async function addReport(page: Page): Promise<{ title: string; path: string; word: string }> {
  const word = `zq${randomUUID().replaceAll(/[^a-f]/gu, "")}`;
  const title = `Harbour ${randomUUID().slice(0, 8)}`;
  await page.goto("/add");
  const text = `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n## Opening\n\nBarges carry ${word}.\n`;
  await chooseFiles(page, ["harbour.md", text]);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click({ timeout: 30_000 });
  await page.waitForURL("**/r/**", { timeout: 30_000 });
  await isReady(page);
  return { title, path: new URL(page.url()).pathname, word };
}

const radio = (page: Page, audience: "team" | "restricted") =>
  page.getByRole("radio", {
    name: `${t(`access.audiences.${audience}`)} ${t(`access.means.${audience}`)}`,
    exact: true,
  });
const save = async (page: Page) => {
  await page.getByRole("button", { name: t("access.save"), exact: true }).click();
  await expect(page.getByText(t("access.saved"), { exact: true })).toBeVisible();
};
const add = (page: Page, name: string) =>
  page.getByRole("combobox", { name: t("access.add"), exact: true }).selectOption({ label: name });

test("a restricted report disappears for others while they read it, and is given to one of them", {
  tag: "@main",
}, async ({ opened, ownerState, people, troubles }) => {
  test.setTimeout(180_000);
  troubles.expect(/404/u);
  const owner = await (await opened(ownerState)).newPage();
  const { title, path, word } = await addReport(owner);
  const joined = await people.join("reader");
  const { name } = joined.person;
  const reader = await (await opened(joined.state)).newPage();
  await reader.goto(path);
  await isReady(reader);
  await expect(reader.getByText(`Barges carry ${word}.`, { exact: true })).toBeVisible();

  await owner.goto(`${path}/details`);
  await radio(owner, "restricted").check();
  await expect(owner.getByText(t("access.nobody"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(owner);
  await save(owner);

  // The open page goes away without being reloaded.
  await expect(reader.getByText(`Barges carry ${word}.`, { exact: true })).toHaveCount(0, { timeout: 30_000 });
  await expectNoAxeViolations(reader);
  await reader.goto("/");
  await expect(reader.getByRole("heading", { name: t("library.title"), exact: true })).toBeVisible();
  await expect(reader.getByText(title, { exact: true })).toHaveCount(0);
  await reader.goto(`/?q=${word}`);
  await expect(reader.getByText(title, { exact: true })).toHaveCount(0);

  await add(owner, name);
  await owner.getByRole("combobox", { name: t("access.rightOf", { name }), exact: true }).selectOption("edit");
  await owner.setViewportSize(PHONE);
  await expectNoAxeViolations(owner);
  await save(owner);

  await reader.goto("/");
  await expect(reader.getByText(title, { exact: true })).toBeVisible();
  await expect(reader.getByText(t("access.restricted"), { exact: false }).first()).toBeVisible();
  // A reader who can edit the report sees who else can read it, but can't change that.
  await reader.goto(`${path}/details`);
  await expect(radio(reader, "restricted")).toBeDisabled();
  await expectNoAxeViolations(reader);
});

test("a guest sees nothing but the report that they are given", { tag: "@main" }, async ({
  opened,
  ownerState,
  people,
}) => {
  test.setTimeout(180_000);
  const owner = await (await opened(ownerState)).newPage();
  const { title, path } = await addReport(owner);
  const joined = await people.join("guest");
  const guest = await (await opened(joined.state)).newPage();
  await guest.goto("/");
  await expect(guest.getByText(t("library.emptyGuest"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(guest);

  await owner.goto(`${path}/details`);
  await add(owner, joined.person.name);
  await save(owner);

  // The open library shows the report without being reloaded.
  await expect(guest.getByText(title, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(guest.getByRole("main").getByRole("heading", { level: 2 })).toHaveCount(1);
  await guest.setViewportSize(PHONE);
  await expectNoAxeViolations(guest);
  await guest.goto(path);
  await isReady(guest);
  await expectNoAxeViolations(guest);
  await guest.goto("/team");
  await expect(guest.getByText("Olga", { exact: true })).toHaveCount(0);
});

test("an editor restricts a report while adding it", async ({ opened, pageAs, people, troubles }) => {
  test.setTimeout(120_000);
  troubles.expect(/404/u);
  const named = await people.join("reader");
  const editor = await pageAs("editor");
  const title = `Quay ${randomUUID().slice(0, 8)}`;
  await editor.goto("/add");
  const text = `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n## Opening\n\nBarges carry salt.\n`;
  await chooseFiles(editor, ["quay.md", text]);
  await expect(radio(editor, "team")).toBeChecked({ timeout: 30_000 });
  await radio(editor, "restricted").check();
  await add(editor, named.person.name);
  await expectNoAxeViolations(editor);
  await editor.setViewportSize(PHONE);
  await expectNoAxeViolations(editor);
  await editor.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await editor.waitForURL("**/r/**", { timeout: 30_000 });
  await expect(editor.getByText(t("access.restricted"), { exact: true })).toBeVisible();
  const { pathname } = new URL(editor.url());

  const reader = await (await opened(named.state)).newPage();
  await reader.goto(pathname);
  await expect(reader.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
  const outsider = await pageAs("annotator");
  expect((await outsider.goto(pathname))?.status()).toBe(404);
});

test("a report is made public, read and searched without an account, and taken back", { tag: "@main" }, async ({
  browser,
  opened,
  page: owner,
}) => {
  test.setTimeout(180_000);
  const title = `Estuary ${randomUUID().slice(0, 8)}`;
  await owner.goto("/add");
  const text = `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n## Opening\n\nBarges carry timber.\n\n## Closing\n\nFerries carry salt.\n`;
  await chooseFiles(owner, ["estuary.md", text]);
  await owner.getByRole("button", { name: t("add.acceptNew"), exact: true }).click({ timeout: 30_000 });
  await owner.waitForURL("**/r/**", { timeout: 30_000 });
  const path = new URL(owner.url()).pathname;

  const visitor = await (await opened(SIGNED_OUT)).newPage();
  await visitor.goto(path);
  await expect(visitor).toHaveURL(/\/signin\?from=/u);

  const save = async () => {
    await owner.getByRole("button", { name: t("access.save"), exact: true }).click();
    await expect(owner.getByText(t("access.saved"), { exact: true })).toBeVisible();
  };
  await owner.goto(`${path}/details`);
  const radio = (audience: "team" | "public") =>
    owner.getByRole("radio", {
      name: `${t(`access.audiences.${audience}`)} ${t(`access.means.${audience}`)}`,
      exact: true,
    });
  await radio("public").check();
  await expect(
    owner.getByRole("checkbox", { name: `${t("access.publicNotes")} ${t("access.publicNotesMean")}`, exact: true }),
  ).not.toBeChecked();
  await expectNoAxeViolations(owner);
  await save();
  await owner.goto(path);
  await expect(owner.getByText(t("access.publicHow", { withNotes: "false" }), { exact: true })).toBeVisible();

  await visitor.goto(path);
  await expect(visitor.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
  await expect(visitor.locator("meta[name=robots]")).toHaveAttribute("content", /noindex/u);
  await expect(visitor.getByRole("link", { name: t("accounts.signIn.submit"), exact: true })).toBeVisible();
  await expect(visitor.getByRole("link", { name: "Closing", exact: true })).toBeVisible();
  await expectNoAxeViolations(visitor);
  const box = visitor.getByRole("searchbox", { name: t("search.inReport"), exact: true });
  await box.fill("salt");
  await box.press("Enter");
  const hits = visitor.getByRole("list", { name: t("search.list"), exact: true });
  await expect(hits.getByRole("link")).toHaveCount(1);
  await expectNoAxeViolations(visitor);
  await hits.getByRole("link").press("Enter");
  await expect(visitor).toHaveURL(/q=salt#/u);
  await visitor.setViewportSize(PHONE);
  await expectNoAxeViolations(visitor);
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  const withoutScripts = await browser.newContext({ storageState: SIGNED_OUT, javaScriptEnabled: false });
  const plain = await withoutScripts.newPage();
  await plain.goto(path);
  await plain.getByRole("searchbox", { name: t("search.inReport"), exact: true }).fill("salt");
  await plain.getByRole("searchbox", { name: t("search.inReport"), exact: true }).press("Enter");
  await expect(
    plain
      .getByRole("list", { name: t("search.list"), exact: true })
      .getByRole("link")
      .filter({ hasText: "salt" }),
  ).toBeVisible();
  await withoutScripts.close();

  await box.fill("zeppelin");
  await box.press("Enter");
  await expect(visitor.getByText(t("search.total", { count: 0 }), { exact: true })).toBeVisible();

  await owner.goto(`${path}/details`);
  await radio("team").check();
  await save();
  // The redirect doesn't tell whether there is such a report. (The order in which its body is streamed varies.)
  const redirected = async (to: string) => {
    const response = await visitor.request.get(`${to}?q=salt`, { maxRedirects: 0 });
    const { location = "", "cache-control": caching, "content-type": type } = response.headers();
    expect(await response.text()).not.toMatch(new RegExp(`${title}|Castellan|Ferries`, "u"));
    return { status: response.status(), location: location.replace(encodeURIComponent(to), "PATH"), caching, type };
  };
  const missing = await redirected(`/r/estuary-${randomUUID().slice(0, 8)}`);
  expect(missing).toMatchObject({ status: 307, location: expect.stringContaining("PATH") });
  expect(await redirected(path)).toEqual(missing);
  await visitor.reload();
  await expect(visitor).toHaveURL(/\/signin\?from=/u);
});
