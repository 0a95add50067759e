import { like, t } from "../support/messages";
import { startInstance } from "./support/instance";
import { chooseAction } from "./support/menus";
import { expect, roleChoice, SIGNED_OUT, test } from "./support/people";
import { REPORT } from "./support/reports";
import { cards, painted, select } from "./support/text";

test.use({ storageState: SIGNED_OUT, viewport: { width: 1360, height: 850 } });

test("an instance is set up, a passage is shared, and its link is revoked", { tag: "@main" }, async ({
  page: owner,
  browser,
  troubles,
}) => {
  troubles.expect(/410/u);
  const instance = await startInstance();
  const newPage = async () => {
    const context = await browser.newContext({ storageState: SIGNED_OUT, viewport: { width: 1360, height: 850 } });
    troubles.watch(context);
    return context.newPage();
  };
  try {
    // Set up.
    await owner.goto(instance.url);
    await owner.getByLabel(t("accounts.fields.name"), { exact: true }).fill("Olga Owner");
    await owner.getByLabel(t("accounts.fields.email"), { exact: true }).fill("olga@example.org");
    await owner.getByLabel(t("accounts.fields.password"), { exact: true }).fill("a long enough password");
    await owner.getByRole("button", { name: t("accounts.setUp.submit"), exact: true }).click();
    // Invite, and join in a second browser.
    await expect(owner.getByRole("heading", { name: t("accounts.setUp.inviteTitle"), exact: true })).toBeVisible();
    await owner.getByRole("radio", { name: roleChoice("annotator"), exact: true }).check();
    await owner.getByRole("button", { name: t("accounts.team.create"), exact: true }).click();
    const invitation = await owner.getByLabel(t("accounts.team.made"), { exact: true }).inputValue();
    await owner.getByRole("link", { name: t("accounts.setUp.start"), exact: true }).click();
    await expect(owner.getByText(t("notes.empty"), { exact: true })).toBeVisible();
    const member = await newPage();
    await member.goto(invitation);
    await member.getByLabel(t("accounts.fields.name"), { exact: true }).fill("Aigul Annotator");
    await member.getByLabel(t("accounts.fields.email"), { exact: true }).fill("aigul@example.org");
    await member.getByLabel(t("accounts.fields.password"), { exact: true }).fill("another long password");
    await member.getByRole("button", { name: t("accounts.join.submit"), exact: true }).click();
    await expect(member.getByRole("banner")).toContainText(/p\. \d+/u);

    // Highlight a passage, write a note, reload.
    await select(member, "multipurpose projects");
    await member.keyboard.press("m");
    await member.keyboard.type("How were they **counted**?");
    await member.keyboard.press("Control+Enter");
    await expect(cards(member).filter({ hasText: "How were they counted?" })).toBeVisible();
    await member.reload();
    await expect(cards(member).filter({ hasText: "How were they counted?" })).toBeVisible();
    await expect.poll(() => painted(member, "colour-1")).toEqual(["multipurpose projects"]);

    // The owner sees the note and its author.
    await owner.goto(`${instance.url}${REPORT.address}`);
    await expect(
      owner.getByRole("article", { name: t("notes.cardLabel", { by: "by Aigul Annotator" }), exact: true }),
    ).toContainText("counted");

    // Share the passage, open it while signed out, revoke the link.
    const card = cards(member).filter({ hasText: "How were they counted?" });
    await card.getByRole("button").first().click();
    await chooseAction(card, t("notes.share"));
    await member.getByRole("button", { name: t("share.make"), exact: true }).click();
    const link = await member.getByRole("textbox", { name: t("share.link"), exact: true }).inputValue();
    const outside = await newPage();
    await outside.goto(link);
    await expect(outside.locator("mark")).toHaveText("multipurpose projects");
    await expect(outside.getByText(/How were they/u)).toBeHidden();
    await member.goto(`${instance.url}/settings`);
    await member.getByRole("button", { name: like("share.endNamed") }).click();
    await expect(member.getByText(t("share.ended"), { exact: true })).toBeVisible();
    await outside.reload();
    await expect(outside.getByRole("heading", { name: t("share.revokedTitle"), exact: true })).toBeVisible();
    await member.context().close();
    await outside.context().close();
  } finally {
    await instance.stop(owner);
  }
});
