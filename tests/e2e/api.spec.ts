import { t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { member } from "./support/members";
import { expect } from "./support/people";
import { PHONE, REPORT } from "./support/reports";

const CONTAINER = "/api/annotations/";

member(
  "the API documentation can be opened from the settings, and the API works as documented",
  async ({ page, baseURL, playwright }) => {
    await page.goto("/settings");
    await page.getByRole("link", { name: t("settings.tokens.docs"), exact: true }).click();
    await expect(page.getByRole("heading", { name: t("apiDocs.title"), level: 1, exact: true })).toBeVisible();
    await page.getByRole("link", { name: t("notes.title"), exact: true }).click();
    await expect(page.getByRole("heading", { name: t("notes.title"), exact: true })).toBeInViewport();
    await page.setViewportSize(PHONE);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    await expectNoAxeViolations(page);

    const made = await page.request.post("/api/tokens", {
      headers: { origin: baseURL ?? "" },
      data: { name: "A program", scopes: ["read", "write"] },
    });
    const { secret } = await made.json();
    const program = await playwright.request.newContext({
      ...(baseURL && { baseURL }),
      extraHTTPHeaders: { authorization: `Bearer ${secret}` },
    });
    const note = await program.post("/api/v1/notes", {
      data: { report: REPORT.slug, passage: { quote: "literary heritage" }, text: "By a program" },
    });
    expect([note.status(), (await note.json()).state]).toEqual([201, "anchored"]);
    const container = await program.get(CONTAINER, { maxRedirects: 0 });
    expect(container.headers()).toMatchObject({
      "content-type": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
      link: expect.stringContaining("ldp#BasicContainer"),
      etag: expect.stringMatching(/^"[\w-]+"$/u),
      allow: "GET, HEAD, OPTIONS, POST",
    });
    const { id } = await container.json();
    expect(new URL(id).pathname).toBe(CONTAINER);
    for (const address of [CONTAINER, `${CONTAINER}${(await note.json()).id}`, "/api/v1/notes", "/signin"]) {
      const options = await program.fetch(address, { method: "OPTIONS", maxRedirects: 0 });
      expect([address, options.status(), options.headers().allow]).toEqual([
        address,
        204,
        expect.stringContaining("GET"),
      ]);
      expect(options.headers().allow).toContain("OPTIONS");
    }
    const annotation = await program.get(`${CONTAINER}${(await note.json()).id}`);
    for (const address of [CONTAINER, new URL(annotation.url()).pathname]) {
      // The container's ETag changes whenever another journey writes a note.
      await expect(async () => {
        const get = await program.get(address, { maxRedirects: 0 });
        const head = await program.head(address, { maxRedirects: 0 });
        expect([head.status(), head.headers().etag, await head.text()]).toEqual([200, get.headers().etag, ""]);
      }).toPass();
    }
    await program.dispose();
  },
);
