import type { Page } from "@playwright/test";
import { FIRST_HITS } from "../../app/_features/search/search-state";
import { ANY, like, MANY, part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { chooseAction } from "./support/menus";
import { expect, test } from "./support/people";
import { openReport, PHONE, REPORT, reportIsReady } from "./support/reports";
import { cards, chooseSeenBy, said, select } from "./support/text";

const box = (page: Page) => page.getByRole("textbox", { name: t("search.inReport"), exact: true });
const results = (page: Page) => page.getByRole("complementary", { name: t("search.results"), exact: true });
const hits = (page: Page) => page.getByRole("list", { name: t("search.list"), exact: true }).getByRole("link");

/** The report's text. A passage occurs only once here, but may also be in the list of hits. */
const text = (page: Page) => page.getByRole("article", { name: t("reader.text"), exact: true });

/** The words in the text that are painted with a CSS highlight. */
const marked = (page: Page, style: "search" | "search-current") =>
  page.evaluate((name) => {
    const textOf = (range: Range) => {
      const copy = range.cloneContents();
      for (const skipped of copy.querySelectorAll("[data-skip]")) skipped.remove();
      return copy.textContent;
    };
    return [...(CSS.highlights.get(name) ?? [])].map((range) => textOf(range as Range));
  }, style);

test("using only the keyboard, a user finds a table row, reads it, and goes back", { tag: "@main" }, async ({
  page,
}) => {
  await openReport(page, "#conclusions");
  await page.keyboard.press("/");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("Gomel");
  await expect(hits(page).first()).toContainText("BELARUS");
  await expect(hits(page).first()).toContainText("p. 5 · Table · Russian Soft Power: Rossotrudnichestvo's network");

  await page.keyboard.press("ArrowDown");
  await expect(hits(page).first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toBeFocused();
  await page.keyboard.press("Enter");
  const row = page.getByRole("row", { name: /^BELARUS/u });
  await expect(row).toBeInViewport();
  await expect(row).toBeFocused();
  await expect(page).toHaveURL(/\?q=Gomel#b[0-9a-z]+$/u);
  await expect.poll(() => marked(page, "search-current")).toEqual(["Gomel"]);

  await page.keyboard.press("Escape");
  await expect(results(page)).toBeHidden();
  await expect(row).toBeInViewport();
  await expect.poll(() => marked(page, "search")).toEqual([]);
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeInViewport();
});

test("typing does not scroll the page", async ({ page }) => {
  await openReport(page, "#conclusions");
  const scrollY = () => page.evaluate(() => window.scrollY);
  const before = await scrollY();
  await page.keyboard.press("/");
  await page.keyboard.type("Gomel");
  await expect(hits(page)).toHaveCount(1);
  expect(await scrollY()).toBe(before);
});

test("the results and an open hit have no accessibility violations", async ({ page }) => {
  await page.goto(`${REPORT.address}?q=Gomel`);
  await expect(hits(page)).toHaveCount(1);
  await expectNoAxeViolations(page);
  await hits(page).click();
  await expect.poll(() => marked(page, "search-current")).toEqual(["Gomel"]);
  await expectNoAxeViolations(page);
});

test("n and N step through the hits, and the back button goes back through those that were opened", async ({
  page,
}) => {
  await page.goto(REPORT.address);
  await box(page).fill("lingua franca");
  await expect(said(page)).toHaveText(t("search.total", { count: 2 }));
  await page.keyboard.press("Enter");
  await expect(said(page)).toHaveText("1 of 2");
  await expect(text(page).getByText(/losing its status of lingua franca/u)).toBeInViewport();
  await expect.poll(() => marked(page, "search")).toEqual(["lingua", "franca"]);
  await page.keyboard.press("n");
  await expect(text(page).getByText(/lose its lingua franca status/u)).toBeInViewport();
  await expect.poll(() => marked(page, "search")).toEqual(["lingua", "franca"]);
  await expect(said(page)).toHaveText("2 of 2");
  await page.keyboard.press("n");
  await expect(said(page)).toHaveText("1 of 2");
  await page.keyboard.press("N");
  await expect(said(page)).toHaveText("2 of 2");

  await page.goBack();
  await expect(said(page)).toHaveText("1 of 2");
  await expect(text(page).getByText(/losing its status of lingua franca/u)).toBeInViewport();
});

test("a heading can be found and opened like any other passage", async ({ page }) => {
  await openReport(page);
  await box(page).fill("conclusions");
  await hits(page)
    .filter({ hasText: t("reader.kind.heading") })
    .click();
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeInViewport();
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeFocused();
});

test("n reaches every hit, including those not listed at first", async ({ page }) => {
  await openReport(page);
  await box(page).fill("culture");
  await expect(said(page)).toHaveText(like("search.total", { count: MANY }));
  const total = Number((await said(page).textContent())?.split(" ")[0]);
  expect(total).toBeGreaterThan(FIRST_HITS);
  await page.keyboard.press("Enter");
  for (let place = 1; place <= total; place++) {
    await expect(said(page)).toHaveText(`${place} of ${total}`);
    await page.keyboard.press("n");
  }
  await expect(said(page)).toHaveText(`1 of ${total}`);
});

test("Enter opens the first hit for the latest text, even if the search has not finished", async ({ page }) => {
  await openReport(page);
  await page.keyboard.press("/");
  await page.keyboard.type("gomel\n");
  await expect(page.getByRole("row", { name: /^BELARUS/u })).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type("tashkent\n");
  await expect(page.getByRole("row", { name: /^UZBEKISTAN/u })).toBeFocused();
  await expect(said(page)).toHaveText("1 of 1");
});

test("Back returns to the position before this search, not before an earlier one", async ({ page }) => {
  await openReport(page, "#introduction");
  await box(page).fill("gomel");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /^BELARUS/u })).toBeFocused();
  await page.keyboard.press("Escape");
  await page
    .getByRole("navigation", { name: t("reader.outline"), exact: true })
    .getByRole("link", { name: /^Conclusions/u })
    .click();
  await expect(page.getByRole("banner")).toContainText("p. 22");
  await box(page).fill("Hermitage");
  await page.keyboard.press("Enter");
  await expect(text(page).getByText(/the home of the Hermitage Museum/u)).toBeInViewport();
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeInViewport();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the text can be read and searched", async ({ page }) => {
    await page.goto(`${REPORT.address}?q=lingua+franca`);
    await expect(hits(page)).toHaveCount(2);
    await page.goto("/?q=lingua+franca");
    const there = page.getByRole("link", { name: /losing its status of lingua franca/u });
    // Other tests add reports with the same text.
    await expect(there.and(page.locator(`[href^="${REPORT.address}?"]`))).toBeVisible();
  });

  test("a search can be filtered with plain links", async ({ page }) => {
    await page.goto(`${REPORT.address}?q=russian+language`);
    await page.getByText(t("search.narrow", { chosen: 0 }), { exact: true }).click();
    await page
      .getByRole("link", {
        name: new RegExp(`^${t("search.facetValues.places.footnotes")} \\d+`, "u"),
      })
      .click();
    await expect(page).toHaveURL(/\?q=russian\+language\+in%3Afootnotes$/u);
    await expect(hits(page).first()).toContainText(t("reader.kind.footnote"));
  });
});

