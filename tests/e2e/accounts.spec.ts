import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { runnable } from "@/lib/workers/bundle.mjs";
import { expectNoAxeViolations } from "./support/axe";
import { startInstance } from "./support/instance";
import { expect, OWNER, SIGNED_OUT, signIn, test } from "./support/people";
import { PHONE, REPORT, reportIsReady } from "./support/reports";
import type { Troubles } from "./support/troubles";

/** A rejection that a form shows as a message is in the console too. */
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
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
}

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test.describe("a new Concord", () => {
  test.use({ storageState: SIGNED_OUT });

  test("is set up by its first visitor, who invites a second, who joins in another browser", async ({
    page,
    browser,
    troubles,
  }) => {
    const instance = await startInstance();
    try {
      for (const path of ["/", REPORT.address, "/team", "/signin", "/join/something"]) {
        await page.goto(`${instance.url}${path}`);
        await expect(title(page, "Set up Concord")).toBeVisible();
        expect(new URL(page.url()).pathname).toBe("/setup");
      }
      await expectAxeCleanInBothColours(page);
      await fillPerson(page, OWNER);
      await page.getByRole("button", { name: "Set up and start reading" }).click();
      await expect(title(page, REPORT.title)).toBeVisible();

      await reportIsReady(page);

      await page.getByRole("button", { name: `Account: ${OWNER.name}` }).click();
      await page.getByRole("link", { name: "Team", exact: true }).click();
      await expect(page.getByText("No invitations yet.")).toBeVisible();
      await page.getByRole("radio", { name: "Reader" }).check();
      await page.getByRole("button", { name: "Make the link" }).click();
      await expect(page.getByLabel("Invitation link")).toBeFocused();
      const link = await page.getByLabel("Invitation link").inputValue();
      expect(link).toMatch(new RegExp(`^${instance.url}/join/[\\w-]{43}$`, "u"));
      await expect(page.getByText("Reader · Works")).toBeVisible();
      await expectAxeCleanInBothColours(page);

      const second = await newPage(browser, troubles);
      await second.goto(link);
      await expect(title(second, "Join the team")).toBeVisible();
      await expect(second.getByText(`${OWNER.name} invites you`)).toBeVisible();
      await expectAxeCleanInBothColours(second);
      await fillPerson(second, { name: "Rauan Reader", email: "rauan@example.org", password: "another password" });
      await expect(second.getByLabel("Password")).toHaveAttribute("type", "password");
      await second.getByRole("button", { name: "Show what is typed" }).click();
      await expect(second.getByLabel("Password")).toHaveAttribute("type", "text");
      await expectAxeCleanInBothColours(second);
      await second.getByRole("button", { name: "Join" }).click();
      await expect(title(second, REPORT.title)).toBeVisible();
      await second.goto(`${instance.url}/team`);
      await expect(second.getByRole("row", { name: /Rauan Reader \(you\) Reader/u })).toBeVisible();
      await expect(second.getByText("Invite people")).toBeHidden();
      await second.getByRole("button", { name: /^Account/u }).click();
      await expect(second.getByRole("link", { name: "Team", exact: true })).toBeVisible();
      await second.getByRole("link", { name: "Settings" }).click();
      await expect(second.getByText("Nothing is shared.")).toBeVisible();
      await expect(second.getByText("Share outside")).toBeHidden();
      await second.goto(link);
      await expect(title(second, "You are in this team already")).toBeVisible();
      await expect(second.getByText("You are signed in as Rauan Reader.")).toBeVisible();
      await second.context().close();

      const third = await newPage(browser, troubles);
      await third.goto(link);
      await expect(title(third, "This invitation does not work any more")).toBeVisible();
      await expect(third).toHaveTitle("This invitation does not work any more · Concord");
      await third.goto(`${instance.url}/setup`);
      await expect(title(third, "Sign in")).toBeVisible();
      await third.context().close();
    } finally {
      await instance.stop(page);
    }
  });

  test("that others can reach asks for the printed code", async ({ page, troubles }) => {
    troubles.expect(REFUSED);
    const instance = await startInstance({ PUBLIC_URL: "http://notes.example" });
    try {
      const printed = execFileSync(process.execPath, await runnable("lib/cli/set-up-code.ts"), {
        env: { ...process.env, ...instance.env },
      });
      const code = /code: ([0-9a-f-]{35})\n/u.exec(printed.toString())?.[1] ?? "";
      await page.goto(instance.url);
      await expect(page.getByLabel("Set-up code")).toBeVisible();
      await expectAxeCleanInBothColours(page);
      await fillPerson(page, OWNER);
      await page.getByLabel("Set-up code").fill("0".repeat(32));
      await page.getByRole("button", { name: "Set up and start reading" }).click();
      await expect(page.getByText("This is not a code that was printed")).toBeVisible();
      await page.getByLabel("Set-up code").fill(code);
      await page.getByRole("button", { name: "Set up and start reading" }).click();
      await expect(title(page, REPORT.title)).toBeVisible();
    } finally {
      await instance.stop(page);
    }
  });
});

