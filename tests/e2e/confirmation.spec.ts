import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { program } from "../../lib/cli/root.mjs";
import { startProvider, type TestProvider } from "../integration/support/provider";
import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { startInstance } from "./support/instance";
import { expect, OWNER, People, SIGNED_OUT, signIn, test } from "./support/people";

type Instance = Awaited<ReturnType<typeof startInstance>>;

/** Makes everyone's sign-in an hour old. */
function letAnHourPass(instance: Instance): void {
  execFileSync(
    process.execPath,
    [program("tsx/dist/cli.mjs"), "--conditions=react-server", "tests/e2e/support/age-sessions.ts"],
    { env: { ...process.env, ...instance.env }, stdio: "inherit" },
  );
}

test.describe("a sensitive action long after signing in", () => {
  test.use({ storageState: SIGNED_OUT });

  let instance: Instance;
  let people: People;
  test.beforeAll(async ({ playwright }) => {
    instance = await startInstance();
    people = new People((options) => playwright.request.newContext(options), instance.url);
    await people.owner();
  });
  test.afterAll(() => instance.stop());

  test("asks for the password in a dialog, then continues", async ({ page, troubles }) => {
    troubles.expect(/status of 403/u);
    const { person } = await people.join("annotator");
    await page.goto(`${instance.url}/signin?from=/settings`);
    await signIn(page, OWNER);
    const tokens = page.getByRole("region", { name: t("settings.tokens.title"), exact: true });
    await tokens.getByLabel(t("settings.tokens.name"), { exact: true }).fill("A program");
    letAnHourPass(instance);

    // Nothing that the user has entered is lost if they cancel.
    const dialog = page.getByRole("dialog", { name: t("accounts.again.confirm.title"), exact: true });
    const make = tokens.getByRole("button", { name: t("settings.tokens.create"), exact: true });
    await make.click();
    await expect(dialog.getByLabel(t("accounts.fields.password"), { exact: true })).toBeFocused();
    await expectNoAxeViolations(page);
    await dialog.getByRole("button", { name: t("accounts.again.confirm.cancel"), exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(tokens.getByRole("alert")).toContainText("Confirm that it’s you");
    await expect(tokens.getByLabel(t("settings.tokens.name"), { exact: true })).toHaveValue("A program");

    await make.click();
    await dialog.getByLabel(t("accounts.fields.password"), { exact: true }).fill("not my password");
    await dialog.getByRole("button", { name: t("accounts.again.confirm.submit"), exact: true }).click();
    await expect(dialog.getByText(/That password is incorrect\./u)).toBeVisible();
    await dialog.getByLabel(t("accounts.fields.password"), { exact: true }).fill(OWNER.password);
    await dialog.getByRole("button", { name: t("accounts.again.confirm.submit"), exact: true }).click();
    await expect(tokens.getByRole("textbox", { name: t("settings.tokens.secret"), exact: true })).toHaveValue(
      /^concord_/u,
    );

    // No part of the app asks for the password again right away.
    await page.goto(`${instance.url}/team`);
    const role = page.getByRole("combobox", { name: t("members.roleOf", { name: person.name }), exact: true });
    await role.selectOption(t("accounts.roles.reader"));
    await expect(
      page.getByText(t("members.changed", { name: person.name, role: "other" }), { exact: true }),
    ).toBeVisible();
    letAnHourPass(instance);
    await role.selectOption(t("accounts.roles.editor"));
    await dialog.getByLabel(t("accounts.fields.password"), { exact: true }).fill(OWNER.password);
    await dialog.getByRole("button", { name: t("accounts.again.confirm.submit"), exact: true }).click();
    await expect(
      page.getByText(t("members.changed", { name: person.name, role: "editor" }), { exact: true }),
    ).toBeVisible();
  });

  test("must also be confirmed if it is a download", async ({ page }) => {
    await page.goto(`${instance.url}/signin?from=/settings`);
    await signIn(page, OWNER);
    const link = page.getByRole("link", { name: t("account.download"), exact: true });
    await expect(link).toBeVisible();
    letAnHourPass(instance);
    await link.click();
    const dialog = page.getByRole("dialog", { name: t("accounts.again.confirm.title"), exact: true });
    await dialog.getByLabel(t("accounts.fields.password"), { exact: true }).fill(OWNER.password);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: t("accounts.again.confirm.submit"), exact: true }).click(),
    ]);
    expect(JSON.parse(await readFile(await download.path(), "utf8")).account).toMatchObject({ email: OWNER.email });
  });
});