test("a quoted phrase is found across a page break, and listed with the page on which its paragraph begins", async ({
  page,
}) => {
  await page.goto(REPORT.address);
  await box(page).fill('"students of Kazakhstan"');
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText("p. 7");
  await page.keyboard.press("Enter");
  await expect.poll(() => marked(page, "search-current")).toEqual(["students of Kazakhstan"]);
});

test("a hit in a footnote is labelled as a footnote", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("Lillis currency turmoil");
  await expect(hits(page).first()).toContainText("Lillis Joana, Central Asia Battered by Currency Turmoil");
  await expect(hits(page).first()).toContainText("p. 3 · Footnote · Introduction");
});

test("a URL with a query and a passage opens both", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("Hermitage");
  await hits(page).first().click();
  const address = page.url();
  await page.goto("/");
  await page.goto(address);
  await expect(box(page)).toHaveValue("Hermitage");
  await expect(text(page).getByText(/the home of the Hermitage Museum/u)).toBeInViewport();
  await expect.poll(() => marked(page, "search-current")).toEqual(["Hermitage"]);
});

test("a search without hits shows a message; the outline returns when the search box is cleared", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("zzyzx");
  await expect(results(page)).toContainText(t("search.none", { query: "zzyzx" }));
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
  await expect(box(page)).toBeFocused();
  await expect(page.getByRole("navigation", { name: t("reader.outline"), exact: true })).toBeVisible();
  await expect(page).toHaveURL(REPORT.address);
});

