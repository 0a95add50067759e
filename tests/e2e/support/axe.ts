import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails where axe finds anything in the page as it is now; says which rule, why, and where. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const findings = violations.map(({ id, help, helpUrl, nodes }) => {
    const places = nodes.map(
      ({ target, failureSummary = "" }) => `  ${target.join(" ")}\n    ${indent(failureSummary)}`,
    );
    return `${id}: ${help} (${helpUrl})\n${places.join("\n")}`;
  });
  expect(findings.join("\n\n"), `accessibility of ${page.url()}`).toBe("");
}

function indent(text: string): string {
  return text.replaceAll("\n", "\n    ");
}
