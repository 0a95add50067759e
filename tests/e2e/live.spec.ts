import type { Page, Request } from "@playwright/test";
import { like, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { clear } from "./support/members";
import { chooseAction } from "./support/menus";
import { expect } from "./support/people";
import { readRaw } from "./support/raw-stream";
import { openReport, PHONE, REPORT } from "./support/reports";
import { cards, chooseSeenBy, note, painted, unique } from "./support/text";
import { together as test } from "./support/together";

test("a note appears, is updated and disappears on another user's page without a reload, and can be found by search", {
  tag: "@main",
}, async ({ annPage, bobPage }) => {
  const first = unique("Seen at once");
  const mine = await note(annPage, "bilateral relations", first);
  const theirs = cards(bobPage).filter({ hasText: first });
  await expect(theirs).toBeVisible();
  await expect.poll(() => painted(bobPage, "colour-1")).toContain("bilateral relations");
  await expect(bobPage.getByRole("list", { name: like("notes.spoken") }).filter({ hasText: first })).toHaveCount(1);

  await mine.getByRole("button", { name: t("notes.recolour.plain", { colour: "3" }), exact: true }).click();
  await expect.poll(() => painted(bobPage, "colour-3")).toContain("bilateral relations");

  const second = unique("zanzibar");
  await mine.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  await annPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill(second);
  await annPage.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(cards(bobPage).filter({ hasText: second })).toBeVisible();
  await bobPage.getByRole("textbox", { name: t("search.inReport"), exact: true }).fill(second.split(" ")[1]!);
  await expect(
    bobPage.getByRole("complementary", { name: t("search.results"), exact: true }).getByRole("link"),
  ).toHaveCount(1);

  await chooseAction(cards(annPage).filter({ hasText: second }), t("notes.delete"));
  await expect(cards(bobPage).filter({ hasText: second })).toBeHidden();
  await expect(
    bobPage.getByRole("complementary", { name: t("search.results"), exact: true }).getByRole("link"),
  ).toHaveCount(0);
  await annPage.getByRole("button", { name: t("undo.undo"), exact: true }).click();
  await expect(cards(bobPage).filter({ hasText: second })).toBeVisible();
});

test("an item that becomes private disappears from another user's page, and is not in the raw stream", async ({
  annPage,
  bobPage,
}) => {
  const shown = unique("For everyone");
  const card = await note(annPage, "weakened Russian economy", shown);
  await expect(cards(bobPage).filter({ hasText: shown })).toBeVisible();
  const { highlights } = await (await bobPage.request.get(`/api/reports/${REPORT.slug}/highlights`)).json();
  const { id } = highlights.find((each: { note: { body: string } | null }) => each.note?.body === shown);
  const stream = readRaw(bobPage);
  await chooseSeenBy(annPage, card, t("notes.visibility.private"));
  await expect(cards(bobPage).filter({ hasText: shown })).toBeHidden();

  const secret = unique("For me alone");
  await card.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  await annPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill(secret);
  await annPage.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(cards(annPage).filter({ hasText: secret })).toBeVisible();
  const marker = unique("The end");
  await note(bobPage, "humanitarian cooperation", marker);

  const raw = await stream(marker);
  expect(raw).toContain(`event: gone\ndata: {"id":"${id}"}`);
  expect(raw).toContain(marker);
  expect(raw).not.toContain(secret);
  expect(raw.split(id)).toHaveLength(2);
  expect(await bobPage.content()).not.toContain(secret);
});

test("if a note is edited in two windows, the draft is kept, both versions are shown, and neither is lost", async ({
  annPage,
  ann,
  opened,
  troubles,
}) => {
  const first = unique("The first words");
  const card = await note(annPage, "soft components of language", first);
  const otherPage = await (await opened(ann.state)).newPage();
  await openReport(otherPage);
  const other = cards(otherPage).filter({ hasText: first });
  await other.getByRole("button").first().click();
  await other.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  const typed = otherPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  await typed.fill("What I was typing");

  await card.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  await annPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("What the other wrote");
  await annPage.getByRole("button", { name: t("notes.save"), exact: true }).click();

  await expect(otherPage.getByText(t("notes.saysNow"), { exact: true })).toBeVisible();
  await expect(cards(otherPage).getByText("What the other wrote", { exact: true })).toBeVisible();
  await expect(typed).toHaveValue("What I was typing");
  await expect(typed).toBeFocused();
  await expectNoAxeViolations(otherPage);
  await otherPage.getByRole("button", { name: t("notes.saveInstead"), exact: true }).click();
  await expect(cards(annPage).filter({ hasText: "What I was typing" })).toBeVisible();

  // The live update must not arrive, so that the user learns of the conflict when saving.
  await otherPage.context().route("**/api/events*", (route) => route.abort());
  await otherPage.reload();
  const again = cards(otherPage).filter({ hasText: "What I was typing" });
  await again.getByRole("button").first().click();
  await again.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  await typed.fill("Mine once more");
  await cards(annPage)
    .filter({ hasText: "What I was typing" })
    .getByRole("button", { name: t("notes.edit"), exact: true })
    .click();
  await annPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("Theirs once more");
  const saved = annPage.waitForResponse(/\/note$/u);
  await annPage.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await saved;
  await otherPage.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(cards(otherPage).getByText("Theirs once more", { exact: true })).toBeVisible();
  await expect(typed).toHaveValue("Mine once more");
  troubles.expect(/409/u);
  troubles.expect(/ERR_FAILED/u);
});

test("a save that is rejected after the note was closed is reported, with a link to both versions", async ({
  annPage,
  ann,
  opened,
  troubles,
}) => {
  const first = unique("The first words");
  const card = await note(annPage, "higher education", first);
  const other = await opened(ann.state);
  await other.route("**/api/events*", (route) => route.abort());
  const otherPage = await other.newPage();
  await openReport(otherPage);
  const otherCard = cards(otherPage).filter({ hasText: first });
  await otherCard.getByRole("button").first().click();
  await otherCard.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  const typed = otherPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  await typed.fill("Mine");

  await card.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  await annPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true }).fill("Theirs");
  const saved = annPage.waitForResponse(/\/note$/u);
  await annPage.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await saved;

  let goOn = () => {};
  const hasGone = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await otherPage.route("**/note", async (route) => {
    await hasGone;
    await route.continue();
  });
  await otherPage.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(typed).toBeHidden();
  await otherPage.keyboard.press("Escape");
  goOn();
  await otherPage.getByRole("button", { name: t("unsaved.showBoth"), exact: true }).click();
  await expect(cards(otherPage).getByText("Theirs", { exact: true })).toBeVisible();
  await expect(typed).toHaveValue(t("notes.filter.mine"));
  troubles.expect(/409/u);
  troubles.expect(/ERR_FAILED/u);
});