test("a failure to load the searchable text is reported and can be retried", async ({ page, troubles }) => {
  troubles.expect(/503/u);
  await page.route("**/documents", (route) => route.fulfill({ status: 503, json: {} }));
  await page.goto(REPORT.address);
  await box(page).fill("Gomel");
  await expectNoAxeViolations(page);
  await page.unroute("**/documents");
  await results(page)
    .getByRole("alert")
    .getByRole("button", { name: t("search.retry"), exact: true })
    .click();
  await expect(hits(page).first()).toContainText("BELARUS");
});

test("shows more hits on request", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("Russian");
  await expect(hits(page)).toHaveCount(50);
  await results(page)
    .getByRole("button", { name: like("search.more") })
    .click();
  await expect.poll(() => hits(page).count()).toBeGreaterThan(60);
});

test("the search box accepts any text", async ({ page }) => {
  await page.goto(REPORT.address);
  for (const query of ['"', '"" -', "«", "\u202E\u0000", "%", "()", "a".repeat(1000)]) {
    await box(page).fill(query);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await box(page).fill("Gomel");
  await expect(hits(page).first()).toContainText("BELARUS");
});

test("on a phone, the results cover the page until a passage is opened", async ({ opened, ownerState }) => {
  const page = await (await opened(ownerState, { viewport: PHONE, hasTouch: true })).newPage();
  await page.goto(REPORT.address);
  await box(page).tap();
  await box(page).fill("lingua franca");
  await expect(hits(page)).toHaveCount(2);
  await expectNoAxeViolations(page);
  await hits(page).first().tap();
  await expect(results(page)).toBeHidden();
  await expect(text(page).getByText(/losing its status of lingua franca/u)).toBeInViewport();
  await expect(said(page)).toHaveText("1 of 2");
  await expectNoAxeViolations(page);
  await page
    .getByRole("button", { name: t("search.next"), exact: true })
    .filter({ visible: true })
    .tap();
  await expect(text(page).getByText(/lose its lingua franca status/u)).toBeInViewport();
  await page
    .getByRole("button", { name: t("search.back"), exact: true })
    .filter({ visible: true })
    .tap();
  await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
});

/** The number of passages shown on the page. */
async function total(page: Page): Promise<number> {
  await expect(said(page)).toHaveText(like("search.total", { count: [1, MANY] }));
  return Number.parseInt((await said(page).innerText()).replaceAll(",", ""), 10);
}

test("using only the keyboard, a user requires all words, filters, sorts by position, and opens the first hit", async ({
  page,
}) => {
  await openReport(page);
  await page.keyboard.press("/");
  await page.keyboard.type("language policy");
  const any = await total(page);
  const press = async (name: string | RegExp, role: "button" | "link" = "button") => {
    await page.getByRole(role, { name, exact: true }).first().focus();
    await page.keyboard.press("Enter");
  };
  // The tab order after the search box: its buttons, the main navigation, the menus, the hit navigation, and the search
  // options.
  for (let step = 0; step < 16; step++) {
    await page.keyboard.press("Tab");
    const isThere = await page
      .getByRole("button", { name: t("search.match.all"), exact: true })
      .evaluate((it) => it === document.activeElement);
    if (isThere) break;
  }
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: t("search.match.all"), exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page).toHaveURL(/match=all/u);
  const all = await total(page);
  expect(all).toBeLessThan(any);
  expect(all).toBeGreaterThan(0);

  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: t("search.sort.position"), exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page).toHaveURL(/sort=position/u);

  await page.getByText(t("search.narrow", { chosen: 0 }), { exact: true }).focus();
  await page.keyboard.press("Enter");
  await press(/^Conclusions \d+/u, "link");
  await expect(box(page)).toHaveValue("language policy section:conclusions");
  expect(await total(page)).toBeLessThanOrEqual(all);
  await expectNoAxeViolations(page);
  await press(/^Conclusions \d+/u, "link");
  await expect(box(page)).toHaveValue("language policy");
  await expect(said(page)).toHaveText(t("search.total", { count: all }));

  await page.keyboard.press("/");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(hits(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(said(page)).toHaveText(`1 of ${all}`);
});

test("a URL with search options shows the same results before and after scripts run", async ({ page }) => {
  await page.goto(`${REPORT.address}?q=language+policy&match=all&sort=position`);
  await expect(page.getByRole("button", { name: t("search.match.all"), exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const all = await total(page);
  await reportIsReady(page);
  await page.getByRole("button", { name: t("search.match.any"), exact: true }).click();
  await expect.poll(() => total(page)).toBeGreaterThan(all);
});

test("explains which parts of the query were not interpreted as typed", async ({ page }) => {
  await openReport(page);
  await box(page).fill("foo:bar university");
  await expect(results(page)).toContainText(t("search.hints.unknown-field", { piece: "foo" }));
  await expect(hits(page).first()).toBeVisible();
  await box(page).fill('"lingua franca');
  await expect(results(page)).toContainText(t("search.hints.unclosed-quote"));
  await box(page).fill("in:attic university");
  await expect(results(page)).toContainText(t("search.hints.unknown-value", { piece: "in:attic", field: "in" }));
  await box(page).fill("university OR ");
  await expect(results(page)).toContainText(t("search.hints.lone-operator", { operator: "or" }));
  await expectNoAxeViolations(page);
});

test("results for an unknown word are those for its correction, which can be adopted with one click", async ({
  page,
}) => {
  await openReport(page);
  await box(page).fill("Hermitige museum");
  await expect(results(page)).toContainText(
    `${t("search.unknown", { word: "Hermitige" })} ${t("search.showing")} Hermitage.`,
  );
  await expect(hits(page).first()).toContainText("Hermitage");
  await expectNoAxeViolations(page);
  await results(page).getByRole("link", { name: "Hermitage", exact: true }).click();
  await expect(box(page)).toHaveValue("Hermitage museum");
  await expect(box(page)).toBeFocused();
  await expect(results(page)).not.toContainText(part("search.unknown"));
});

test("completes the word being typed with words from the report", async ({ page }) => {
  await openReport(page);
  await box(page).fill("russian univers");
  const offered = results(page)
    .getByRole("list", { name: t("search.completions"), exact: true })
    .getByRole("link");
  await expect(offered.filter({ hasText: /^universit/iu }).first()).toBeVisible();
  expect(await offered.count()).toBeLessThanOrEqual(5);
  const word = await offered.first().innerText();
  await offered.first().click();
  await expect(box(page)).toHaveValue(`russian ${word} `);
  await expect(offered).toHaveCount(0);
});

test("suggests other queries if nothing is found", async ({ page }) => {
  await openReport(page);
  await box(page).fill('"lingua franca" in:tables ');
  await expect(results(page)).toContainText(t("search.none", { query: '"lingua franca" in:tables' }));
  const offer = results(page).getByRole("link", {
    name: like("search.relaxed.without", { dropped: "in:tables", count: [1, MANY] }),
  });
  await expect(offer).toBeVisible();
  await expectNoAxeViolations(page);
  await offer.click();
  await expect(hits(page)).toHaveCount(2);

  await box(page).fill("zzyzx Hermitage");
  await page.getByRole("button", { name: t("search.match.all"), exact: true }).click();
  await expect(results(page)).toContainText(t("search.unknown", { word: "zzyzx" }));
  await results(page)
    .getByRole("link", { name: t("search.anyWord"), exact: true })
    .click();
  await expect(hits(page)).not.toHaveCount(0);
});

test("the concordance lists every occurrence above the text, and its links can be followed back and forth", async ({
  page,
}) => {
  await openReport(page);
  await box(page).fill("Hermitage");
  await expect(hits(page)).toHaveCount(1);
  await page.getByRole("button", { name: t("search.view.lines"), exact: true }).click();
  const lines = page.getByRole("region", { name: t("search.concordance.label"), exact: true });
  await expect(lines.getByRole("link", { name: /Hermitage/u }).first()).toBeVisible();
  await expect(page).toHaveURL(/view=lines/u);
  await expectNoAxeViolations(page);
  await page.reload();
  await expect(lines.getByRole("link", { name: /Hermitage/u }).first()).toBeVisible();
  await expect(lines).toBeFocused();
  await lines.press("Escape");
  await expect(lines).toBeHidden();
  await expect(hits(page).first()).toBeFocused();

  await page.getByRole("button", { name: t("search.view.lines"), exact: true }).click();
  await lines
    .getByRole("link", { name: /Hermitage/u })
    .first()
    .click();
  // The list stays open below the text that the line links to.
  await expect(lines.getByRole("row", { name: /Hermitage/u }).first()).toHaveAttribute("aria-current", "true");
  const passage = text(page).getByText(/the home of the Hermitage Museum/u);
  await expect(passage).toBeInViewport();
  await expect(passage).toBeFocused();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await expect(lines).toBeHidden();
  await expect(said(page)).toHaveText("1 of 1");
  await page.goBack();
  await expect(lines).toBeVisible();
  await lines
    .getByRole("link", { name: /Hermitage/u })
    .first()
    .click();
  await lines.getByRole("button", { name: t("search.enlargeLines"), exact: true }).click();
  await expect(lines).toBeFocused();
  await expect(lines.getByRole("button", { name: t("search.enlargeLines"), exact: true })).toBeHidden();
});

test("the outline shows the number of hits per section", async ({ page }) => {
  await openReport(page);
  await box(page).fill("lingua franca ");
  await expect(hits(page)).toHaveCount(2);
  await page.getByRole("button", { name: t("search.view.outline"), exact: true }).click();
  await expect(
    page
      .getByRole("navigation", { name: t("reader.outline"), exact: true })
      .getByRole("img", { name: like("reader.hits") }),
  ).not.toHaveCount(0);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("search.view.list"), exact: true }).click();
  await expect(hits(page)).toHaveCount(2);
});

test("an open report can be searched offline", { tag: "@main" }, async ({ page, context, troubles }) => {
  troubles.expect(/ERR_INTERNET_DISCONNECTED/u);
  const indexed = page.waitForResponse(/\/documents$/u);
  await openReport(page);
  await (await indexed).finished();
  await context.setOffline(true);
  await box(page).fill("Gomel");
  await expect(hits(page).first()).toContainText("BELARUS");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /^BELARUS/u })).toBeInViewport();
  await context.setOffline(false);
});

