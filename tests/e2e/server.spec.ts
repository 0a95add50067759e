import { like, MANY, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { expect, test } from "./support/people";

const PHONE = { width: 390, height: 844 };

test("an owner sees how the server is doing, and makes its log more detailed", async ({ page }) => {
  await page.goto("/team");
  await page
    .getByRole("link", { name: like("server.linkWarnings", { count: [1, MANY] }) })
    .or(page.getByRole("link", { name: t("server.link"), exact: true }))
    .click();
  await expect(page.getByRole("heading", { level: 1, name: t("server.title"), exact: true })).toBeVisible();
  const instances = page.getByRole("region", { name: t("server.instances.title"), exact: true });
  await expect(instances.getByRole("heading", { level: 3 }).first()).toContainText(t("server.instances.states.ready"));
  const storage = page.getByRole("table", { name: t("server.storage.byReport"), exact: true });
  await expect(storage.getByRole("rowheader").first()).toBeVisible();
  await expectNoAxeViolations(page);

  const log = page.getByRole("region", { name: t("server.log.title"), exact: true });
  const level = log.getByRole("combobox", { name: t("server.log.level"), exact: true });
  await level.selectOption("info");
  await log.getByRole("button", { name: t("server.log.save"), exact: true }).click();
  await expect(log.getByText(like("server.log.chosen", { level: "info" }))).toBeVisible();
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth).toBe(clientWidth);
  await level.selectOption("");
  await log.getByRole("button", { name: t("server.log.save"), exact: true }).click();
  await expect(log.getByText(like("server.log.chosen", { level: "info" }))).toBeHidden();
});

test("others don't see the page about the server", async ({ pageAs, troubles }) => {
  troubles.expect(/404/u);
  const page = await pageAs("editor");
  await page.goto("/team");
  await expect(page.getByRole("heading", { level: 1, name: t("accounts.team.title"), exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: t("server.link"), exact: true })).toHaveCount(0);
  expect((await page.goto("/team/server"))?.status()).toBe(404);
});
