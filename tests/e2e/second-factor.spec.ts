import type { Page } from "@playwright/test";
import { generateSync } from "otplib";
import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { startInstance } from "./support/instance";
import { type Credentials, expect, OWNER, People, SIGNED_OUT, signIn, test } from "./support/people";

type Instance = Awaited<ReturnType<typeof startInstance>>;

const STEP = 30_000;
/** A key of the session storage: whether the browser suggests passkeys. */
const SUGGESTED = "suggested";
const PHONE = { width: 390, height: 844 };

/** The time step of the last code that each key was used for, because every code works only once. */
const used = new Map<string, number>();

/** A code that the server accepts and that hasn't been used: the current one, or the next one. */
function nextCode(key: string): string {
  const step = Math.max(Math.floor(Date.now() / STEP), (used.get(key) ?? 0) + 1);
  used.set(key, step);
  return generateSync({ secret: key, epoch: (step * STEP) / 1_000 });
}

const security = (page: Page) => page.getByRole("region", { name: t("settings.factors.title"), exact: true });

/** Sets up the authenticator app on the open page. Returns its key and the recovery codes. */
async function setUpApp(page: Page): Promise<{ key: string; codes: string[] }> {
  await page.getByRole("button", { name: t("settings.factors.authenticator.setUp"), exact: true }).click();
  await expect(page.getByRole("img", { name: t("settings.factors.authenticator.qr"), exact: true })).toBeVisible();
  const shown = await page.getByLabel(t("settings.factors.authenticator.key"), { exact: true }).inputValue();
  const key = shown.replaceAll(" ", "");
  await page.getByLabel(t("settings.factors.authenticator.code"), { exact: true }).fill(nextCode(key));
  await page.getByRole("button", { name: t("settings.factors.authenticator.turnOn"), exact: true }).click();
  return { key, codes: await keptCodes(page) };
}

/** Reads the recovery codes on the page, and says that they were saved. */
async function keptCodes(page: Page): Promise<string[]> {
  await expect(page.getByRole("heading", { name: t("settings.factors.codes.made"), exact: true })).toBeFocused();
  const codes = await page.getByText(/^\w{4}-\w{4}-\w{4}-\w{4}$/u).allTextContents();
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: t("settings.factors.codes.saved"), exact: true }).click();
  return codes;
}

async function passSecondStep(page: Page, code: string): Promise<void> {
  await page.getByLabel(t("accounts.secondStep.code"), { exact: true }).fill(code);
  await page.getByRole("button", { name: t("accounts.secondStep.submit"), exact: true }).click();
}

/** Signs a browser out, without telling the server. The page is left first, because its requests would fail. */
async function forgetSession(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
}

