import { setTimeout as sleep } from "node:timers/promises";
import { type Cluster, startCluster } from "../instances/cluster";
import { startPostgres } from "../support/test-postgres.mjs";
import { People } from "./support/people";
import { openReport, REPORT } from "./support/reports";
import { expect, test } from "./support/test";
import { cards, note, unique } from "./support/text";

test.describe.configure({ mode: "serial" });

test.describe("three instances with one database", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let cluster: Cluster;
  test.beforeAll(async () => {
    postgres = await startPostgres();
    cluster = await startCluster(3, postgres.url);
  });
  test.afterAll(async () => {
    await cluster.stop();
    await postgres.stop();
  });

  test("act as one server, even if the instance that a browser is connected to is killed", async ({
    browser,
    playwright,
    troubles,
  }) => {
    troubles.expect(/ERR_INCOMPLETE_CHUNKED_ENCODING/u);
    const people = new People((options) => playwright.request.newContext(options), cluster.url);
    const open = async (storageState: Awaited<ReturnType<typeof people.owner>>) => {
      const context = await browser.newContext({ storageState, baseURL: cluster.url });
      troubles.watch(context);
      const page = await context.newPage();
      await openReport(page);
      return page;
    };
    const ann = await open(await people.owner());
    const bob = await open((await people.join("annotator")).state);

    const texts = [unique("First"), unique("Second"), unique("Third"), unique("Fourth")] as const;
    await note(ann, "bilateral relations", texts[0]);
    await note(bob, "humanitarian cooperation", texts[1]);
    for (const page of [ann, bob]) {
      for (const text of texts.slice(0, 2)) await expect(cards(page).filter({ hasText: text })).toBeVisible();
    }

    const listened = cluster.balancer.answering("/api/events");
    expect(listened).toBeGreaterThanOrEqual(0);
    await Promise.all([cluster.kill(listened), note(ann, "soft components of language", texts[2])]);
    await note(bob, "whose story wins", texts[3]);
    for (const page of [ann, bob]) {
      for (const text of texts) {
        await expect(cards(page).filter({ hasText: text })).toHaveCount(1, { timeout: 20_000 });
      }
    }
    await cluster.startAgain(listened);
    for (const page of [ann, bob]) await page.context().close();
  });

  test("can be restarted one by one without a failed request", async ({ playwright }) => {
    const people = new People((options) => playwright.request.newContext(options), cluster.url);
    const { cookies } = await people.owner();
    const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
    let isOver = false;
    const statuses: unknown[] = [];
    const ask = async () => {
      while (!isOver) {
        const response = await fetch(`${cluster.url}/api/reports/${REPORT.slug}/highlights`, { headers });
        statuses.push((await response.text().catch(String)) && response.status);
        await sleep(20);
      }
    };
    const asking = Promise.all([ask(), ask(), ask()]);
    for (const index of [0, 1, 2]) {
      await cluster.end(index);
      await cluster.startAgain(index);
    }
    isOver = true;
    await asking;
    expect(statuses.length).toBeGreaterThan(100);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });
});
