import type { Page } from "@playwright/test";
import { like, part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { chooseAction, menuItem } from "./support/menus";
import { expect } from "./support/people";
import { readRaw } from "./support/raw-stream";
import { PHONE } from "./support/reports";
import { cards, chooseSeenBy, note, select, unique } from "./support/text";
import { together as test } from "./support/together";

/** Opens the card of a note. */
async function opened(page: Page, text: string) {
  const card = cards(page).filter({ hasText: text });
  await expect(card).toBeVisible();
  const head = card.getByRole("button").first();
  if ((await head.getAttribute("aria-expanded")) === "false") await head.click();
  return card;
}

test("a reply and a resolved note appear on another user's page without a reload", async ({ annPage, bobPage }) => {
  const asked = unique("Is this so?");
  const card = await note(annPage, "cultural and educational", asked);
  const his = await opened(bobPage, asked);
  await his.getByRole("button", { name: t("notes.written.reply.text"), exact: true }).click();
  await bobPage
    .getByRole("textbox", { name: t("notes.written.reply.text"), exact: true })
    .fill("It is, see **table 3**.");
  await expectNoAxeViolations(bobPage);
  await bobPage.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(his.getByRole("button", { name: t("notes.written.reply.text"), exact: true })).toBeFocused();
  const reply = card.getByRole("article", { name: like("notes.thread.by") });
  await expect(reply.getByRole("strong")).toHaveText("table 3");
  await expect(reply.getByRole("button")).toHaveCount(0);

  await his.getByRole("button", { name: t("notes.thread.edit"), exact: true }).click();
  await bobPage.getByRole("textbox", { name: t("notes.written.reply.text"), exact: true }).fill("It is, see table 4.");
  await bobPage.keyboard.press("Control+Enter");
  await expect(reply).toContainText("It is, see table 4.");
  await expect(reply).toContainText(t("notes.thread.edited"));
  await expectNoAxeViolations(annPage);

  await his.getByRole("button", { name: t("notes.written.reply.remove"), exact: true }).click();
  await expect(reply).toBeHidden();
  await expect(his.getByRole("button", { name: t("notes.written.reply.text"), exact: true })).toBeFocused();
  await bobPage.getByRole("button", { name: t("undo.undo"), exact: true }).click();
  await expect(reply).toBeVisible();

  await chooseAction(his, t("notes.thread.resolve"));
  await expect(card.getByText(part("notes.thread.resolvedBy"))).toBeVisible();
  await bobPage.keyboard.press("Control+z");
  await expect(bobPage.getByText(t("undo.undone.resolve"), { exact: true })).toBeVisible();
  await expect(card.getByText(part("notes.thread.resolvedBy"))).toBeHidden();
  await bobPage.keyboard.press("Control+Shift+Z");
  await expect(card.getByText(part("notes.thread.resolvedBy"))).toBeVisible();
  await card.getByRole("button").first().click();
  await expect(card.getByText(asked, { exact: true })).toBeVisible();
  await expect(reply).toBeHidden();
  await expectNoAxeViolations(annPage);
  await card.getByRole("button").first().click();
  await chooseAction(card, t("notes.thread.reopen"));
  await expect(his.getByText(part("notes.thread.resolvedBy"))).toBeHidden();
  await his.getByRole("button", { name: t("notes.moreActions"), exact: true }).click();
  await expect(menuItem(bobPage, t("notes.thread.resolve"))).toBeVisible();
});

test("keeps the draft of a reply, and shows both versions if the reply was changed in another window", async ({
  annPage,
  bobPage,
  troubles,
}) => {
  const asked = unique("What does this mean?");
  const card = await note(annPage, "Russian language and culture", asked);
  await chooseAction(card, t("notes.written.reply.text"));
  await annPage.keyboard.type("I think it means");
  await annPage.keyboard.press("Escape");
  await expect(card.getByText(t("notes.draftKept"), { exact: true })).toBeVisible();
  await annPage.reload();
  await card.getByRole("button", { name: t("notes.goOnWriting"), exact: true }).click();
  const box = annPage.getByRole("textbox", { name: t("notes.written.reply.text"), exact: true });
  await expect(box).toHaveValue("I think it means");

  troubles.expect(/Failed to load resource|ERR_FAILED/u);
  await annPage.context().route("**/replies", (route) => route.abort());
  await annPage.keyboard.press("Control+Enter");
  await expect(card.getByText(t("unsaved.title"), { exact: true })).toBeVisible();
  await expect(card.getByRole("article", { name: like("notes.thread.by") })).toHaveText(/I think it means/u);
  await annPage.getByRole("button", { name: t("unsaved.open", { count: 1 }), exact: true }).click();
  await annPage.context().unroute("**/replies");
  await annPage.getByRole("button", { name: t("unsaved.retry"), exact: true }).click();
  await expect(card.getByText(t("unsaved.title"), { exact: true })).toBeHidden();
  await expect(card.getByRole("article", { name: like("notes.thread.by") })).toHaveText(/I think it means/u);

  // On a phone, the discussion is in the sheet.
  await bobPage.setViewportSize(PHONE);
  await bobPage.getByRole("button", { name: like("notes.open") }).click();
  const his = cards(bobPage).filter({ hasText: asked });
  await expect(his.getByText(t("notes.thread.count", { count: 1 }), { exact: true })).toBeVisible();
  await his.getByRole("button").first().click();
  await expect(his.getByRole("article", { name: like("notes.thread.by") })).toBeVisible();
  await his.getByRole("button", { name: t("notes.written.reply.text"), exact: true }).click();
  await bobPage.getByRole("textbox", { name: t("notes.written.reply.text"), exact: true }).fill("So do I");
  await expectNoAxeViolations(bobPage);
  await bobPage.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(card.getByRole("article", { name: like("notes.thread.by") })).toHaveCount(2);

  const hers = await annPage.context().newPage();
  await hers.goto(annPage.url());
  const other = await opened(hers, asked);
  await other.getByRole("button", { name: t("notes.thread.edit"), exact: true }).click();
  await hers.getByRole("textbox", { name: t("notes.written.reply.text"), exact: true }).fill("Mine");
  await card.getByRole("button", { name: t("notes.thread.edit"), exact: true }).click();
  await box.fill("Theirs");
  await annPage.keyboard.press("Control+Enter");
  await expect(hers.getByText(t("notes.saysNow"), { exact: true })).toBeVisible();
  await hers.getByRole("button", { name: t("notes.saveInstead"), exact: true }).click();
  await expect(card.getByRole("article", { name: like("notes.thread.by") }).first()).toHaveText(/Mine/u);
});

test("mentions a member using the keyboard, and shows their name in the note", async ({
  annPage,
  bobPage,
  bob: { person },
}) => {
  await select(annPage, "ethnic Russians");
  await annPage.keyboard.press("m");
  const box = annPage.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  await annPage.keyboard.type(`Ask @${person.name.slice(0, -1)}`);
  const offered = annPage.getByRole("listbox", { name: t("notes.mention.label"), exact: true });
  await expect(offered.getByRole("option", { selected: true })).toContainText(person.name);
  await expect(box).toHaveAttribute("aria-activedescendant", /./u);
  await expectNoAxeViolations(annPage);
  await annPage.keyboard.press("Escape");
  await expect(offered).toBeHidden();
  await expect(box).toBeFocused();
  await annPage.keyboard.type(person.name.slice(-1));
  await annPage.keyboard.press("Enter");
  const asked = unique("about this");
  await annPage.keyboard.type(asked);
  await expect(box).toHaveValue(`Ask @${person.name} ${asked}`);
  await annPage.keyboard.press("Control+Enter");

  const seen = cards(bobPage).filter({ hasText: `Ask @${person.name} ${asked}` });
  await expect(seen).toBeVisible();
  await expect(seen.getByRole("link")).toHaveCount(0);
  await expect(seen.getByText(/person:/u)).toHaveCount(0);
  await cards(annPage)
    .filter({ hasText: asked })
    .getByRole("button", { name: t("notes.edit"), exact: true })
    .click();
  await expect(box).toHaveValue(`Ask @${person.name} ${asked}`);
});

test("a mention immediately appears in the member's inbox on every page, and links to the note", async ({
  annPage,
  bobPage,
  bob: { person },
  opened,
  people,
}) => {
  const thirdPage = await (await opened((await people.join("reader")).state)).newPage();
  for (const page of [bobPage, thirdPage]) {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: t("library.title"), exact: true })).toBeVisible();
  }
  const bell = bobPage.getByRole("button", { name: like("inbox.open") });
  await bell.click();
  await expect(bobPage.getByText(t("inbox.empty"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(bobPage);
  await bobPage.keyboard.press("Escape");
  await expect(bell).toBeFocused();

  const asked = unique("what is meant here");
  await select(annPage, "inter-ethnic escalation");
  await annPage.keyboard.press("m");
  await annPage.keyboard.type(`@${person.name}`);
  await annPage.getByRole("option", { name: new RegExp(`^${person.name}`, "u") }).click();
  await annPage.keyboard.type(asked);
  await annPage.keyboard.press("Control+Enter");
  await expect(bell).toHaveAccessibleName(t("inbox.open", { count: 1 }));
  await expect(thirdPage.getByRole("button", { name: like("inbox.open") })).toHaveAccessibleName(
    t("inbox.open", { count: 0 }),
  );

  await bell.click();
  const item = bobPage.getByRole("link", { name: part("inbox.mentioned") });
  await expect(item).toContainText(asked);
  await expectNoAxeViolations(bobPage);
  await item.click();
  await expect(cards(bobPage).filter({ hasText: asked }).getByRole("button", { expanded: true })).toBeVisible();
  await expect(bell).toHaveAccessibleName(t("inbox.open", { count: 0 }));

  // Replies to the note and resolves it, using only the keyboard.
  const his = cards(bobPage).filter({ hasText: asked });
  await his.getByRole("button").first().focus();
  await bobPage.keyboard.press("r");
  await bobPage.keyboard.type("That it may come to blows.");
  await bobPage.keyboard.press("Control+Enter");
  await expect(his.getByRole("button", { name: t("notes.written.reply.text"), exact: true })).toBeFocused();
  await bobPage.keyboard.press("Tab");
  await bobPage.keyboard.press("Enter");
  await expect(menuItem(bobPage, t("notes.thread.resolve"))).toBeFocused();
  await bobPage.keyboard.press("Enter");
  await expect(his.getByText(part("notes.thread.resolvedBy"))).toBeVisible();

  // Ann is notified even while she is on the page with the note.
  const hers = annPage.getByRole("button", { name: like("inbox.open") });
  await expect(hers).toHaveAccessibleName(t("inbox.open", { count: 1 }));
  await annPage.keyboard.press("Escape");
  await hers.focus();
  await annPage.keyboard.press("Enter");
  await expect(annPage.getByRole("link", { name: part("inbox.replied") })).toContainText("That it may come to blows.");
  await annPage.getByRole("button", { name: t("inbox.readAll"), exact: true }).focus();
  await annPage.keyboard.press("Enter");
  await expect(annPage.getByRole("img", { name: t("inbox.new"), exact: true })).toHaveCount(0);
  await annPage.getByRole("link", { name: part("inbox.replied") }).focus();
  await annPage.keyboard.press("Enter");
  await expect(annPage.getByRole("dialog", { name: t("inbox.title"), exact: true })).toBeHidden();
  await expect(cards(annPage).filter({ hasText: asked }).getByRole("button", { expanded: true })).toBeVisible();
});

test("replies to a private note reach no other user, either through the inbox or through the raw stream", async ({
  annPage,
  bobPage,
  bob: { person },
}) => {
  const stream = readRaw(bobPage);
  const secret = unique("between me and myself");
  const card = await note(annPage, "in days to come", unique("A draft"));
  await expect(cards(bobPage).filter({ hasText: "A draft" })).toBeVisible();
  await chooseSeenBy(annPage, card, t("notes.visibility.private"));
  await expect(cards(bobPage).filter({ hasText: "A draft" })).toBeHidden();
  await chooseAction(card, t("notes.written.reply.text"));
  await annPage.keyboard.type(`${secret} @${person.name}`);
  await annPage.getByRole("option", { name: new RegExp(`^${person.name}`, "u") }).click();
  await expect(annPage.getByText(part("notes.mention.told.private"))).toBeVisible();
  await annPage.keyboard.press("Control+Enter");
  await expect(card.getByRole("article", { name: like("notes.thread.by") })).toContainText(secret);
  await chooseAction(card, t("notes.thread.resolve"));
  await expect(card.getByText(part("notes.thread.resolvedBy"))).toBeVisible();

  const marker = unique("For all to see");
  await note(bobPage, "nation-building", marker);
  const raw = await stream(marker);
  expect(raw).not.toContain(secret);
  expect(raw).not.toContain("event: inbox");
  expect(await bobPage.content()).not.toContain(secret);
  await expect(bobPage.getByRole("button", { name: like("inbox.open") })).toHaveAccessibleName(
    t("inbox.open", { count: 0 }),
  );
});