test("a search beside the text finds a user's own private note, which other users cannot find", async ({
  browser,
  people,
  troubles,
}) => {
  const word = `quokka${Date.now()}`;
  const open = async () => {
    const { state } = await people.join("annotator");
    const context = await browser.newContext({ storageState: state, viewport: { width: 1360, height: 850 } });
    troubles.watch(context);
    const page = await context.newPage();
    await openReport(page);
    return page;
  };
  const page = await open();
  await select(page, "bilateral relations");
  await page.keyboard.press("m");
  await page.keyboard.type(`A **${word}** of a note.`);
  await page.keyboard.press("Control+Enter");
  const card = cards(page).filter({ hasText: word });
  await openReport(page);
  await card.getByRole("button").first().click();
  await chooseSeenBy(page, card, t("notes.visibility.private"));
  await expect(
    card.getByRole("button", { name: `${t("notes.seenBy")}: ${t("notes.visibility.private")}`, exact: true }),
  ).toBeVisible();

  await box(page).fill(word);
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText(part("search.noteBy", { by: `by annotator${ANY}` }));
  await expect(hits(page)).toContainText(`A ${word} of a note.`);
  await expectNoAxeViolations(page);
  await hits(page).click();
  await expect(page).toHaveURL(/[?&]note=[0-9a-f-]{36}#b/u);
  await expect(
    text(page)
      .getByText(/bilateral relations/u)
      .first(),
  ).toBeInViewport();
  await expect(card.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();

  const address = page.url();
  await page.goto("/");
  await page.getByRole("textbox", { name: t("search.inLibrary"), exact: true }).fill(word);
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toHaveAttribute("href", /note=.*#b/u);
  await page.goto(address);
  await expect(card.getByRole("button", { name: t("notes.edit"), exact: true })).toBeVisible();
  await box(page).fill("is:noted ");
  await expect(hits(page)).not.toHaveCount(0);

  const other = await open();
  await box(other).fill(word);
  await expect(results(other)).toContainText(t("search.unknown", { word }));
  await other.goto(`/?q=${word}`);
  await expect(other.getByText(t("search.unknown", { word }), { exact: true })).toBeVisible();

  await chooseAction(card, t("notes.delete"));
  await page.context().close();
  await other.context().close();
});
