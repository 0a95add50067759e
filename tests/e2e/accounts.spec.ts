import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { runnable } from "@/lib/workers/bundle.mjs";
import { like, part, sentence, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { startInstance } from "./support/instance";
import { openAccountMenu } from "./support/menus";
import { expect, OWNER, roleChoice, SIGNED_OUT, signIn, test } from "./support/people";
import { PHONE, REPORT, reportIsReady } from "./support/reports";
import type { Troubles } from "./support/troubles";

/** When a form shows a rejection as a message, the failed request also appears in the console. */
const REFUSED = /status of 40[0-9]|status of 410/u;

async function newPage(browser: Browser, troubles: Troubles, baseURL?: string): Promise<Page> {
  const context = await browser.newContext({ storageState: SIGNED_OUT, ...(baseURL && { baseURL }) });
  troubles.watch(context);
  return context.newPage();
}

async function expectAxeCleanInBothColours(page: Page, within?: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoAxeViolations(page, { within });
  }
  await page.emulateMedia({ colorScheme: "light" });
}

async function fillPerson(page: Page, { name, email, password }: { name: string; email: string; password: string }) {
  await page.getByLabel(t("accounts.fields.name"), { exact: true }).fill(name);
  await page.getByLabel(t("accounts.fields.email"), { exact: true }).fill(email);
  await page.getByLabel(t("accounts.fields.password"), { exact: true }).fill(password);
}

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

