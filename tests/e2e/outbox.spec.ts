import type { Page, Request } from "@playwright/test";
import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { startInstance } from "./support/instance";
import { clear, member } from "./support/members";
import { menuItem } from "./support/menus";
import { expect, test } from "./support/people";
import { openReport, PHONE, REPORT } from "./support/reports";
import { cards, painted, reveal, select, unique } from "./support/text";

const LIST = `/api/reports/${REPORT.slug}/highlights`;

const openCard = (page: Page) => cards(page).filter({ has: page.locator("[aria-expanded=true]") });
const editor = (page: Page) => page.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
const anyUnsaved = (page: Page) => page.getByRole("button", { name: like("unsaved.open") });
const unsaved = (page: Page, count: number) =>
  page.getByRole("button", { name: t("unsaved.open", { count }), exact: true });

/** Highlights words and writes a note on them. */
async function note(page: Page, words: string, text: string): Promise<void> {
  await select(page, words);
  await page.keyboard.press("m");
  await page.keyboard.type(text);
  await page.keyboard.press("Control+Enter");
}

/** Replaces the text of the open card's note. */
async function rewrite(page: Page, text: string): Promise<void> {
  await openCard(page)
    .getByRole("button", { name: t("notes.edit"), exact: true })
    .click();
  await editor(page).fill(text);
  await page.keyboard.press("Control+Enter");
}

/** A user's highlight on the given words, as stored on the server. */
async function stored(page: Page, quote: string) {
  const { highlights } = await (await page.request.get(LIST, { maxRetries: 2 })).json();
  const found = highlights.filter(
    (each: { quote: string; may: { edit: boolean } }) => each.quote === quote && each.may.edit,
  );
  expect(found).toHaveLength(1);
  return found[0];
}

