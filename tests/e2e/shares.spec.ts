import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContextOptions, Locator, Page } from "@playwright/test";
import { parseReport } from "@/lib/report/parse";
import { like, part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { startInstance } from "./support/instance";
import { chooseAction } from "./support/menus";
import { expect, People, SIGNED_OUT, test } from "./support/people";
import { printedFills } from "./support/printed";
import { openReport, PHONE, REPORT } from "./support/reports";
import { select } from "./support/text";

/** A separate user for each test, and a browser without an account. */
const sharer = test.extend<{ joined: BrowserContextOptions["storageState"]; outside: Page }>({
  joined: async ({ people }, use) => use((await people.join("annotator")).state),
  page: async ({ browser, joined, troubles }, use) => {
    const context = await browser.newContext({ storageState: joined, viewport: { width: 1360, height: 850 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    troubles.watch(context);
    await use(await context.newPage());
    await context.close();
  },
  outside: async ({ browser, troubles }, use) => {
    const context = await browser.newContext({ storageState: SIGNED_OUT, viewport: PHONE });
    troubles.watch(context);
    await use(await context.newPage());
    await context.close();
  },
});

/** Sends a request as one of our pages would. */
async function send<T>(page: Page, method: "POST" | "PATCH", address: string, data: object): Promise<T> {
  await page.goto("/team");
  const headers = { origin: new URL(page.url()).origin };
  const response = await page.request.fetch(address, { method, data, headers });
  expect(response.ok(), await response.text()).toBe(true);
  return (await response.json()) as T;
}

/** The position of a quote in the report, and the current edition. */
async function passageOf(page: Page, quote: string) {
  const { text } = parseReport(await readFile(`content/${REPORT.slug}.md`, "utf8"), REPORT.slug);
  const list = await page.request.get(`/api/reports/${REPORT.slug}/highlights`);
  const { edition } = (await list.json()) as { edition: { id: string } };
  const start = text.indexOf(quote);
  const end = start + quote.length;
  const context = { prefix: text.slice(Math.max(0, start - 64), start), suffix: text.slice(end, end + 64) };
  return { passage: { edition: edition.id, start, end, quote }, context };
}

/** Creates a link to a quote in the report. @returns its path */
async function shareOf(page: Page, quote: string, more: object = {}): Promise<string> {
  const { passage } = await passageOf(page, quote);
  const body = { ...passage, highlightId: null, ...more };
  return (await send<{ path: string }>(page, "POST", "/api/shares", body)).path;
}

/** Highlights a quote in the report for the team, optionally with a note. @returns its id and author */
async function markOf(page: Page, quote: string, note: string | null) {
  const { passage, context } = await passageOf(page, quote);
  const body = { id: crypto.randomUUID(), ...passage, ...context, visibility: "team", colour: 2, note };
  const address = `/api/reports/${REPORT.slug}/highlights`;
  return await send<{ id: string; author: { id: string } }>(page, "POST", address, body);
}

/**
 * The status codes of everything that belongs to a link: its page, frame and image, and the oEmbed data for other
 * sites.
 */
async function statusesOf(outside: Page, path: string): Promise<number[]> {
  const address = new URL(path, outside.url()).href;
  const oembed = `/api/oembed?${new URLSearchParams({ url: address })}`;
  const paths = [path, `${path}/embed`, `/api/passages/${path.replace("/p/", "")}/picture`, oembed];
  const answers = await Promise.all(paths.map((each) => outside.request.get(each)));
  expect(answers.map((answer) => answer.headers()["referrer-policy"])).toEqual(paths.map(() => "no-referrer"));
  return answers.map((answer) => answer.status());
}

const rowOf = (page: Page, quote: string) => page.getByRole("listitem").filter({ hasText: quote });

sharer(
  "a shared passage keeps its structure, and only visitors without an account are counted",
  async ({ page, outside }) => {
    await page.goto("/");
    const path = await shareOf(page, "Gomel (3)\nKAZAKHSTAN\tRussian");
    await outside.goto(path);
    const rows = outside.getByRole("row");
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(0).getByRole("rowheader")).toHaveText("COMMONWEALTH OF INDEPENDENT STATES");
    await expect(outside.locator("mark")).toHaveText([/Gomel \(3\)$/u, "KAZAKHSTAN", "Russian"]);
    await expect(outside.getByText(t("library.editedBy", { name: "Anna Gussarova" }), { exact: true })).toBeVisible();
    expect(await outside.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    // Citations take up no space until the user opens them.
    await expect(outside.getByRole("definition").first()).toBeHidden();
    await outside.getByText(t("share.cite.title"), { exact: true }).click();
    await expect(outside.getByRole("definition").first()).toContainText("Gussarova, A., & Khon, Y. (2017).");
    const picture = await outside.locator("meta[property='og:image']").getAttribute("content");
    expect((await outside.request.get(picture ?? ""))?.headers()["content-type"]).toBe("image/png");
    await outside.getByRole("button", { name: t("share.cite.copyNamed", { format: "Chicago" }), exact: true }).click();
    await expect(outside.getByRole("status").filter({ hasText: t("share.cite.copied") })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await outside.emulateMedia({ colorScheme });
      await expectNoAxeViolations(outside);
    }
    await page.goto(path);
    await expect(page.getByRole("link", { name: t("share.openForMembers"), exact: true })).toBeVisible();
    await page.goto("/settings");
    await expect(rowOf(page, "Gomel (3)")).toContainText(t("share.views", { count: 1 }));
  },
);

sharer("a shared passage comes with its paragraph's footnotes", async ({ page, outside }) => {
  await page.goto("/");
  await outside.goto(await shareOf(page, "Due to the weakened Russian economy"));
  await expect(outside.getByRole("listitem").filter({ hasText: "The Bad Times Have Arrived" })).toBeVisible();
  await expectNoAxeViolations(outside);
});

/** The fill colours of highlights in the first and second colour on a printed page. */
const YELLOW = "251 229 142";
const BLUE = "198 228 246";

sharer("a shared passage is printed with its highlight", async ({ page, outside }) => {
  await page.goto("/");
  const path = await shareOf(page, "Hermitage Museum");
  await outside.emulateMedia({ colorScheme: "dark" });
  await outside.goto(path);
  await expect(outside.locator("mark")).toHaveText("Hermitage Museum");
  expect(await printedFills(outside)).toContain(YELLOW);
  await outside.getByText(t("share.cite.title"), { exact: true }).click();
  await expect(
    outside.getByRole("button", { name: t("share.cite.copyNamed", { format: "Chicago" }), exact: true }),
  ).toBeVisible();
});

sharer(
  "another site can show a passage in a frame, in our font and with little empty space",
  async ({ page, outside, troubles }) => {
    // The frame is sandboxed, so its content must work without scripts.
    troubles.expect(/allow-scripts/u);
    await page.goto("/");
    const path = await shareOf(page, "Hermitage Museum");
    const address = new URL(path, page.url()).href;
    const { html, height } = await (
      await page.request.get(`/api/oembed?${new URLSearchParams({ url: address })}`)
    ).json();
    // The other site is served from localhost too, because browsers block requests from public sites to localhost.
    const site = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end(`<!doctype html><title>Site</title>${html}`);
    }).listen(0, "127.0.0.1");
    await once(site, "listening");
    await outside.setViewportSize({ width: 1000, height: 800 });
    const font = outside.waitForResponse(/\.woff2$/u);
    await outside.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    expect((await font).headers()["access-control-allow-origin"]).toBe("*");
    const frame = outside.frameLocator("iframe");
    await expect(frame.getByText("Hermitage Museum", { exact: true })).toBeVisible();
    const content = (await frame.getByRole("main").boundingBox())!;
    expect(height).toBeGreaterThanOrEqual(Math.floor(content.height));
    expect(height).toBeLessThan(content.height * 1.35);
    site.close();
  },
);

sharer(
  "the dialog creates a link, copies it without a secure context, and returns focus to the text",
  async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await openReport(page);
    await select(page, "Hermitage Museum");
    await page.keyboard.press("s");
    const dialog = page.getByRole("dialog", { name: t("share.title"), exact: true });
    await dialog.getByRole("button", { name: t("share.make"), exact: true }).click();
    const link = dialog.getByRole("textbox", { name: t("share.link"), exact: true });
    await expect(link).toBeFocused();
    await expect(dialog.getByText(t("share.made.link"), { exact: true })).toBeVisible();
    await expectNoAxeViolations(page);
    const address = await link.inputValue();
    await dialog.getByRole("button", { name: t("share.copy"), exact: true }).click();
    await expect(dialog.getByText(t("share.copied"), { exact: true })).toBeVisible();

    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.locator("[data-block]:focus")).toContainText("Hermitage Museum");
    const search = page.getByRole("textbox", { name: t("search.inReport"), exact: true });
    await search.focus();
    await page.keyboard.press("ControlOrMeta+V");
    await expect(search).toHaveValue(address);
  },
);

