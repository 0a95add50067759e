import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expectNoAxeViolations } from "./support/axe";
import { clear } from "./support/members";
import { expect, SIGNED_OUT, signIn, test } from "./support/people";
import { openReport, REPORT } from "./support/reports";

/** Time limit in milliseconds for an open tab to show that its person was removed. */
const SOON = 5_000;

test("a person is invited into a group, given another role, and removed, which their open tab shows at once", async ({
  page,
  browser,
  troubles,
}) => {
  troubles.expect(/status of 401/u);
  const id = randomUUID().slice(0, 8);
  const [group, name, email] = [`Group ${id}`, `Nina ${id}`, `nina-${id}@example.org`];

  await page.goto("/team");
  await page.getByLabel("Name of a new group").fill(group);
  await page.getByRole("button", { name: "Make the group" }).click();
  await expect(page.getByRole("heading", { name: group, exact: true })).toBeVisible();
  await page.getByRole("radio", { name: "Annotator" }).check();
  await page.getByRole("checkbox", { name: group }).check();
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByLabel("Invitation link").inputValue();
  await expect(page.getByText(`into ${group}`)).toBeVisible();

  const context = await browser.newContext({ storageState: SIGNED_OUT });
  troubles.watch(context);
  const member = await context.newPage();
  await member.goto(link);
  await member.getByLabel("Your name").fill(name);
  await member.getByLabel("E-mail address").fill(email);
  await member.getByLabel("Password").fill(`password ${id}`);
  await member.getByRole("button", { name: "Join" }).click();
  await expect(member.getByRole("button", { name: `Account: ${name}` })).toBeVisible();
  await openReport(member);

  // The group's other members see what is for it; the owner, who is not a member, does not.
  await member.locator("[data-block]").first().focus();
  await member.keyboard.press("m");
  const editor = member.getByRole("textbox", { name: "Note" });
  await editor.fill("For the group.");
  await member.getByRole("radio", { name: group }).click();
  await expect(member.getByText(`The group ${group} will see it.`)).toBeVisible();
  await member.getByRole("button", { name: "Save" }).click();
  await expect(member.getByRole("img", { name: group })).toBeVisible();
  await expect(member.getByText("Not saved yet")).toHaveCount(0);
  await clear(member);

  // The owner's list shows them after a reload.
  await page.reload();
  await page.getByRole("combobox", { name: `Role of ${name}` }).selectOption("Reader");
  await expect(page.getByText(`${name} is a reader now.`)).toBeVisible();
  await member.getByRole("button", { name: `Account: ${name}` }).click();
  await expect(member.getByText("Reader", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: `Remove ${name} from the team` }).click();
  const dialog = page.getByRole("dialog", { name: `Remove ${name}?` });
  await dialog.getByRole("radio", { name: /Former member/u }).check();
  await dialog.getByRole("button", { name: "Remove them" }).click();
  await expect(member.getByText("You are not in this team any more.")).toBeVisible({ timeout: SOON });
  expect(await member.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("of/")))).toEqual([]);
  await expectNoAxeViolations(member);
  await member.goto(REPORT.address);
  await expect(member.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await context.close();

  await expect(page.getByRole("row", { name: new RegExp(name, "u") })).toBeHidden();
  await page.getByRole("button", { name: `Remove the group ${group}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove the group" }).click();
  await expect(page.getByRole("heading", { name: group, exact: true })).toBeHidden();

  await page.getByRole("link", { name: /^Audit list/u }).click();
  const entries = page.getByRole("listitem");
  await expect(entries.filter({ hasText: `removed the group ${group}` })).toBeVisible();
  await expect(entries.filter({ hasText: "removed Former member from the team" }).first()).toBeVisible();
  await page.getByRole("combobox", { name: "What" }).selectOption("Invitations");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/kind=invitations/u);
  await expect(entries.filter({ hasText: `removed the group ${group}` })).toBeHidden();
  await expectNoAxeViolations(page);
});

test.describe("a person's own account", () => {
  test.use({ storageState: SIGNED_OUT });

  test("is exported, and deleted permanently", async ({ page, people, troubles }) => {
    troubles.expect(/status of 40[13]/u);
    const { person } = await people.join("annotator");
    await page.goto("/settings");
    await signIn(page, person);
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download everything of mine" }).click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(file.account).toMatchObject({ name: person.name, email: person.email });

    await page.getByRole("button", { name: "Delete my account …" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete your account now?" });
    await expectNoAxeViolations(page);
    await dialog.getByLabel("Your password").fill("not my password");
    await dialog.getByRole("button", { name: "Delete my account for good" }).click();
    await expect(dialog.getByText("Your password is incorrect. Nothing was deleted.")).toBeVisible();
    await dialog.getByLabel("Your password").fill(person.password);
    await dialog.getByRole("button", { name: "Delete my account for good" }).click();
    await expect(page.getByText("Your account is deleted.")).toBeVisible();
    await signIn(page, person);
    await expect(page.getByText("The e-mail address or the password is not right.")).toBeVisible();
  });
});