test("open pages do not block a shutdown, and changes made during it are saved afterwards, once and in order", {
  tag: "@main",
}, async ({ browser, troubles }) => {
  // This test starts a server twice, which takes a while.
  test.setTimeout(180_000);
  troubles.expect(/ERR_|503/u);
  const instance = await startInstance();
  const context = await browser.newContext({ baseURL: instance.url, viewport: { width: 1360, height: 850 } });
  troubles.watch(context);
  const data = { name: "Ann", email: "ann@example.org", password: "a password of this test" };
  await context.request.post("/api/setup", { data, headers: { origin: instance.url } });
  const page = await context.newPage();
  const streaming = page.waitForResponse(/\/api\/events/u);
  await openReport(page);
  await streaming;
  const before = Date.now();
  await instance.end();
  expect(Date.now() - before).toBeLessThan(8_000);

  await note(page, "bilateral relations", "First words");
  const more = openCard(page).getByRole("button", { name: t("notes.moreActions"), exact: true });
  await more.click();
  await expect(menuItem(page, t("notes.share"))).toBeDisabled();
  await page.keyboard.press("Escape");
  await rewrite(page, "Second words");
  await openCard(page)
    .getByRole("button", { name: t("notes.recolour.plain", { colour: "3" }), exact: true })
    .click();
  await expect(unsaved(page, 4)).toBeVisible();
  await expect(openCard(page)).toContainText("Second words");
  await expect(openCard(page)).toContainText(t("unsaved.title"));
  await expect.poll(() => painted(page, "colour-3")).toContain("bilateral relations");
  await unsaved(page, 4).click();
  await expect(page.getByText(t("unsaved.why.unreachable"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");

  await instance.startAgain();
  await expect(anyUnsaved(page)).toBeHidden({ timeout: 30_000 });
  await expect(openCard(page)).not.toContainText(t("unsaved.title"));
  await more.click();
  await expect(menuItem(page, t("notes.share"))).toBeEnabled();
  await page.keyboard.press("Escape");
  const saved = await stored(page, "bilateral relations");
  expect(saved).toMatchObject({ version: 2, colour: 3, note: { version: 2, body: "Second words" } });

  // Live updates continue as well.
  const headers = { origin: instance.url };
  const elsewhere = { version: 2, body: "Words from elsewhere" };
  const answer = await page.request.put(`/api/highlights/${saved.id}/note`, { headers, data: elsewhere });
  expect(answer.ok()).toBe(true);
  await expect(openCard(page)).toContainText("Words from elsewhere", { timeout: 60_000 });
  await instance.stop(page);
  await context.close();
});

member(
  "unsaved changes survive a reload and a killed page, and are saved once",
  async ({ page, memberContext, troubles }) => {
    troubles.expect(/ERR_FAILED/u);
    const writes = (url: URL) => url.pathname.startsWith("/api/highlights") || url.pathname === LIST;
    await memberContext.route(writes, (route) =>
      route.request().method() === "GET" ? route.continue() : route.abort(),
    );
    await note(page, "growth seems difficult", "Through a reload");
    await expect(unsaved(page, 2)).toBeVisible();
    await openReport(page);
    await expect(cards(page).filter({ hasText: "Through a reload" })).toContainText(t("unsaved.title"));
    await reveal(page, "growth seems difficult");
    await expect.poll(() => painted(page, "colour-1")).toContain("growth seems difficult");
    await page.goto("/");
    await expect(unsaved(page, 2)).toBeVisible();
    const crashed = page.waitForEvent("crash");
    await page.goto("chrome://crash").catch(() => undefined);
    await crashed;
    await page.close();

    await memberContext.unroute(writes);
    const later = await memberContext.newPage();
    await later.goto("/");
    await expect
      .poll(async () => (await later.request.get(LIST, { maxRetries: 2 })).text())
      .toContain("Through a reload");
    expect(await stored(later, "growth seems difficult")).toMatchObject({ version: 1, note: { version: 1 } });
    await expect(anyUnsaved(later)).toBeHidden();
    await clear(later);
  },
);

for (const hasLocks of [true, false]) {
  const where = hasLocks ? "" : ", even if the browser does not support locks";
  member(
    `two tabs show the same unsaved changes, and each change is saved once${where}`,
    async ({ page, memberContext, troubles }) => {
      troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
      if (!hasLocks) {
        await memberContext.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks"));
        await openReport(page);
      }
      const other = await memberContext.newPage();
      await openReport(other);
      await memberContext.setOffline(true);
      const [fromOne, fromOther] = [unique("From one tab"), unique("From the other")];
      await note(page, "university diploma often", fromOne);
      await expect(cards(other).filter({ hasText: fromOne })).toBeVisible();
      await note(other, "almost every fourth", fromOther);
      await expect(cards(page).filter({ hasText: fromOther })).toBeVisible();
      for (const tab of [page, other]) await expect(unsaved(tab, 4)).toBeVisible();

      const sent: string[] = [];
      const hear = (request: Request) => {
        const key = request.headers()["idempotency-key"];
        if (key) sent.push(key);
      };
      // A retry while the device is still offline fails without reaching the server.
      for (const tab of [page, other]) tab.on("requestfinished", hear);
      await memberContext.setOffline(false);
      for (const tab of [page, other]) await expect(anyUnsaved(tab)).toBeHidden({ timeout: 30_000 });
      expect(new Set(sent).size).toBe(4);
      // Without the Web Locks API, two tabs may send the same change concurrently, but the server applies it only once.
      if (hasLocks) expect(sent).toHaveLength(4);
      for (const [quote, body] of [
        ["university diploma often", fromOne],
        ["almost every fourth", fromOther],
      ] as const) {
        expect(await stored(page, quote)).toMatchObject({ version: 1, note: { version: 1, body } });
        for (const tab of [page, other]) await expect(cards(tab).filter({ hasText: body })).toHaveCount(1);
      }
    },
  );
}

member(
  "a note on a deleted highlight is kept with the reason for its rejection, and does not block other changes",
  async ({ page, memberContext, troubles }) => {
    troubles.expect(/ERR_INTERNET_DISCONNECTED|404/u);
    await note(page, "veterans visited military", "Before");
    await expect.poll(async () => (await page.request.get(LIST, { maxRetries: 2 })).text()).toContain("Before");
    const { id, version } = await stored(page, "veterans visited military");
    await memberContext.setOffline(true);
    await rewrite(page, "Words that nobody else has");
    await note(page, "leading educational institutions", "Goes on");
    await expect(unsaved(page, 3)).toBeVisible();
    const headers = { origin: new URL(page.url()).origin };
    await page.request.delete(`/api/highlights/${id}?version=${version}`, { headers });

    await memberContext.setOffline(false);
    await unsaved(page, 1).click();
    const list = page.getByRole("list", { name: t("unsaved.list"), exact: true });
    await expect(list).toContainText("Words that nobody else has");
    await expect(list).toContainText("This was deleted, doesn’t exist, or isn’t visible to you.");
    await expectNoAxeViolations(page);
    await list.getByRole("button", { name: t("unsaved.copy"), exact: true }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("Words that nobody else has");
    await list.getByRole("button", { name: t("unsaved.discard"), exact: true }).click();
    await expect(anyUnsaved(page)).toBeHidden();
    await page.getByRole("button", { name: t("unsaved.undo"), exact: true }).click();
    await expect(unsaved(page, 1)).toBeVisible();
    expect(await stored(page, "leading educational institutions")).toMatchObject({ note: { body: "Goes on" } });
  },
);

member(
  "if a note was changed elsewhere while offline, both versions are shown",
  async ({ page, memberContext, troubles }) => {
    troubles.expect(/ERR_INTERNET_DISCONNECTED|409/u);
    await note(page, "constantly hosting different", "First words");
    await expect.poll(async () => (await page.request.get(LIST, { maxRetries: 2 })).text()).toContain("First words");
    const { id } = await stored(page, "constantly hosting different");
    await memberContext.setOffline(true);
    await rewrite(page, "Words from here");
    await expect(unsaved(page, 1)).toBeVisible();
    const headers = { origin: new URL(page.url()).origin };
    await page.request.put(`/api/highlights/${id}/note`, { headers, data: { version: 1, body: "Words from there" } });

    await memberContext.setOffline(false);
    await expect(cards(page).getByText("Words from there", { exact: true })).toBeVisible();
    await expect(editor(page)).toHaveValue("Words from here");
    await expect(anyUnsaved(page)).toBeHidden();
    await page.getByRole("button", { name: t("notes.saveInstead"), exact: true }).click();
    await expect
      .poll(async () => (await stored(page, "constantly hosting different")).note)
      .toMatchObject({ version: 3, body: "Words from here" });
  },
);

member("on a phone, the header shows unsaved changes", async ({ memberContext, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  const page = await memberContext.newPage();
  await page.setViewportSize(PHONE);
  await openReport(page);
  await memberContext.setOffline(true);
  await select(page, "youngsters accept certain");
  await page.getByRole("button", { name: t("notes.highlightIn.plain", { colour: "2" }), exact: true }).click();
  await unsaved(page, 1).click();
  await expect(page.getByText(t("unsaved.why.unreachable"), { exact: true })).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await memberContext.setOffline(false);
  await expect(anyUnsaved(page)).toBeHidden({ timeout: 30_000 });
  await clear(page);
});
