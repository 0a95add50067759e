import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { program } from "../../lib/cli/root.mjs";
import { expectNoAxeViolations } from "./support/axe";
import { startInstance } from "./support/instance";
import { expect, OWNER, People, SIGNED_OUT, signIn, test } from "./support/people";

test.describe("what is sensitive, long after the sign-in", () => {
  test.use({ storageState: SIGNED_OUT });

  let instance: Awaited<ReturnType<typeof startInstance>>;
  let people: People;
  test.beforeAll(async ({ playwright }) => {
    instance = await startInstance();
    people = new People((options) => playwright.request.newContext(options), instance.url);
    await people.owner();
  });
  test.afterAll(() => instance.stop());

  /** Has everybody's sign-in be an hour ago. */
  const letAnHourPass = () =>
    execFileSync(
      process.execPath,
      [program("tsx/dist/cli.mjs"), "--conditions=react-server", "tests/e2e/support/age-sessions.ts"],
      { env: { ...process.env, ...instance.env }, stdio: "inherit" },
    );

  test("asks for the password in a dialog, and then goes on with what was asked for", async ({ page, troubles }) => {
    troubles.expect(/status of 403/u);
    const { person } = await people.join("annotator");
    await page.goto(`${instance.url}/signin?from=/settings`);
    await signIn(page, OWNER);
    const tokens = page.getByRole("region", { name: "Tokens for programs" });
    await tokens.getByLabel("What it is for").fill("A program");
    letAnHourPass();

    // It is given up, and nothing is lost.
    const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });
    const make = tokens.getByRole("button", { name: "Make the token" });
    await make.click();
    await expect(dialog.getByLabel("Password")).toBeFocused();
    await expectNoAxeViolations(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
    await expect(tokens.getByRole("alert")).toContainText("Confirm that it's you");
    await expect(tokens.getByLabel("What it is for")).toHaveValue("A program");

    await make.click();
    await dialog.getByLabel("Password").fill("not my password");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(dialog.getByText("This is not your password.")).toBeVisible();
    await dialog.getByLabel("Password").fill(OWNER.password);
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(tokens.getByRole("textbox", { name: "The token" })).toHaveValue(/^concord_/u);

    // It is not asked for again right away, in no part of the app.
    await page.goto(`${instance.url}/team`);
    const role = page.getByRole("combobox", { name: `Role of ${person.name}` });
    await role.selectOption("Reader");
    await expect(page.getByText(`${person.name} is a reader now.`)).toBeVisible();
    letAnHourPass();
    await role.selectOption("Editor");
    await dialog.getByLabel("Password").fill(OWNER.password);
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByText(`${person.name} is an editor now.`)).toBeVisible();
  });

  test("is asked for before a download too", async ({ page }) => {
    await page.goto(`${instance.url}/signin?from=/settings`);
    await signIn(page, OWNER);
    const link = page.getByRole("link", { name: "Download everything of mine" });
    await expect(link).toBeVisible();
    letAnHourPass();
    await link.click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it’s you" });
    await dialog.getByLabel("Password").fill(OWNER.password);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Confirm" }).click(),
    ]);
    expect(JSON.parse(await readFile(await download.path(), "utf8")).account).toMatchObject({ email: OWNER.email });
  });
});