test.describe("a new instance", () => {
  test.use({ storageState: SIGNED_OUT });

  test("is set up by its first visitor, and a person they invite joins in another browser", async ({
    page,
    browser,
    troubles,
  }) => {
    const instance = await startInstance();
    try {
      for (const path of ["/", REPORT.address, "/team", "/signin", "/join/something"]) {
        await page.goto(`${instance.url}${path}`);
        await expect(title(page, t("accounts.setUp.title"))).toBeVisible();
        expect(new URL(page.url()).pathname).toBe("/setup");
      }
      await expectAxeCleanInBothColours(page);
      await fillPerson(page, OWNER);
      await page.getByRole("button", { name: t("accounts.setUp.submit"), exact: true }).click();
      await expect(title(page, t("accounts.setUp.inviteTitle"))).toBeVisible();
      await expectAxeCleanInBothColours(page);
      await page.getByRole("link", { name: t("accounts.setUp.start"), exact: true }).click();
      await expect(title(page, REPORT.title)).toBeVisible();

      await reportIsReady(page);

      await expect(
        page.getByRole("button", { name: t("accounts.menu.label", { name: OWNER.name }), exact: true }),
      ).toBeVisible();
      await page.getByRole("link", { name: t("nav.team"), exact: true }).click();
      await expect(page.getByText(t("accounts.team.noInvitations"), { exact: true })).toBeVisible();
      await page.getByRole("radio", { name: roleChoice("reader"), exact: true }).check();
      await page.getByRole("button", { name: t("accounts.team.create"), exact: true }).click();
      await expect(page.getByLabel(t("accounts.team.made"), { exact: true })).toBeFocused();
      const link = await page.getByLabel(t("accounts.team.made"), { exact: true }).inputValue();
      expect(link).toMatch(new RegExp(`^${instance.url}/join/[\\w-]{43}$`, "u"));
      await expect(
        page.getByText(`${t("accounts.roles.reader")} · ${t("accounts.team.states.open")}`, { exact: true }),
      ).toBeVisible();
      await expectAxeCleanInBothColours(page);

      const second = await newPage(browser, troubles);
      await second.goto(link);
      await expect(title(second, t("accounts.join.title"))).toBeVisible();
      await expect(
        second.getByText(t("accounts.join.lead", { invitedBy: OWNER.name, role: "reader" }), { exact: true }),
      ).toBeVisible();
      await expectAxeCleanInBothColours(second);
      await fillPerson(second, { name: "Rauan Reader", email: "rauan@example.org", password: "another password" });
      await expect(second.getByLabel(t("accounts.fields.password"), { exact: true })).toHaveAttribute(
        "type",
        "password",
      );
      await second.getByRole("button", { name: t("accounts.fields.showPassword"), exact: true }).click();
      await expect(second.getByLabel(t("accounts.fields.password"), { exact: true })).toHaveAttribute("type", "text");
      await expectAxeCleanInBothColours(second);
      await second.getByRole("button", { name: t("accounts.join.submit"), exact: true }).click();
      await expect(title(second, REPORT.title)).toBeVisible();
      await second.goto(`${instance.url}/team`);
      await expect(second.getByRole("row", { name: /Rauan Reader \(you\) Reader/u })).toBeVisible();
      await expect(second.getByText(t("accounts.team.invite"), { exact: true })).toBeHidden();
      await expect(second.getByRole("link", { name: t("nav.team"), exact: true })).toBeVisible();
      await openAccountMenu(second);
      await second.getByRole("link", { name: t("settings.title"), exact: true }).click();
      await expect(second.getByText(t("share.listEmpty"), { exact: true })).toBeVisible();
      await expect(second.getByText(t("share.listEmptyReader"), { exact: true })).toBeVisible();
      await expect(second.getByText(t("share.listEmptyHow"), { exact: true })).toBeHidden();
      await second.goto(link);
      await expect(title(second, t("accounts.join.memberTitle"))).toBeVisible();
      await expect(
        second.getByText(t("accounts.join.member", { name: "Rauan Reader" }), { exact: true }),
      ).toBeVisible();
      await second.context().close();

      const third = await newPage(browser, troubles);
      await third.goto(link);
      await expect(title(third, t("accounts.join.closedTitle"))).toBeVisible();
      await expect(third).toHaveTitle(`${t("accounts.join.closedTitle")} · ${t("app.name")}`);
      await third.goto(`${instance.url}/setup`);
      await expect(title(third, t("accounts.signIn.title"))).toBeVisible();
      await third.context().close();
    } finally {
      await instance.stop(page);
    }
  });

  test("asks for the printed code if it is reachable from other machines", async ({ page, troubles }) => {
    troubles.expect(REFUSED);
    const instance = await startInstance({ PUBLIC_URL: "http://notes.example" });
    try {
      const printed = execFileSync(process.execPath, await runnable("lib/cli/set-up-code.ts"), {
        env: { ...process.env, ...instance.env },
      });
      const code = /code: ([0-9a-f-]{35})\n/u.exec(printed.toString())?.[1] ?? "";
      await page.goto(instance.url);
      await expect(page.getByLabel(t("accounts.setUp.code"), { exact: true })).toBeVisible();
      await expectAxeCleanInBothColours(page);
      await fillPerson(page, OWNER);
      await page.getByLabel(t("accounts.setUp.code"), { exact: true }).fill("0".repeat(32));
      await page.getByRole("button", { name: t("accounts.setUp.submit"), exact: true }).click();
      await expect(page.getByText(sentence("wrong-code"), { exact: true })).toBeVisible();
      await page.getByLabel(t("accounts.setUp.code"), { exact: true }).fill(code);
      await page.getByRole("button", { name: t("accounts.setUp.submit"), exact: true }).click();
      await expect(title(page, t("accounts.setUp.inviteTitle"))).toBeVisible();
      await expectAxeCleanInBothColours(page);
      await page.getByRole("link", { name: t("accounts.setUp.start"), exact: true }).click();
      await expect(title(page, REPORT.title)).toBeVisible();
    } finally {
      await instance.stop(page);
    }
  });
});

