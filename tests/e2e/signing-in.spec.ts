import { execFileSync } from "node:child_process";
import type { Browser, Page } from "@playwright/test";
import { type Mailbox, startMailbox } from "../integration/support/mailbox";
import { startProvider, type TestProvider } from "../integration/support/provider";
import { ANY, like, part, sentence, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { startInstance } from "./support/instance";
import { expect, OWNER, People, SIGNED_OUT, signIn, test } from "./support/people";
import { REPORT, reportIsReady } from "./support/reports";
import type { Troubles } from "./support/troubles";

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

async function newPage(browser: Browser, troubles: Troubles, baseURL?: string): Promise<Page> {
  const context = await browser.newContext({ storageState: SIGNED_OUT, ...(baseURL && { baseURL }) });
  troubles.watch(context);
  return context.newPage();
}

test.describe("an instance with a provider and a mail server", () => {
  test.describe.configure({ mode: "serial" });
  test.use({ storageState: SIGNED_OUT });

  let provider: TestProvider;
  let mailbox: Mailbox;
  let instance: Awaited<ReturnType<typeof startInstance>>;
  let people: People;
  test.beforeAll(async ({ playwright }) => {
    mailbox = await startMailbox();
    instance = await startInstance(async (url) => {
      provider = await startProvider(`${url}/api/auth/provider/callback`, {
        nina: { email: "nina@example.org", email_verified: true, name: "Nina at the provider" },
        stranger: { email: "stranger@example.org", email_verified: true, name: "A stranger" },
      });
      return { ...provider.env, ...mailbox.env };
    });
    people = new People((options) => playwright.request.newContext(options), instance.url);
    await people.owner();
  });
  test.afterAll(async () => {
    await instance.stop();
    await Promise.all([provider.stop(), mailbox.stop()]);
  });

  /** Signs in at the provider, starting on this page. */
  const signInThere = async (page: Page, account: string) => {
    await page
      .getByRole("link", { name: like("accounts.ways.provider", { name: "Example", isJoining: ["true", "false"] }) })
      .click();
    await page.getByLabel("Account", { exact: true }).fill(account);
    await page.getByRole("button", { name: "Go on", exact: true }).click();
  };

  test("admits only invited people through the provider", async ({ page, browser, troubles }) => {
    await page.goto(`${instance.url}/signin`);
    await expectNoAxeViolations(page);
    await signInThere(page, "stranger");
    await expect(page.getByText(sentence("not-invited"), { exact: true })).toBeVisible();

    const second = await newPage(browser, troubles);
    await second.goto(`${instance.url}${await people.invite("annotator")}`);
    await signInThere(second, "nina");
    await expect(title(second, REPORT.title)).toBeVisible();
    await reportIsReady(second);
    await second
      .getByRole("button", { name: t("accounts.menu.label", { name: "Nina at the provider" }), exact: true })
      .click();
    await expect(second.getByText(t("accounts.roles.annotator"), { exact: true })).toBeVisible();
    await second.goto(`${instance.url}/settings`);
    await expect(second.getByText(t("settings.password.none"), { exact: true })).toBeVisible();
    await second.context().close();
  });

  test("signs in a member in another browser through a link in an email", { tag: "@main" }, async ({
    page,
    browser,
    troubles,
  }) => {
    const { person } = await people.join("annotator");
    await page.goto(`${instance.url}/signin?from=/notes`);
    const byMail = page.getByRole("region", {
      name: t("accounts.ways.mailTitle", { isJoining: "other" }),
      exact: true,
    });
    await byMail.getByLabel(t("accounts.fields.email"), { exact: true }).fill(person.email);
    await byMail.getByRole("button", { name: t("accounts.ways.mailSubmit"), exact: true }).click();
    await expect(title(page, t("accounts.sent.title"))).toBeVisible();
    await expectNoAxeViolations(page);

    const link = /http:\S+/u.exec((await mailbox.next()).text)?.[0] ?? "";
    const second = await newPage(browser, troubles);
    await second.goto(link);
    await expect(second.getByText(t("accounts.link.lead", { email: person.email }), { exact: true })).toBeVisible();
    await expect(second.getByText(t("accounts.link.endsPassword"), { exact: true })).toBeVisible();
    await expectNoAxeViolations(second);
    await second.getByRole("button", { name: t("accounts.link.submit"), exact: true }).click();
    await expect(title(second, t("allNotes.title"))).toBeVisible();
    await second.goto(link);
    await expect(title(second, t("accounts.link.unknownTitle"))).toBeVisible();
    await second.context().close();
  });

  test("determines client addresses itself, whatever clients claim", async ({ playwright }) => {
    const extraHTTPHeaders = { Origin: instance.url, "X-Forwarded-For": "192.0.2.66" };
    const request = await playwright.request.newContext({ baseURL: instance.url, extraHTTPHeaders });
    await request.post("/api/auth/signin", { data: OWNER });
    const { entries } = await (await request.get("/api/audit")).json();
    expect(entries[0]).toMatchObject({ action: "sign-in", by: { name: OWNER.name }, address: "127.0.0.1" });
    await request.dispose();
  });

  test("lets an owner who has forgotten their password regain access from the command line", async ({
    page,
    troubles,
  }) => {
    const printed = execFileSync(process.execPath, ["lib/cli/account.mjs", "reset", OWNER.email], {
      encoding: "utf8",
      env: { ...process.env, ...instance.env, PUBLIC_URL: instance.url },
      stdio: ["ignore", "pipe", "ignore"],
    });
    await page.goto(printed.trim());
    await expect(title(page, t("accounts.reset.title"))).toBeVisible();
    await expectNoAxeViolations(page);
    await page.getByLabel(t("accounts.reset.password"), { exact: true }).fill("unbelievable");
    await page.getByRole("button", { name: t("accounts.reset.submit"), exact: true }).click();
    troubles.expect(/status of 400/u);
    await expect(page.getByText(sentence("common-password"), { exact: true })).toBeVisible();
    await page.getByLabel(t("accounts.reset.password"), { exact: true }).fill("a password that is new");
    await page.getByRole("button", { name: t("accounts.reset.submit"), exact: true }).click();
    await expect(
      page.getByRole("button", { name: t("accounts.menu.label", { name: OWNER.name }), exact: true }),
    ).toBeVisible();

    // Leaves the page first, because signing in below replaces the page's session.
    await page.goto("about:blank");
    const data = { email: OWNER.email, password: "a password that is new" };
    const again = await page.request.post(`${instance.url}/api/auth/signin`, {
      data,
      headers: { Origin: instance.url },
    });
    expect(again.status()).toBe(200);
  });
});

test("a session is ended from another browser, and its page asks the user to sign in again", async ({
  people,
  browser,
  troubles,
  baseURL,
}) => {
  troubles.expect(/status of 401/u);
  const { person, state } = await people.join("reader");
  const context = await browser.newContext({ storageState: state, ...(baseURL && { baseURL }) });
  troubles.watch(context);
  const page = await context.newPage();
  const second = await newPage(browser, troubles, baseURL);
  await second.goto("/signin?from=/notes");
  await signIn(second, person);
  await expect(title(second, t("allNotes.title"))).toBeVisible();

  await page.goto("/settings");
  const sessions = page.getByRole("region", { name: t("settings.sessions.title"), exact: true });
  await expect(sessions.getByText(part("settings.sessions.own"))).toBeVisible();
  await expectNoAxeViolations(page);
  await sessions
    .getByRole("button", {
      name: like("settings.sessions.endNamed", {
        device: t("settings.sessions.device", { browser: "Chrome", system: ANY }),
      }),
    })
    .click();
  await expect(page.getByText(t("settings.sessions.ended"), { exact: true })).toBeVisible();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await expect(second.getByRole("dialog", { name: t("accounts.again.signIn.title"), exact: true })).toBeVisible({
    timeout: 5_000,
  });
  await second.context().close();
  await context.close();
});
