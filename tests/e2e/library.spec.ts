import type { Page } from "@playwright/test";
import { like, MANY, part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { expect, test } from "./support/people";
import { openReport, REPORT } from "./support/reports";
import { said } from "./support/text";

const hits = (page: Page) => page.getByRole("list", { name: t("search.list"), exact: true }).getByRole("link");

test("the library lists a report with its authors, publisher, year and length, and opens it", async ({ page }) => {
  await page.goto("/");
  const report = page.getByRole("link").filter({ hasText: REPORT.title });
  await expect(report).toContainText("Anna Gussarova and Yevgeniy Khon");
  await expect(report).toContainText("CAISS (Central Asia Institute for Strategic Studies), Almaty, 2017");
  await expect(report).toContainText(part("library.length", { pages: 22, words: MANY, minutes: MANY }));
  await expectNoAxeViolations(page);
  await report.click();
  await expect(page.getByRole("heading", { level: 1, name: REPORT.title, exact: true })).toBeVisible();
});

test("the library shows a report's activity, and opens the report where the reader left off", async ({ page }) => {
  await page.goto("/");
  const report = page.getByRole("link").filter({ hasText: REPORT.title });
  await expect(report).toContainText(part("library.activity.notes"));
  await expect(report).not.toContainText(part("library.continue"));
  await openReport(page, "#conclusions");
  await expect(page.getByRole("banner")).toContainText("Conclusions");
  const kept = () => page.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith("/places")));
  await expect.poll(kept).toBe(true);
  await page.goto("/");
  await expect(report).toContainText(t("library.continue", { place: "Conclusions · p. 22" }));
  await expectNoAxeViolations(page);
  await report.click();
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeInViewport();
});

test("a hit from a search of all reports opens the passage in its report", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: t("search.inLibrary"), exact: true }).fill("lingua franca");
  const hit = hits(page).first();
  await expect(hit).toContainText(REPORT.title);
  await expect(page).toHaveURL(/\?q=lingua\+franca$/u);
  await expectNoAxeViolations(page);
  await hit.click();
  await expect(page).toHaveURL(new RegExp(`${REPORT.address}\\?q=lingua\\+franca#b`, "u"));
  await expect(page.getByText(/losing its status of lingua franca/u).last()).toBeInViewport();
  await expect(said(page)).toHaveText("1 of 2");
});

test("a search without hits shows a message with suggestions", async ({ page }) => {
  await page.goto("/?q=zzyzx");
  await expect(page.getByText(t("search.none", { query: "zzyzx" }), { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
  await expect(page.getByRole("link").filter({ hasText: REPORT.title })).toBeVisible();
});

test("a failed search shows a message and can be retried", async ({ page, troubles }) => {
  troubles.expect(/500/u);
  await page.route("**/api/search?*", (route) => route.fulfill({ status: 500, json: {} }), { times: 1 });
  await page.goto("/");
  await page.getByRole("textbox", { name: t("search.inLibrary"), exact: true }).fill("Gomel");
  await page
    .getByRole("alert")
    .getByRole("button", { name: t("search.retry"), exact: true })
    .click();
  await expect(hits(page).first()).toContainText("BELARUS");
});

test("the previous results stay until those for the latest text arrive", async ({ page }) => {
  await page.goto("/");
  const box = page.getByRole("textbox", { name: t("search.inLibrary"), exact: true });
  await box.fill("Gomel");
  await expect(hits(page).first()).toContainText("BELARUS");
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/search\?q=tashkent&/u, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  const asked = page.waitForRequest(/search\?q=tashkent&/u);
  await box.fill("tashkent");
  const stale = await asked;
  await expect(hits(page).first()).toContainText("BELARUS");
  await box.fill("Hermitage");
  await expect(hits(page).first()).toContainText("Hermitage");
  expect(stale.failure()?.errorText).toBe("net::ERR_ABORTED");
  letGo();
  await expect(hits(page).first()).toContainText("Hermitage");
});

test("results can be filtered, sorted and listed one occurrence per line", async ({ page }) => {
  await page.goto("/?q=russian+language");
  await page
    .getByRole("link", {
      name: new RegExp(`^${t("search.facetValues.places.footnotes")} \\d+`, "u"),
    })
    .click();
  await expect(page.getByRole("textbox", { name: t("search.inLibrary"), exact: true })).toHaveValue(
    "russian language in:footnotes",
  );
  await expect(hits(page).first()).toContainText(t("reader.kind.footnote"));
  await page.getByRole("button", { name: t("search.sort.position"), exact: true }).click();
  await expect(page).toHaveURL(/sort=position/u);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("search.view.lines"), exact: true }).click();
  await expect(page.getByRole("table", { name: t("search.concordance.label"), exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
});

test("the word being typed is completed, and a typo is corrected", async ({ page }) => {
  await page.goto("/");
  const box = page.getByRole("textbox", { name: t("search.inLibrary"), exact: true });
  await box.fill("univers");
  await page
    .getByRole("list", { name: t("search.completions"), exact: true })
    .getByRole("link")
    .first()
    .click();
  await expect(box).toHaveValue(/^universit\w* $/iu);
  await box.fill("Hermitige ");
  await expect(
    page.getByText(`${t("search.unknown", { word: "Hermitige" })} ${t("search.showing")} Hermitage.`, { exact: true }),
  ).toBeVisible();
  await page.getByRole("link", { name: "Hermitage", exact: true }).click();
  await expect(box).toHaveValue("Hermitage ");
});

for (const [name, address] of [
  ["a report that does not exist", "/r/no-such-report"],
  ["a page that does not exist", "/no/such/page"],
] as const) {
  test(`${name} shows a helpful message and a link to the library`, async ({ page, troubles }) => {
    troubles.expect(/404/u);
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: t("notFound.title"), exact: true })).toBeVisible();
    await expect(page.getByRole("banner").getByRole("button", { name: like("accounts.menu.label") })).toBeVisible();
    // The page loads again when other tests add reports, because it may exist now.
    await expect(() => expectNoAxeViolations(page)).toPass();
    await page.getByRole("link", { name: t("notFound.home"), exact: true }).click();
    await expect(page.getByRole("heading", { name: t("library.title"), exact: true })).toBeVisible();
  });
}

test("a bad request is rejected in the common error format, with a request ID", async ({ request }) => {
  const response = await request.get("/api/search?q=x&limit=many");
  expect(response.status()).toBe(400);
  const { error } = await response.json();
  expect(error).toMatchObject({ code: "bad-request", requestId: response.headers()["x-request-id"] });
  expect(error.message).toMatch(/^The request is not valid\. limit: .+\.$/u);
  expect((await request.get("/api/reports/no-such-report/documents")).status()).toBe(404);
});