test.describe("signed out", () => {
  test.use({ storageState: SIGNED_OUT });

  test("a page asks the user to sign in, then opens", async ({ page, people, troubles }) => {
    troubles.expect(REFUSED);
    const { person } = await people.join("annotator");
    await page.goto(`${REPORT.address}?q=Gomel`);
    await expect(title(page, t("accounts.signIn.title"))).toBeVisible();
    expect(await page.content()).not.toContain(REPORT.title);
    await expectAxeCleanInBothColours(page);

    await signIn(page, { email: person.email, password: "wrong wrong wrong" });
    const refusal = page.getByText(sentence("wrong-credentials"), { exact: true });
    await expect(refusal).toBeVisible();
    await expect(page.getByLabel(t("accounts.fields.email"), { exact: true })).toHaveValue(person.email);
    await expectAxeCleanInBothColours(page);
    await signIn(page, { email: "nobody@example.org", password: person.password });
    await expect(refusal).toBeVisible();

    await signIn(page, person);
    await expect(title(page, REPORT.title)).toBeVisible();
    await expect(page).toHaveURL(`${REPORT.address}?q=Gomel`);

    await reportIsReady(page);

    await page.getByRole("button", { name: t("accounts.menu.label", { name: person.name }), exact: true }).click();
    await page.getByRole("button", { name: t("accounts.menu.signOut"), exact: true }).click();
    await expect(title(page, t("accounts.signIn.title"))).toBeVisible();
    await page.goto("/");
    await expect(title(page, t("accounts.signIn.title"))).toBeVisible();
    await page.goBack();
    await expect(title(page, t("accounts.signIn.title"))).toBeVisible();
  });

  test("signing in does not redirect to another site", async ({ page, people }) => {
    const { person } = await people.join("reader");
    await page.goto("/signin?from=//example.com/");
    await signIn(page, person);
    await expect(title(page, t("library.title"))).toBeVisible();
  });

  test("a revoked invitation shows that it was revoked", async ({ page, people }) => {
    const uses = randomInt(100, 500);
    const path = await people.invite("reader", uses);
    const owner = await page
      .context()
      .browser()
      ?.newContext({ storageState: await people.owner() });
    if (!owner) throw new Error("There is no browser.");
    const team = await owner.newPage();
    await team.goto("/team");
    const row = team.getByRole("listitem").filter({ hasText: t("accounts.team.used", { uses: 0, maxUses: uses }) });
    await row
      .getByRole("button", { name: like("accounts.team.revokeNamed", { role: t("accounts.roles.reader") }) })
      .click();
    await expect(team.getByText(t("accounts.team.revoked"), { exact: true })).toBeVisible();
    await expect(row).toBeFocused();
    await team.getByRole("button", { name: t("notes.undo"), exact: true }).click();
    await expect(row).toContainText(t("accounts.team.states.open"));
    await expect(row).toBeFocused();
    await page.goto(path);
    await expect(title(page, t("accounts.join.title"))).toBeVisible();
    await row.getByRole("button", { name: like("accounts.team.revokeNamed") }).click();
    await expect(row).toContainText(t("accounts.team.states.revoked"));
    await owner.close();
    await page.goto(path);
    await expect(title(page, t("accounts.join.closedTitle"))).toBeVisible();
    await expectAxeCleanInBothColours(page);
    await page.goto("/join/nothing");
    await expect(title(page, t("accounts.join.unknownTitle"))).toBeVisible();
    await page.getByRole("link", { name: t("accounts.join.haveJoined"), exact: true }).click();
    await expect(title(page, t("accounts.signIn.title"))).toBeVisible();
  });
});

test.describe("without scripts", () => {
  test.use({ storageState: SIGNED_OUT, javaScriptEnabled: false });

  test("signing in and joining work, errors are shown, and no password appears in a URL", async ({ page, people }) => {
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    const path = await people.invite("annotator");
    await page.goto(path);
    await fillPerson(page, { name: "Nora", email: OWNER.email, password: "password without scripts" });
    await page.getByRole("button", { name: t("accounts.join.submit"), exact: true }).click();
    await expect(page.getByText(sentence("email-taken"), { exact: true })).toBeVisible();
    const person = { email: `nora-${Date.now()}@example.org`, password: "password without scripts" };
    await fillPerson(page, { name: "Nora", ...person });
    await page.getByRole("button", { name: t("accounts.join.submit"), exact: true }).click();
    // The first page is the only report or, if other journeys have added reports, the library.
    await expect(page.getByRole("banner").getByRole("button", { name: /Nora/u })).toBeVisible();

    await page.context().clearCookies();
    await page.goto("/team");
    await signIn(page, { ...person, password: "wrong password without" });
    await expect(page.getByText(sentence("wrong-credentials"), { exact: true })).toBeVisible();
    await signIn(page, person);
    await expect(title(page, t("accounts.team.title"))).toBeVisible();
    expect(addresses.filter((address) => address.includes("without"))).toEqual([]);
  });
});

