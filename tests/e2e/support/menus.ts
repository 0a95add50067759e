import type { Page } from "@playwright/test";
import { like } from "../../support/messages";

/** Opens the account menu: settings, appearance, keyboard shortcuts, signing out. */
export async function openAccountMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: like("accounts.menu.label") }).click();
}