test.describe("signed out", () => {
  test.use({ storageState: SIGNED_OUT });

  test("a page asks to sign in, and opens after it", async ({ page, people, troubles }) => {
    troubles.expect(REFUSED);
    const { person } = await people.join("annotator");
    await page.goto(`${REPORT.address}?q=Gomel`);
    await expect(title(page, "Sign in")).toBeVisible();
    expect(await page.content()).not.toContain(REPORT.title);
    await expectAxeCleanInBothColours(page);

    await signIn(page, { email: person.email, password: "wrong wrong wrong" });
    const sentence = page.getByText("The e-mail address or the password is not right.");
    await expect(sentence).toBeVisible();
    await expect(page.getByLabel("E-mail address")).toHaveValue(person.email);
    await expectAxeCleanInBothColours(page);
    await signIn(page, { email: "nobody@example.org", password: person.password });
    await expect(sentence).toBeVisible();

    await signIn(page, person);
    await expect(title(page, REPORT.title)).toBeVisible();
    await expect(page).toHaveURL(`${REPORT.address}?q=Gomel`);

    await reportIsReady(page);

    await page.getByRole("button", { name: `Account: ${person.name}` }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(title(page, "Sign in")).toBeVisible();
    await page.goto("/");
    await expect(title(page, "Sign in")).toBeVisible();
    await page.goBack();
    await expect(title(page, "Sign in")).toBeVisible();
  });

  test("signing in does not redirect to another site", async ({ page, people }) => {
    const { person } = await people.join("reader");
    await page.goto("/signin?from=//example.com/");
    await signIn(page, person);
    await expect(title(page, "Reports")).toBeVisible();
  });

  test("a revoked invitation says so", async ({ page, people }) => {
    const uses = randomInt(100, 500);
    const path = await people.invite("reader", uses);
    const owner = await page
      .context()
      .browser()
      ?.newContext({ storageState: await people.owner() });
    if (!owner) throw new Error("There is no browser.");
    const team = await owner.newPage();
    await team.goto("/team");
    const row = team.getByRole("listitem").filter({ hasText: `0 of ${uses} people joined` });
    await row.getByRole("button", { name: /^Withdraw the invitation \(Reader/u }).click();
    await expect(team.getByText("The link no longer works.")).toBeVisible();
    await expect(row).toBeFocused();
    await team.getByRole("button", { name: "Undo" }).click();
    await expect(row).toContainText("Works");
    await expect(row).toBeFocused();
    await page.goto(path);
    await expect(title(page, "Join the team")).toBeVisible();
    await row.getByRole("button", { name: /^Withdraw/u }).click();
    await expect(row).toContainText("Withdrawn");
    await owner.close();
    await page.goto(path);
    await expect(title(page, "This invitation does not work any more")).toBeVisible();
    await expectAxeCleanInBothColours(page);
    await page.goto("/join/nothing");
    await expect(title(page, "There is no such invitation")).toBeVisible();
    await page.getByRole("link", { name: "Have you joined before? Sign in" }).click();
    await expect(title(page, "Sign in")).toBeVisible();
  });
});

test.describe("without scripts", () => {
  test.use({ storageState: SIGNED_OUT, javaScriptEnabled: false });

  test("signing in, joining and their rejections work, and no password gets into a URL", async ({ page, people }) => {
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    const path = await people.invite("annotator");
    await page.goto(path);
    await fillPerson(page, { name: "Nora", email: OWNER.email, password: "password without scripts" });
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByText("There is an account with this e-mail address already.")).toBeVisible();
    const person = { email: `nora-${Date.now()}@example.org`, password: "password without scripts" };
    await fillPerson(page, { name: "Nora", ...person });
    await page.getByRole("button", { name: "Join" }).click();
    await expect(title(page, REPORT.title)).toBeVisible();

    await page.context().clearCookies();
    await page.goto("/team");
    await signIn(page, { ...person, password: "wrong password without" });
    await expect(page.getByText("The e-mail address or the password is not right.")).toBeVisible();
    await signIn(page, person);
    await expect(title(page, "Team")).toBeVisible();
    expect(addresses.filter((address) => address.includes("without"))).toEqual([]);
  });
});

test("an expired session signs in again in place, and the interrupted action is done once", async ({
  browser,
  people,
  troubles,
}) => {
  troubles.expect(REFUSED);
  troubles.expect(/ERR_FAILED/u);
  // A number that no other invitation has.
  const uses = String(randomInt(100, 500));
  const context = await browser.newContext({ storageState: await people.owner() });
  troubles.watch(context);
  const page = await context.newPage();
  // With live updates, the page would ask to sign in before anything is done.
  await page.route("**/api/events*", (route) => route.abort());
  await page.goto("/team");
  await people.endSession(page);
  await page.getByLabel("How many people may join by it").fill(uses);
  await page.getByRole("button", { name: "Make the link" }).click();

  const dialog = page.getByRole("dialog", { name: "Sign in to go on" });
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await expect(dialog.getByLabel("E-mail address")).toHaveValue(OWNER.email);
  await expectAxeCleanInBothColours(page);
  await dialog.getByLabel("Password").fill("wrong wrong wrong");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("The e-mail address or the password is not right.")).toBeVisible();
  await dialog.getByLabel("Password").fill(OWNER.password);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("Invitation link")).toBeVisible();
  await expect(page.getByLabel("How many people may join by it")).toHaveValue(uses);
  await expect(page.getByText(`0 of ${uses} people joined`)).toHaveCount(1);

  await people.endSession(page);
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("You are signed out. Sign in to go on.")).toBeVisible();
  await context.close();
});

test("the menu, the team page and the dialog can be used by keyboard, and fit a phone", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto("/team");
  await expect(page.getByRole("button", { name: /^Account/u })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(PHONE.width);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: /^Account/u }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "All notes" })).toBeFocused();
  await expectAxeCleanInBothColours(page, '[role="dialog"]');
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Account/u })).toBeFocused();
});

test("a form that needs scripts cannot be sent before they run", async ({ page }) => {
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await isReleased;
    await route.continue();
  });
  await page.goto("/team", { waitUntil: "commit" });
  const button = page.getByRole("button", { name: "Make the link" });
  await expect(button).toBeDisabled();
  release();
  await button.click();
  await expect(page.getByLabel("Invitation link")).toHaveValue(/\/join\//u);
});

test("every answer has the headers that keep other sites out", async ({ page, request }) => {
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
