import type { Locator, Page } from "@playwright/test";
import { like, t } from "../../support/messages";

/** Opens the account menu: settings, appearance, keyboard shortcuts, signing out. */
export async function openAccountMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: like("accounts.menu.label") }).click();
}

/** An item of an open menu. */
export const menuItem = (page: Page, name: string) => page.getByRole("menuitem", { name, exact: true });

/** Chooses an action in the menu of an open card. */
export async function chooseAction(card: Locator, name: string): Promise<void> {
  await card.getByRole("button", { name: t("notes.moreActions"), exact: true }).click();
  await menuItem(card.page(), name).click();
}

/** The name of a format in the export menu, which consists of the format and its purpose. */
export function exportLink(format: "csv" | "jsonld" | "pdf" | "pdf-print"): string {
  return `${t(`exports.formats.${format}.name`)} ${t(`exports.formats.${format}.what`)}`;
}