/** Gives a page's browser a device that unlocks passkeys without asking. */
async function addAuthenticator(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

test.describe("a second factor", () => {
  test.use({ storageState: SIGNED_OUT });

  let instance: Instance;
  let people: People;
  /** Passkeys need a host name. */
  let url: string;
  test.beforeAll(async ({ playwright }) => {
    instance = await startInstance(async (address) => {
      url = address.replace("127.0.0.1", "localhost");
      return { PUBLIC_URL: url };
    });
    people = new People((options) => playwright.request.newContext(options), url);
    await people.owner();
  });
  test.afterAll(() => instance.stop());

  const enter = async (page: Page, person: Pick<Credentials, "email" | "password">, from = "/settings") => {
    await page.goto(`${url}/signin?${new URLSearchParams({ from })}`);
    await signIn(page, person);
  };

  test("from an app is set up in the settings, and asked for after the password", async ({ page, troubles }) => {
    troubles.expect(/status of 403/u);
    const { person } = await people.join("annotator");
    await enter(page, person);
    await expect(security(page)).toBeVisible();
    await page.getByRole("button", { name: t("settings.factors.authenticator.setUp"), exact: true }).click();
    await expect(page.getByLabel(t("settings.factors.authenticator.code"), { exact: true })).toBeFocused();
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: t("settings.factors.authenticator.cancel"), exact: true }).click();
    const { key, codes } = await setUpApp(page);
    await expect(page.getByText(t("settings.factors.codes.left", { count: 10 }), { exact: true })).toBeVisible();
    await expectNoAxeViolations(page);

    await forgetSession(page);
    await page.setViewportSize(PHONE);
    await enter(page, person);
    await expect(page.getByRole("heading", { name: t("accounts.secondStep.title"), exact: true })).toBeVisible();
    await expect(page.getByLabel(t("accounts.secondStep.code"), { exact: true })).toHaveAttribute(
      "autocomplete",
      "one-time-code",
    );
    await expectNoAxeViolations(page);
    await passSecondStep(page, "000000");
    await expect(page.getByText(/That code is incorrect/u)).toBeVisible();
    await passSecondStep(page, nextCode(key));
    await expect(security(page)).toBeVisible();

    // A recovery code works once.
    await forgetSession(page);
    await enter(page, person);
    await passSecondStep(page, codes[0]!);
    await expect(page.getByText(t("settings.factors.codes.left", { count: 9 }), { exact: true })).toBeVisible();
    await forgetSession(page);
    await enter(page, person);
    await passSecondStep(page, codes[0]!);
    await expect(page.getByText(/That code is incorrect/u)).toBeVisible();
    await passSecondStep(page, codes[1]!);
    await expect(security(page)).toBeVisible();
  });

  test("is asked for in the dialog that appears when a session has ended", async ({ page, troubles }) => {
    troubles.expect(/status of 401/u);
    const { person } = await people.join("annotator");
    await enter(page, person);
    const { codes } = await setUpApp(page);
    const tokens = page.getByRole("region", { name: t("settings.tokens.title"), exact: true });
    await tokens.getByLabel(t("settings.tokens.name"), { exact: true }).fill("A program");
    await people.endSession(page);
    await tokens.getByRole("button", { name: t("settings.tokens.create"), exact: true }).click();
    const dialog = page.getByRole("dialog", { name: t("accounts.again.signIn.title"), exact: true });
    await dialog.getByLabel(t("accounts.fields.password"), { exact: true }).fill(person.password);
    await dialog.getByRole("button", { name: t("accounts.again.signIn.submit"), exact: true }).click();
    await expect(dialog.getByLabel(t("accounts.secondStep.code"), { exact: true })).toBeFocused();
    await expectNoAxeViolations(page);
    await dialog.getByLabel(t("accounts.secondStep.code"), { exact: true }).fill(codes[0]!);
    await dialog.getByRole("button", { name: t("accounts.secondStep.submit"), exact: true }).click();
    await expect(tokens.getByRole("textbox", { name: t("settings.tokens.secret"), exact: true })).toHaveValue(
      /^concord_/u,
    );
  });

  test("can be a passkey, which also signs in without a password", async ({ page }) => {
    const { person } = await people.join("annotator");
    await addAuthenticator(page);
    // Chromium's virtual device accepts the suggestion in the email field at once, before anyone could type a password.
    await page.addInitScript((name) => {
      if (!location.protocol.startsWith("http") || sessionStorage.getItem(name)) return;
      PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    }, SUGGESTED);
    await enter(page, person);
    await page.getByLabel(t("settings.factors.passkeys.name"), { exact: true }).fill("Work laptop");
    await page.getByRole("button", { name: t("settings.factors.passkeys.add"), exact: true }).click();
    await keptCodes(page);
    await expect(security(page).getByText("Work laptop", { exact: true })).toBeVisible();
    await expectNoAxeViolations(page);

    await forgetSession(page);
    await enter(page, person);
    await expect(page.getByRole("button", { name: t("accounts.secondStep.passkey"), exact: true })).toBeVisible();
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: t("accounts.secondStep.passkey"), exact: true }).click();
    await expect(security(page)).toBeVisible();

    await forgetSession(page);
    await page.goto(`${url}/signin?from=/settings`);
    await page.getByRole("button", { name: t("accounts.signIn.passkey"), exact: true }).click();
    await expect(security(page)).toBeVisible();
    await expect(page.getByText(/^Signed in with a passkey/u).first()).toBeVisible();

    // The browser suggests it in the email field.
    await page.evaluate((name) => sessionStorage.setItem(name, "1"), SUGGESTED);
    await forgetSession(page);
    await page.goto(`${url}/signin?from=/settings`);
    await expect(security(page)).toBeVisible();
    await page.evaluate((name) => sessionStorage.removeItem(name), SUGGESTED);

    const rename = t("settings.factors.passkeys.renameNamed", { name: "Work laptop" });
    await page.getByRole("button", { name: rename, exact: true }).click();
    const row = security(page).getByRole("listitem").filter({ hasText: "Work laptop" });
    await expect(row.getByRole("textbox")).toBeFocused();
    await expectNoAxeViolations(page);
    await row.getByRole("textbox").fill("Old laptop");
    await page.keyboard.press("Enter");
    await expect(security(page).getByText("Old laptop", { exact: true })).toBeVisible();
    await expect(row).toBeHidden();

    const remove = t("settings.factors.passkeys.removeNamed", { name: "Old laptop" });
    await page.getByRole("button", { name: remove, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: t("settings.factors.passkeys.remove"), exact: true }).click();
    await expect(security(page).getByText("Old laptop", { exact: true })).toBeHidden();
    await forgetSession(page);
    await enter(page, person);
    await expect(security(page)).toBeVisible();
  });

  test("that an owner requires is set up at the next sign-in, and can be reset", async ({ page, opened }) => {
    const { person } = await people.join("editor");
    const owners = await (await opened(SIGNED_OUT)).newPage();
    await enter(owners, OWNER, "/team");
    const section = owners.getByRole("region", { name: t("accounts.factors.title"), exact: true });
    await section.getByLabel(t("accounts.roles.editor"), { exact: true }).check();
    await section.getByRole("button", { name: t("accounts.factors.save"), exact: true }).click();
    await expect(owners.getByText(t("accounts.factors.saved"), { exact: true })).toBeVisible();
    await expectNoAxeViolations(owners);

    await page.setViewportSize(PHONE);
    await enter(page, person, "/notes");
    await expect(page.getByRole("heading", { name: t("accounts.factorSetUp.title"), exact: true })).toBeVisible();
    await page.goto(`${url}/settings`);
    await expect(page.getByRole("heading", { name: t("accounts.factorSetUp.title"), exact: true })).toBeVisible();
    await expectNoAxeViolations(page);
    await setUpApp(page);
    await page.getByRole("link", { name: t("accounts.factorSetUp.continue"), exact: true }).click();
    await expect(security(page)).toBeVisible();

    await owners.reload();
    const reset = owners.getByRole("button", {
      name: t("accounts.factors.resetNamed", { name: person.name }),
      exact: true,
    });
    await reset.click();
    const dialog = owners.getByRole("dialog");
    await expect(dialog.getByText(t("accounts.factors.resetLead"), { exact: true })).toBeVisible();
    await expectNoAxeViolations(owners);
    await dialog.getByRole("button", { name: t("accounts.factors.reset"), exact: true }).click();
    await expect(reset).toBeHidden();
    await page.reload();
    await page.getByRole("button", { name: t("inbox.open", { count: 1 }), exact: true }).click();
    await expect(page.getByText(t("inbox.factorsResetBy", { name: OWNER.name }), { exact: true })).toBeVisible();
  });
});