test.describe("a sensitive action by a user who signs in with a provider", () => {
  test.use({ storageState: SIGNED_OUT });

  let provider: TestProvider;
  let instance: Instance;
  let people: People;
  test.beforeAll(async ({ playwright }) => {
    instance = await startInstance(async (url) => {
      provider = await startProvider(`${url}/api/auth/provider/callback`, {
        nina: { email: "nina@example.org", email_verified: true, name: "Nina at the provider" },
      });
      return provider.env;
    });
    people = new People((options) => playwright.request.newContext(options), instance.url);
    await people.owner();
  });
  test.afterAll(async () => {
    await instance.stop();
    await provider.stop();
  });

  const signInThere = async (page: Page) => {
    await page
      .getByRole("link", { name: like("accounts.ways.provider", { name: "Example", isJoining: ["true", "false"] }) })
      .click();
    await page.getByLabel("Account", { exact: true }).fill("nina");
    await page.getByRole("button", { name: "Go on", exact: true }).click();
  };

  test("asks them to sign in again in a new tab, then continues", async ({ page, troubles }) => {
    troubles.expect(/status of 403/u);
    await page.goto(`${instance.url}${await people.invite("editor")}`);
    await signInThere(page);
    await expect(
      page.getByRole("button", { name: t("accounts.menu.label", { name: "Nina at the provider" }), exact: true }),
    ).toBeVisible();
    await page.goto(`${instance.url}/settings`);
    const tokens = page.getByRole("region", { name: t("settings.tokens.title"), exact: true });
    await tokens.getByLabel(t("settings.tokens.name"), { exact: true }).fill("A program");
    letAnHourPass(instance);

    const dialog = page.getByRole("dialog", { name: t("accounts.again.confirm.title"), exact: true });
    const make = tokens.getByRole("button", { name: t("settings.tokens.create"), exact: true });
    await make.click();
    await expect(dialog.getByText(t("accounts.again.confirm.leadWithoutPassword"), { exact: true })).toBeVisible();
    await expect(dialog.getByLabel(t("accounts.fields.password"), { exact: true })).toBeHidden();
    const again = dialog.getByRole("link", { name: t("accounts.again.confirm.signIn"), exact: true });
    await expect(again).toBeFocused();
    await expectNoAxeViolations(page);
    await dialog.getByRole("button", { name: t("accounts.again.confirm.cancel"), exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(tokens.getByRole("alert")).toContainText("Confirm that it’s you");
    await expect(tokens.getByLabel(t("settings.tokens.name"), { exact: true })).toHaveValue("A program");

    await make.click();
    const opening = page.waitForEvent("popup");
    await again.click();
    const tab = await opening;
    await expectNoAxeViolations(tab);
    // If the user returns without having signed in, the action is not confirmed.
    await comeBack(page);
    await expect(dialog).toBeVisible();
    // The user is still signed in at the provider, but has to sign in again anyway.
    await signInThere(tab);
    await expect(
      tab.getByRole("button", { name: t("accounts.menu.label", { name: "Nina at the provider" }), exact: true }),
    ).toBeVisible();
    await tab.close();
    await comeBack(page);
    await expect(dialog).toBeHidden();
    await expect(tokens.getByRole("textbox", { name: t("settings.tokens.secret"), exact: true })).toHaveValue(
      /^concord_/u,
    );
  });
});

/** Focuses a page, as when a user returns to its tab. In Playwright, all tabs are focused all the time. */
async function comeBack(page: Page): Promise<void> {
  const asked = page.waitForResponse(`${new URL(page.url()).origin}/api/me/confirmation`);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await asked;
}
