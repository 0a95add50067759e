import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { t } from "../../support/messages";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * WCAG 2.5.3: users of speech input say a button's visible label. axe classifies this rule as experimental, so it is
 * disabled by default.
 */
const NAMED_AS_SEEN = { "label-content-name-mismatch": { enabled: true } };

/** Runs in place of axe's source. */
const ALREADY_LOADED = "undefined";

/** The text of a report. It is the same in every test, but checking it takes most of axe's time. */
const REPORT_TEXT = `article[aria-label="${t("reader.text")}"]`;

/**
 * Fails if axe finds a violation in the page's current state, and reports the rule, reason and location.
 *
 * A violation must be found twice: axe reads attributes first and resolves their references seconds later, while other
 * tests add and remove highlights in the same report.
 *
 * @param within a selector for the part to check, if an overlay covers the other parts
 * @param withText whether to check a report's text too. A few tests do this on behalf of all others. Everything around
 *   the text is always checked
 */
export async function expectNoAxeViolations(page: Page, { within = "html", withText = false } = {}): Promise<void> {
  const look = async () => {
    // Loading axe takes as long as most of its rules, so it is loaded only once per document.
    const axeSource = (await page.evaluate(() => "axe" in window)) ? ALREADY_LOADED : undefined;
    // Describing the passed checks would take longer than running them.
    const axe = new AxeBuilder({ page, axeSource }).options({ resultTypes: ["violations"], rules: NAMED_AS_SEEN });
    // Legacy mode doesn't merge the results of several frames, which would require opening a page each time. The app
    // has only one frame.
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
