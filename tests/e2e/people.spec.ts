import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { part, sentence, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { clear } from "./support/members";
import { expect, roleChoice, SIGNED_OUT, signIn, test } from "./support/people";
import { openReport, REPORT } from "./support/reports";
import { cards } from "./support/text";

/** Time limit, in milliseconds, for an open tab to show that its user has been removed. */
const SOON = 5_000;

test("a person is invited into a group, changes their name, is given another role, and is removed; their open tab shows each change immediately", async ({
  page,
  browser,
  troubles,
}) => {
  troubles.expect(/status of 401/u);
  const id = randomUUID().slice(0, 8);
  const [group, former, name, email] = [`Group ${id}`, `Nina ${id}`, `Nora ${id}`, `nina-${id}@example.org`];

  await page.goto("/team");
  await page.getByLabel(t("groups.newName"), { exact: true }).fill(group);
  await page.getByRole("button", { name: t("groups.create"), exact: true }).click();
  await expect(page.getByRole("heading", { name: group, exact: true })).toBeVisible();
  await page.getByRole("radio", { name: roleChoice("annotator"), exact: true }).check();
  await page.getByText(t("accounts.team.more"), { exact: true }).click();
  await page.getByRole("checkbox", { name: group, exact: true }).check();
  await page.getByRole("button", { name: t("accounts.team.create"), exact: true }).click();
  const link = await page.getByLabel(t("accounts.team.made"), { exact: true }).inputValue();
  await expect(page.getByText(part("groups.invitedTo", { groups: group }))).toBeVisible();

  const context = await browser.newContext({ storageState: SIGNED_OUT });
  troubles.watch(context);
  const member = await context.newPage();
  await member.goto(link);
  await member.getByLabel(t("accounts.fields.name"), { exact: true }).fill(former);
  await member.getByLabel(t("accounts.fields.email"), { exact: true }).fill(email);
  await member.getByLabel(t("accounts.fields.password"), { exact: true }).fill(`password ${id}`);
  await member.getByRole("button", { name: t("accounts.join.submit"), exact: true }).click();
  await expect(
    member.getByRole("button", { name: t("accounts.menu.label", { name: former }), exact: true }),
  ).toBeVisible();
  await openReport(member);

  // The group's other members see its items. The owner, who is not a member, doesn't.
  await member.locator("[data-block]").first().focus();
  await member.keyboard.press("m");
  const editor = member.getByRole("textbox", { name: t("notes.written.note.text"), exact: true });
  await editor.fill("For the group.");
  await member.getByRole("radio", { name: group, exact: true }).click();
  await expect(member.getByText(part("notes.seenByHint", { name: group, visibility: "other" }))).toBeVisible();
  await member.getByRole("button", { name: t("notes.save"), exact: true }).click();
  await expect(member.getByRole("img", { name: group, exact: true })).toBeVisible();
  await expect(member.getByText(t("unsaved.title"), { exact: true })).toHaveCount(0);

  // The member's other tab shows the new name immediately, even on existing notes.
  await expect(cards(member).filter({ hasText: former })).toBeVisible();
  const settings = await context.newPage();
  await settings.goto("/settings");
  await settings.getByLabel(t("accounts.fields.name"), { exact: true }).fill(name);
  await settings.getByRole("button", { name: t("settings.profile.submit"), exact: true }).click();
  await expect(settings.getByText(t("settings.profile.saved"), { exact: true })).toBeVisible();
  await expect(cards(member).filter({ hasText: name })).toBeVisible();
  await expect(member.getByRole("button", { name: t("accounts.menu.label", { name }), exact: true })).toBeVisible();
  await settings.close();
  await clear(member);

  // The owner's list includes the new member after a reload.
  await page.reload();
  await page
    .getByRole("combobox", { name: t("members.roleOf", { name }), exact: true })
    .selectOption(t("accounts.roles.reader"));
  await expect(page.getByText(t("members.changed", { name, role: "other" }), { exact: true })).toBeVisible();
  await member.getByRole("button", { name: t("accounts.menu.label", { name }), exact: true }).click();
  await expect(member.getByText(t("accounts.roles.reader"), { exact: true })).toBeVisible();

  await page.getByRole("button", { name: t("members.remove", { name }), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: t("members.removeTitle", { name }), exact: true });
  await dialog.getByRole("radio", { name: t("members.nameGoes"), exact: true }).check();
  await dialog.getByRole("button", { name: t("members.removeSubmit"), exact: true }).click();
  await expect(member.getByText(t("accounts.signIn.accessEnded"), { exact: true })).toBeVisible({ timeout: SOON });
  expect(await member.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("of/")))).toEqual([]);
  await expectNoAxeViolations(member);
  await member.goto(REPORT.address);
  await expect(member.getByRole("heading", { level: 1, name: t("accounts.signIn.title"), exact: true })).toBeVisible();
  await context.close();

  await expect(page.getByRole("row", { name: new RegExp(name, "u") })).toBeHidden();
  await page.getByRole("button", { name: t("groups.removeNamed", { group }), exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("groups.removeSubmit"), exact: true })
    .click();
  await expect(page.getByRole("heading", { name: group, exact: true })).toBeHidden();

  await page.getByRole("link", { name: t("audit.link"), exact: true }).click();
  const entries = page.getByRole("listitem");
  await expect(entries.filter({ hasText: t("audit.did.group.removed", { group }) })).toBeVisible();
  await expect(
    entries.filter({ hasText: t("audit.did.person.removed", { to: "Former member" }) }).first(),
  ).toBeVisible();
  await page.getByRole("combobox", { name: t("audit.kind"), exact: true }).selectOption(t("audit.kinds.invitations"));
  await page.getByRole("button", { name: t("audit.show"), exact: true }).click();
  await expect(page).toHaveURL(/kind=invitations/u);
  await expect(entries.filter({ hasText: t("audit.did.group.removed", { group }) })).toBeHidden();
  await expectNoAxeViolations(page);
});

test.describe("a user's own account", () => {
  test.use({ storageState: SIGNED_OUT });

  test("can be exported, and deleted permanently", async ({ page, people, troubles }) => {
    troubles.expect(/status of 40[13]/u);
    const { person } = await people.join("annotator");
    await page.goto("/settings");
    await signIn(page, person);
    await expect(page.getByRole("heading", { level: 1, name: t("settings.title"), exact: true })).toBeVisible();

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: t("account.download"), exact: true }).click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(file.account).toMatchObject({ name: person.name, email: person.email });

    await page.getByRole("button", { name: t("account.deleteOpen"), exact: true }).click();
    const dialog = page.getByRole("dialog", { name: t("account.deleteAsk"), exact: true });
    await expectNoAxeViolations(page);
    await dialog.getByLabel(t("account.password"), { exact: true }).fill("not my password");
    await dialog.getByRole("button", { name: t("account.deleteSubmit"), exact: true }).click();
    await expect(dialog.getByText("Your password is incorrect. Nothing was deleted.", { exact: true })).toBeVisible();
    await dialog.getByLabel(t("account.password"), { exact: true }).fill(person.password);
    await dialog.getByRole("button", { name: t("account.deleteSubmit"), exact: true }).click();
    await expect(page.getByText(t("account.deletedLead"), { exact: true })).toBeVisible();
    await signIn(page, person);
    await expect(page.getByText(sentence("wrong-credentials"), { exact: true })).toBeVisible();
  });
});