test("the author's draft is kept if a moderator deletes the highlight", async ({ annPage, browser, ownerState }) => {
  const first = unique("To be taken away");
  const card = await note(annPage, "whose story wins", first);
  await card.getByRole("button", { name: t("notes.edit"), exact: true }).click();
  const typed = annPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  await typed.fill("Half a thought");
  const owner = await browser.newContext({ storageState: ownerState });
  const saved = async () => {
    const { highlights } = await (await owner.request.get(`/api/reports/${REPORT.slug}/highlights`)).json();
    return highlights.find(({ note }: { note: { body: string } | null }) => note?.body === first);
  };
  // The card appears before the server has saved the note, so this waits for the save.
  await expect.poll(saved).toBeTruthy();
  const { id, version } = await saved();
  const origin = new URL(annPage.url()).origin;
  const answer = await owner.request.delete(`/api/highlights/${id}?version=${version}`, { headers: { origin } });
  expect(answer.ok()).toBe(true);
  const marker = unique("After it");
  const page = await owner.newPage();
  await openReport(page);
  await note(page, "considering common history", marker);
  await expect(cards(annPage).filter({ hasText: marker })).toBeVisible();
  await expect(typed).toHaveValue("Half a thought");
  await expect(typed).toBeFocused();
  await clear(page);
  await owner.close();
});

