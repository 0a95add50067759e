import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** WCAG 2.5.3: who speaks to the page says what stands on a button. axe calls this rule experimental, and so leaves it out by itself. */
const NAMED_AS_SEEN = { "label-content-name-mismatch": { enabled: true } };

/** The text of a report: the same in every test, and most of what takes axe seconds. */
const REPORT_TEXT = 'article[aria-label="Text of the report"]';

/**
 * Fails where axe finds anything in the page as it is now; says which rule, why, and where.
 *
 * What it finds must be found again: axe reads attributes first and looks up what they refer to seconds later, and other tests add
 * and take away highlights of the same report meanwhile.
 *
 * @param within a selector of the part to look at, where something lies over the rest, whose targets it covers
 * @param withText whether the text of a report is looked at too, as some tests do for all; what stands around it always is
 */
export async function expectNoAxeViolations(page: Page, { within = "html", withText = false } = {}): Promise<void> {
  const look = () => {
    // To describe what is well would take longer than to look at it.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"], rules: NAMED_AS_SEEN });
    // "Legacy" puts no results of several frames together, in a page that is opened for it each time: the app has one frame.
    axe.setLegacyMode().withTags(RULES).include(within);
    return (withText ? axe : axe.exclude(REPORT_TEXT)).analyze();
  };
  const first = await look();
  if (first.violations.length === 0) return;
  const { violations } = await look();
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
