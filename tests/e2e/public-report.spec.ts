import { randomUUID } from "node:crypto";
import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, SIGNED_OUT, test } from "./support/people";
import { PHONE } from "./support/reports";

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