test("eight tabs share one stream, and miss no events when the connected tab is closed", async ({
  annPage,
  opened,
  people,
}) => {
  const context = await opened((await people.join("annotator")).state);
  const begun = new Set<Request>();
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/events") begun.add(request);
  });
  // If an instance is killed, its streams reconnect to another instance.
  context.on("requestfinished", (request) => begun.delete(request));
  context.on("requestfailed", (request) => begun.delete(request));
  const streams = () => [...begun].filter((request) => !request.frame().page().isClosed()).length;
  const tabs: Page[] = [];
  for (let i = 0; i < 8; i++) {
    const tab = await context.newPage();
    await openReport(tab);
    tabs.push(tab);
  }
  const first = unique("In all eight");
  await note(annPage, "bilateral relations", first);
  for (const tab of tabs) await expect(cards(tab).filter({ hasText: first })).toBeVisible();
  await expect.poll(streams).toBe(1);

  // The first tab listens on behalf of all tabs. It is closed while changes happen.
  const second = unique("While it went");
  await Promise.all([tabs.shift()?.close(), note(annPage, "humanitarian cooperation", second)]);
  const third = unique("After it went");
  await note(annPage, "soft components of language", third);
  for (const tab of tabs) {
    for (const text of [first, second, third]) await expect(cards(tab).filter({ hasText: text })).toBeVisible();
  }
  await expect.poll(streams).toBe(1);
});

test("a page catches up automatically when the network is back", async ({ annPage, bobPage, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  await bobPage.context().setOffline(true);
  const reaches = () =>
    fetch("/api/members").then(
      () => true,
      () => false,
    );
  expect(await bobPage.evaluate(reaches)).toBe(false);
  const missed = unique("Written meanwhile");
  await note(annPage, "considering common history", missed);
  await bobPage.context().setOffline(false);
  await expect(cards(bobPage).filter({ hasText: missed })).toBeVisible({ timeout: 20_000 });
});

test("a page asks the user to sign in again when the session ends, then continues", async ({
  annPage,
  opened,
  people: who,
  troubles,
}) => {
  troubles.expect(/401/u);
  const { person, state } = await who.join("reader");
  const page = await (await opened(state)).newPage();
  await openReport(page);
  await who.endSession(page);
  const missed = unique("While signed out");
  await note(annPage, "bilateral relations", missed);
  const dialog = page.getByRole("dialog", { name: t("accounts.again.signIn.title"), exact: true });
  await expect(dialog).toBeVisible();
  await expect(cards(page).filter({ hasText: missed })).toHaveCount(0);
  await dialog.getByLabel(t("accounts.fields.password"), { exact: true }).fill(person.password);
  await dialog.getByRole("button", { name: t("accounts.again.signIn.submit"), exact: true }).click();
  await expect(cards(page).filter({ hasText: missed })).toBeVisible();
});

test("the activity list of a report shows other people's changes live, and links to them", async ({
  annPage,
  bobPage,
}) => {
  await bobPage.getByRole("button", { name: t("activity.title"), exact: true }).click();
  const sheet = bobPage.getByRole("dialog", { name: t("activity.title"), exact: true });
  await expect(sheet).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await bobPage.emulateMedia({ colorScheme });
    await expectNoAxeViolations(bobPage);
  }
  const text = unique("A lively thought");
  const card = await note(annPage, "whose story wins", text);
  const entry = sheet
    .getByRole("button", {
      name: new RegExp(`${t("activity.did.note.created")}.*whose story wins`, "su"),
    })
    .first();
  await expect(entry).toBeVisible();
  // The list doesn't move under the pointer, whatever the other journeys do.
  await entry.hover();
  await entry.click();
  await expect(sheet).toBeHidden();
  const opened = cards(bobPage).filter({ hasText: text });
  await expect(opened.getByRole("button", { expanded: true })).toBeVisible();

  // Private items appear in no one else's list.
  await chooseSeenBy(annPage, card, t("notes.visibility.private"));
  await expect(opened).toBeHidden();
  await bobPage.setViewportSize(PHONE);
  await bobPage.getByRole("button", { name: like("notes.open") }).click();
  await bobPage.getByRole("button", { name: t("activity.title"), exact: true }).click();
  await expect(sheet).toBeVisible();
  await expectNoAxeViolations(bobPage);
});
