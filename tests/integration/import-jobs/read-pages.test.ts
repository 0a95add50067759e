import { beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import { createImportJob, discardImportJob, listImportJobs, pagesOfImportJob } from "@/lib/library/import-jobs/jobs";
import { claimNext } from "@/lib/library/import-jobs/queue";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { queueFile, reading, statesOf, useRunners } from "./support";

describeDatabases("the pages of a file that is being read", ({ db }) => {
  let ann: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
  });
  const start = useRunners();
  const waitForPages = (count: number) =>
    expect.poll(() => db().readPages.count(), { timeout: 20_000, interval: 50 }).toBe(count);

  it("are shown to their uploader in several requests", async () => {
    const { id } = await queueFile(db(), ann, "tolls.pdf");
    expect(await pagesOfImportJob(db(), ann, id, 0)).toEqual({ pages: [], next: 0 });
    start(db(), { read: reading("readSome") });
    await waitForPages(12);
    const first = await pagesOfImportJob(db(), ann, id, 0);
    const second = await pagesOfImportJob(db(), ann, id, first.next);
    const blocks = [...first.pages, ...second.pages].flatMap((page) => page.blocks);
    expect(blocks).toMatchObject(Array.from({ length: 12 }, (_, page) => ({ text: `Toll ${page}` })));
    expect(await pagesOfImportJob(db(), ann, id, second.next)).toEqual({ pages: [], next: 12 });
    await expect.poll(async () => (await listImportJobs(db(), ann)).jobs[0]?.progress).toMatchObject({ page: 13 });
  });

  it("are deleted when the job is discarded, even if more pages are reported", async () => {
    const { id } = await queueFile(db(), ann, "tolls.pdf");
    start(db(), { read: reading("readSome") });
    await waitForPages(12);
    await discardImportJob(db(), ann, id);
    await waitForPages(0);
  });

  it("are deleted when the whole file has been read", async () => {
    await queueFile(db(), ann, "tolls.pdf");
    start(db(), { read: reading("readAll") });
    await expect.poll(() => statesOf(db(), ann), { timeout: 20_000, interval: 50 }).toEqual(["tolls.pdf done"]);
    await waitForPages(0);
  });

  it("are deleted when the file is read again", async () => {
    const { id, source } = await queueFile(db(), ann, "tolls.pdf");
    await db().readPages.create({ data: { jobId: id, ordinal: 0, pages: [] } });
    await createImportJob(db(), ann, { source, given: {} });
    await claimNext(db());
    await waitForPages(0);
  });
});
