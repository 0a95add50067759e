import { expectNoAxeViolations } from "./support/axe";
import { expect, test } from "./support/people";
import { REPORT } from "./support/reports";

test("the library lists a report with its authors, publisher, year and length, and opens it", async ({ page }) => {
  await page.goto("/");
  const report = page.getByRole("link", { name: REPORT.title });
  await expect(report).toContainText("Anna Gussarova and Yevgeniy Khon");
  await expect(report).toContainText("CAISS (Central Asia Institute for Strategic Studies), Almaty, 2017");
  await expect(report).toContainText(/22 pages · 8,\d{3} words · about \d+ minutes to read/u);
  await expectNoAxeViolations(page);
  await report.click();
  await expect(page.getByRole("heading", { level: 1, name: REPORT.title })).toBeVisible();
});

test("search in all reports leads to the passage in its report", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Search all reports" }).fill("lingua franca");
  const hit = page.getByRole("listitem").getByRole("link").first();
  await expect(hit).toContainText(REPORT.title);
  await expect(page).toHaveURL(/\?q=lingua\+franca$/u);
  await expectNoAxeViolations(page);
  await hit.click();
  await expect(page).toHaveURL(new RegExp(`${REPORT.address}\\?q=lingua\\+franca#b`, "u"));
  await expect(page.getByText("losing its status of lingua franca").last()).toBeInViewport();
  await expect(page.getByRole("status")).toHaveText("1 of 2");
});

test("a search without hits says so and what to try", async ({ page }) => {
  await page.goto("/?q=zzyzx");
  await expect(page.getByText("Nothing here matches “zzyzx”.")).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page.getByRole("link", { name: REPORT.title })).toBeVisible();
});

test("a search that fails says so and can be tried again", async ({ page, troubles }) => {
  troubles.expect(/500/u);
  await page.route("**/api/search?*", (route) => route.fulfill({ status: 500, json: {} }), { times: 1 });
  await page.goto("/");
  await page.getByRole("textbox", { name: "Search all reports" }).fill("Gomel");
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("listitem").getByRole("link").first()).toContainText("BELARUS");
});

for (const [name, address] of [
  ["a report that does not exist", "/r/no-such-report"],
  ["a page that does not exist", "/no/such/page"],
] as const) {
  test(`${name} is answered kindly, with a way home`, async ({ page, troubles }) => {
    troubles.expect(/404/u);
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
    await expectNoAxeViolations(page);
    await page.getByRole("link", { name: "See all reports" }).click();
    await expect(page.getByRole("heading", { name: "Reports", exact: true })).toBeVisible();
  });
}

test("a bad request is refused with one error form and a request id", async ({ request }) => {
  const response = await request.get("/api/search?q=x&limit=many");
  expect(response.status()).toBe(400);
  const { error } = await response.json();
  expect(error).toMatchObject({ code: "bad-request", requestId: response.headers()["x-request-id"] });
  expect(error.message).toMatch(/^The request is not of the expected form\. limit: .+\.$/u);
  expect((await request.get("/api/reports/no-such-report/documents")).status()).toBe(404);
});