test("a user whose session has expired signs in again in place, and the interrupted action is performed once", async ({
  browser,
  people,
  troubles,
}) => {
  troubles.expect(REFUSED);
  troubles.expect(/ERR_FAILED/u);
  // No other invitation has this maximum number of uses.
  const uses = randomInt(100, 500);
  const context = await browser.newContext({ storageState: await people.owner() });
  troubles.watch(context);
  const page = await context.newPage();
  // With live updates, the page would ask the user to sign in before they do anything.
  await page.route("**/api/events*", (route) => route.abort());
  await page.goto("/team");
  await people.endSession(page);
  await page.getByText(t("accounts.team.more"), { exact: true }).click();
  await page.getByLabel(t("accounts.team.uses"), { exact: true }).fill(String(uses));
  await page.getByRole("button", { name: t("accounts.team.create"), exact: true }).click();

  const dialog = page.getByRole("dialog", { name: t("accounts.again.signIn.title"), exact: true });
  await expect(dialog.getByLabel(t("accounts.fields.password"), { exact: true })).toBeFocused();
  await expect(dialog.getByLabel(t("accounts.fields.email"), { exact: true })).toHaveValue(OWNER.email);
  await expectAxeCleanInBothColours(page);
  await dialog.getByLabel(t("accounts.fields.password"), { exact: true }).fill("wrong wrong wrong");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(sentence("wrong-credentials"), { exact: true })).toBeVisible();
  await dialog.getByLabel(t("accounts.fields.password"), { exact: true }).fill(OWNER.password);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel(t("accounts.team.made"), { exact: true })).toBeVisible();
  await expect(page.getByLabel(t("accounts.team.uses"), { exact: true })).toHaveValue(String(uses));
  await expect(page.getByText(part("accounts.team.used", { uses: 0, maxUses: uses }))).toHaveCount(1);

  await people.endSession(page);
  await page.getByRole("button", { name: t("accounts.team.create"), exact: true }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("You’re signed out. Sign in to continue.", { exact: true })).toBeVisible();
  await context.close();
});

test("the menu, the team page and the dialog can be used with the keyboard and fit on a phone", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto("/team");
  await expect(page.getByRole("button", { name: like("accounts.menu.label") })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(PHONE.width);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: like("accounts.menu.label") }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: t("nav.library"), exact: true })).toBeFocused();
  await expectAxeCleanInBothColours(page, '[role="dialog"]');
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: like("accounts.menu.label") })).toBeFocused();
});

test("a form that needs scripts cannot be submitted before they run", async ({ page }) => {
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await isReleased;
    await route.continue();
  });
  await page.goto("/team", { waitUntil: "commit" });
  const button = page.getByRole("button", { name: t("accounts.team.create"), exact: true });
  await expect(button).toBeDisabled();
  release();
  await button.click();
  await expect(page.getByLabel(t("accounts.team.made"), { exact: true })).toHaveValue(/\/join\//u);
});

test("every response has the headers that protect it from other sites", async ({ page, request }) => {
  const response = await page.goto(REPORT.address);
  const headers = response?.headers() ?? {};
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]{36}' 'strict-dynamic'/u);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/u);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin" });
  expect(headers["strict-transport-security"]).toBeUndefined();
  expect((await request.get("/p/nothing")).headers()["referrer-policy"]).toBe("no-referrer");
  expect((await page.goto(REPORT.address))?.headers()["content-security-policy"]).not.toBe(policy);
});