sharer("a revoked link works again after Undo", async ({ page, outside, troubles }) => {
  await page.goto("/");
  const path = await shareOf(page, "Hermitage Museum");
  await page.goto("/settings");
  const row = rowOf(page, "Hermitage Museum");
  await expect(row).toContainText(t("share.state.open"));
  await row.getByRole("button", { name: t("share.endNamed", { quote: "Hermitage Museum" }), exact: true }).click();
  await expect(row).toContainText(part("share.state.revoked"));
  await expect(row).toBeFocused();
  await expectNoAxeViolations(page);
  troubles.expect(/410/u);
  expect((await outside.goto(path))?.status()).toBe(410);
  await expect(outside.getByRole("heading", { name: t("share.revokedTitle"), exact: true })).toBeVisible();
  await expect(outside).toHaveTitle(`${t("share.revokedTitle")} · ${t("app.name")}`);
  expect(await statusesOf(outside, path)).toEqual([410, 410, 410, 410]);
  await expect(outside.getByRole("link")).toHaveCount(0);
  await expect(outside.getByText(t("share.about"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(outside);

  await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
  await expect(row).toContainText(t("share.state.open"));
  await expect(row).toBeFocused();
  await outside.reload();
  await expect(outside.locator("mark")).toHaveText("Hermitage Museum");
  await row.getByRole("link", { name: "Hermitage Museum", exact: true }).click();
  await expect(page).toHaveURL(/\/r\/.*\?at=\d+\.\d+-\d+$/u);
  await expect(page.getByText(/Hermitage Museum/u).first()).toBeInViewport();
});

test("nothing that a link has shown stays cached after the link is revoked", async ({
  browser,
  playwright,
  troubles,
}) => {
  const instance = await startInstance();
  const people = new People((options) => playwright.request.newContext(options), instance.url);
  const open = async (storageState: BrowserContextOptions["storageState"]) => {
    const context = await browser.newContext({ storageState, baseURL: instance.url });
    troubles.watch(context);
    return context.newPage();
  };
  const [page, outside] = [await open(await people.owner()), await open(SIGNED_OUT)];
  await page.goto("/");
  const path = await shareOf(page, "Hermitage Museum");
  const token = path.replace("/p/", "");
  const picture = `/api/passages/${token}/picture`;
  const [build, data] = [await filesIn(".next"), await filesIn(instance.env.DATA_DIR)];

  await outside.goto(path);
  expect(await statusesOf(outside, path)).toEqual([200, 200, 200, 200]);
  // Next.js's image optimizer would cache the image and keep serving it.
  const optimized = ["640", "1080"].map((w) => `/_next/image?${new URLSearchParams({ url: picture, w, q: "75" })}`);
  const asked = [...optimized, ...optimized.map((address) => address.replace("image", "imag%65"))];
  for (const address of asked) expect((await outside.request.get(address)).status(), address).toBe(404);
  expect(await filesIn(".next")).toEqual(build);
  // Only the database and the files that SQLite creates next to it.
  const isDatabase = (file: string) => /\.db(?:-wal|-shm)?$/u.test(file);
  const kept = (await filesIn(instance.env.DATA_DIR)).filter((file) => !isDatabase(file));
  expect(kept).toEqual(data.filter((file) => !isDatabase(file)));
  // Next.js recognizes this as a path of the optimizer, although our server does not.
  const dotted = optimized.map((address) => address.replace("image", "./image"));
  for (const address of dotted) expect(await statusAsWritten(instance.url, address), address).toBe(404);

  const { shares } = await (await page.request.get("/api/shares")).json();
  const headers = { origin: instance.url };
  expect((await page.request.delete(`/api/shares/${shares[0].id}`, { headers })).ok()).toBe(true);
  for (const address of asked) expect((await outside.request.get(address)).status(), address).toBe(404);
  expect(await statusesOf(outside, path)).toEqual([410, 410, 410, 410]);
  await instance.stop(page, outside);
});

/** The status code for a path that is sent exactly as given. A browser would normalize its dots. */
async function statusAsWritten(origin: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(origin);
  const [response] = (await once(get({ hostname, port, path }), "response")) as [IncomingMessage];
  return response.resume().statusCode;
}

/** The files in a folder and its subfolders. */
async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}

sharer("a note made private disappears from its links and from the list of links", async ({ page, outside }) => {
  await page.goto("/");
  const { id, author } = await markOf(page, "Bolshoi Ballet", "For the team only.");
  const path = await shareOf(page, "Bolshoi Ballet", { highlightId: id, notesOf: [author.id] });
  await outside.goto(path);
  await expect(outside.getByText("For the team only.", { exact: true })).toBeVisible();
  await page.goto("/settings");
  await expect(rowOf(page, "Bolshoi Ballet")).toContainText(part("share.withNotesOf"));

  await send(page, "PATCH", `/api/highlights/${id}`, { version: 1, visibility: "private" });
  await outside.reload();
  await expect(outside.locator("mark")).toHaveText("Bolshoi Ballet");
  await expect(outside.getByText(/For the team only/u)).toBeHidden();
  await page.goto("/settings");
  await expect(rowOf(page, "Bolshoi Ballet")).not.toContainText(part("share.withNotesOf"));

  // Even before the link is created, the dialog says that the note won't be shown.
  await openReport(page);
  const card = page.getByRole("article", { name: like("notes.cardLabel") }).filter({ hasText: "For the team only." });
  await card.getByRole("button").first().click();
  await chooseAction(card, t("notes.share"));
  const dialog = page.getByRole("dialog", { name: t("share.title"), exact: true });
  await expect(dialog.getByText(t("share.privateNote"), { exact: true })).toBeVisible();
  await expect(dialog.getByRole("group", { name: t("share.whoseNotes"), exact: true })).toBeHidden();
  await expectNoAxeViolations(page);
});

sharer("an unknown address shows a message to visitors and to members", async ({ page, outside, troubles }) => {
  troubles.expect(/404|410/u);
  expect((await outside.goto("/p/nothing"))?.status()).toBe(410);
  await expect(outside.getByRole("heading", { name: t("share.unknownTitle"), exact: true })).toBeVisible();
  await expect(outside).toHaveTitle(`${t("share.unknownTitle")} · ${t("app.name")}`);
  await expect(outside.getByRole("link")).toHaveCount(0);
  await expectNoAxeViolations(outside);
  for (const [address, title] of [
    ["/p/nothing", t("share.unknownTitle")],
    ["/nothing", t("notFound.title")],
  ] as const) {
    await page.goto(address);
    await expect(page).toHaveTitle(`${title} · ${t("app.name")}`);
    await expect(page.getByRole("banner").getByRole("button", { name: like("accounts.menu.label") })).toBeVisible();
    await expect(page.getByRole("link", { name: t("notFound.home"), exact: true })).toBeVisible();
    await expectNoAxeViolations(page);
  }
});

sharer("an incomplete link for colleagues shows a message", async ({ page }) => {
  for (const at of ["1.5", "1.500-5", "1.500-99999999"]) {
    await page.goto(`${REPORT.address}?at=${at}`);
    await expect(page.getByText(t("notes.brokenLink"), { exact: true })).toBeVisible();
  }
});

/**
 * Drags an element onto a row, to a point at the given fraction of the row's height. Uses synthetic events, so that
 * scrolling has no effect.
 */
async function drag(from: Locator, to: Locator, share: number): Promise<void> {
  const dataTransfer = await from.evaluateHandle(() => new DataTransfer());
  await from.dispatchEvent("dragstart", { dataTransfer });
  const { y, height } = (await to.boundingBox())!;
  for (const event of ["dragover", "drop"])
    await to.dispatchEvent(event, { dataTransfer, clientY: y + share * height });
  await from.dispatchEvent("dragend", { dataTransfer });
}

sharer(
  "passages are collected, ordered and shared, and can be read without scripts or on paper",
  async ({ page, browser }) => {
    await page.goto("/");
    await markOf(page, "Bolshoi Ballet", "Of dance.");
    const { author } = await markOf(page, "Hermitage Museum", null);
    await page.goto(`/notes?person=${author.id}`);
    await page.getByRole("button", { name: t("collections.pick.begin"), exact: true }).click();
    await page
      .getByRole("checkbox", { name: t("collections.pick.passage", { quote: "Bolshoi Ballet" }), exact: true })
      .check();
    await page
      .getByRole("checkbox", { name: t("collections.pick.passage", { quote: "Hermitage Museum" }), exact: true })
      .check();
    await expect(page.getByText(t("collections.pick.chosen", { count: 2 }), { exact: true })).toBeVisible();
    await page.getByRole("button", { name: t("collections.collectShort"), exact: true }).click();
    const dialog = page.getByRole("dialog", { name: t("collections.collect", { count: 2 }), exact: true });
    await dialog.getByRole("textbox", { name: t("collections.newTitle"), exact: true }).fill("Evidence for section 3");
    await dialog.getByRole("button", { name: t("collections.put"), exact: true }).click();
    await dialog
      .getByRole("link", { name: t("collections.openNamed", { title: "Evidence for section 3" }), exact: true })
      .click();

    const items = page.getByRole("region", { name: t("collections.passages"), exact: true }).getByRole("listitem");
    await expect(items).toHaveText([/Bolshoi Ballet/u, /Hermitage Museum/u]);
    await page.getByRole("button", { name: t("collections.up", { count: 2 }), exact: true }).click();
    await expect(items).toHaveText([/Hermitage Museum/u, /Bolshoi Ballet/u]);
    await expect(page.getByRole("button", { name: t("collections.up", { count: 1 }), exact: true })).toBeFocused();
    await page.keyboard.press("Alt+ArrowDown");
    await expect(items).toHaveText([/Bolshoi Ballet/u, /Hermitage Museum/u]);
    const handles = items.getByTitle(t("collections.drag"), { exact: true });
    await drag(handles.first(), items.last(), 0.8);
    await expect(items).toHaveText([/Hermitage Museum/u, /Bolshoi Ballet/u]);
    await drag(handles.last(), items.first(), 0.2);
    await expect(items).toHaveText([/Bolshoi Ballet/u, /Hermitage Museum/u]);
    await page.getByRole("button", { name: t("collections.takeOut", { count: 1 }), exact: true }).click();
    await expect(items).toHaveText([/Hermitage Museum/u]);
    await page.getByRole("button", { name: t("notes.undo"), exact: true }).click();
    await expect(items).toHaveText([/Bolshoi Ballet/u, /Hermitage Museum/u]);
    await page
      .getByRole("textbox", { name: t("collections.introduction"), exact: true })
      .fill("What **museums** and stages do.");
    await page.getByRole("button", { name: t("collections.save"), exact: true }).click();
    await expect(page.getByText(t("collections.saved"), { exact: true })).toBeVisible();
    await page.getByRole("checkbox", { name: like("share.notesOf", { count: 1 }) }).click();
    await expect(items.first()).toContainText(part("share.withNotesOf"));
    await page.getByRole("button", { name: t("share.make"), exact: true }).click();
    const link = await page.getByRole("textbox", { name: t("share.link"), exact: true }).inputValue();
    await expectNoAxeViolations(page);

    const context = await browser.newContext({ storageState: SIGNED_OUT, javaScriptEnabled: false, viewport: PHONE });
    const outside = await context.newPage();
    await outside.goto(link);
    await expect(outside.getByRole("heading", { name: t("collections.titleExample"), exact: true })).toBeVisible();
    await expect(outside.getByText("What museums and stages do.", { exact: true })).toBeVisible();
    await expect(outside.locator("mark")).toHaveText(["Bolshoi Ballet", "Hermitage Museum"]);
    await expect(outside.getByText("Of dance.", { exact: true })).toBeVisible();
    expect(await outside.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await outside.getByText(t("share.collection.cite", { count: 1 }), { exact: true }).click();
    await expect(outside.getByText(t("share.cite.formats.gost"), { exact: true }).first()).toBeVisible();
    await outside.emulateMedia({ media: "print" });
    await expect(outside.getByText(t("share.collection.cite", { count: 1 }), { exact: true })).toBeHidden();
    expect(await printedFills(outside)).toContain(BLUE);
    await expect(outside.getByText(/^Anna Gussarova and Yevgeniy Khon, .*2017\), 21\.$/u).first()).toBeVisible();
    const { pathname } = new URL(link);
    expect(await statusesOf(outside, pathname)).toEqual([200, 200, 200, 200]);
    await page.getByRole("button", { name: like("share.endNamed") }).click();
    await expect(page.getByText(t("share.ended"), { exact: true })).toBeVisible();
    expect(await statusesOf(outside, pathname)).toEqual([410, 410, 410, 410]);
    await context.close();
  },
);
