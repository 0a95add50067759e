import type { Page } from "@playwright/test";
import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { type Credentials, expect, signIn } from "./support/people";
import { openReport, REPORT } from "./support/reports";
import { cards, select } from "./support/text";

/** All data that scripts have stored in the browser. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));

const NOTHING = { local: [], session: [], caches: [], databases: [] };

/** Signs in, and opens the report. */
async function comeBack(page: Page, person: Credentials): Promise<void> {
  await signIn(page, person);
  await expect(page.getByRole("heading", { name: t("library.title"), exact: true })).toBeVisible();
  await page.waitForLoadState();
  await openReport(page);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: like("accounts.menu.label") }).click();
  await page.getByRole("button", { name: t("accounts.menu.signOut"), exact: true }).click();
}

member(
  "a user without unsaved changes is signed out immediately, and leaves nothing on the device",
  async ({ page, joined }) => {
    await select(page, "challenge identity issues");
    await page.keyboard.press("2");
    await expect(cards(page).filter({ hasText: "challenge identity issues" })).toBeVisible();
    await expect.poll(() => kept(page).then(({ local }) => local.some((key) => key.includes("outbox")))).toBe(false);
    await page.getByLabel(t("search.inReport"), { exact: true }).fill("soft power");
    await page.keyboard.press("Enter");
    expect((await kept(page)).local).not.toEqual([]);
    await signOut(page);
    await expect(page).toHaveURL(/\/signin/u);
    expect(await kept(page)).toEqual(NOTHING);
    await comeBack(page, joined.person);
  },
);

member(
  "a user with unsaved changes is asked whether to stay, save them, or discard them",
  async ({ page, memberContext, joined, troubles }) => {
    troubles.expect(/ERR_FAILED/u);
    const writes = (url: URL) => url.pathname.startsWith("/api/highlights");
    await select(page, "foreign think tanks");
    await page.keyboard.press("m");
    await page.keyboard.type("Half a sentence");
    await page.keyboard.press("Escape");
    await memberContext.route(writes, (route) => route.abort());
    await select(page, "spread online objective");
    await page.keyboard.press("m");
    await page.keyboard.type("A whole one");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("button", { name: t("unsaved.open", { count: 1 }), exact: true })).toBeVisible();

    await signOut(page);
    const dialog = page.getByRole("dialog", { name: t("accounts.signOut.title"), exact: true });
    await expect(dialog.getByRole("listitem").filter({ hasText: t("unsaved.did.note.save") })).toContainText(
      "spread online objective",
    );
    await expect(dialog.getByRole("listitem").filter({ hasText: t("accounts.signOut.draft") })).toContainText(
      "Half a sentence",
    );
    await expect(dialog.getByRole("button", { name: t("accounts.signOut.stay"), exact: true })).toBeFocused();
    await expectNoAxeViolations(page);
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(cards(page).filter({ hasText: "A whole one" })).toBeVisible();

    await signOut(page);
    await memberContext.unroute(writes);
    await dialog.getByRole("button", { name: t("accounts.signOut.save"), exact: true }).click();
    await expect(dialog.getByRole("listitem")).toHaveCount(1);
    await dialog.getByRole("button", { name: t("accounts.signOut.discard"), exact: true }).click();
    await expect(page).toHaveURL(/\/signin/u);
    expect(await kept(page)).toEqual(NOTHING);

    await comeBack(page, joined.person);
    await expect(cards(page).filter({ hasText: "A whole one" })).toBeVisible();
    expect(await page.content()).not.toContain("Half a sentence");
  },
);

member(
  "unsaved changes are kept for their author, and not shown to the next user of the browser",
  async ({ page, memberContext, joined, people }) => {
    await select(page, "partner institutions jointly");
    await page.keyboard.press("m");
    await page.keyboard.type("Only for my eyes");
    await page.keyboard.press("Escape");
    await page.goto("about:blank");
    // Removes the session without signing out, as if it had expired.
    await memberContext.clearCookies();
    const { person: other } = await people.join("annotator");
    await page.goto("/signin");
    await comeBack(page, other);
    await expect(page.getByText(t("notes.draftKept"), { exact: true })).toBeHidden();
    await signOut(page);
    await expect(page).toHaveURL(/\/signin/u);

    await comeBack(page, joined.person);
    await page.getByRole("button", { name: t("notes.goOnWriting"), exact: true }).click();
    await expect(page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true })).toHaveValue(
      "Only for my eyes",
    );
    await page.getByRole("button", { name: t("notes.cancel"), exact: true }).click();
  },
);

member("a failed sign-out is reported, and discards nothing", async ({ page, troubles }) => {
  troubles.expect(/ERR_FAILED/u);
  await page.route("**/api/auth/signout", (route) => route.abort());
  await signOut(page);
  await expect(page.getByText(t("accounts.signOut.failed"), { exact: true })).toBeVisible();
  await expect(page).toHaveURL(REPORT.address);
  expect((await kept(page)).local).not.toEqual([]);
});
