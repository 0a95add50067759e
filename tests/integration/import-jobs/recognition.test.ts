import { beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import { createImportJob, listImportJobs } from "@/lib/library/import-jobs/jobs";
import { claimNext, settle } from "@/lib/library/import-jobs/queue";
import { addUpload, previewEdition } from "@/lib/library/uploads";
import type { Recognition } from "@/lib/report-import/recognition";
import { readToKeep } from "@/lib/report-import/upload";
import { storeSource } from "@/lib/sources/store";
import { lines, pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

const TEXT = [
  "It was asked at every lock between Kesh and Dunmere, as it was when the quays",
  "were built and the ledgers of the guild were begun.",
];
const pdf = (sentence: string) =>
  pdfOf([
    [{ text: "Tolls of the River", x: 60, y: 60, size: 22, font: "bold" }, ...lines([sentence, ...TEXT], { y: 110 })],
  ]);

describeDatabases("which pages are read as images", ({ db }) => {
  let ann: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
  });

  const upload = async (sentence: string) =>
    (await storeSource(db(), ann, { name: "tolls.pdf", body: [pdf(sentence)] })).id;
  /** Queues a file and reads it, as the background job does. */
  async function readFile(source: string, sentence: string, recognize?: Recognition) {
    await createImportJob(db(), ann, { source, given: {}, ...(recognize && { recognize }) });
    const claim = await claimNext(db());
    if (!claim) throw new Error("There is nothing to claim.");
    const options = claim.recognize ? { recognize: claim.recognize } : {};
    const file = { name: "tolls.pdf", given: {}, content: pdf(sentence), ...options };
    await settle(db(), claim, { result: await readToKeep(file, () => {}) });
    return claim.recognize;
  }
  const chosen = async () => (await listImportJobs(db(), ann)).jobs.map(({ recognize }) => recognize);
  const preview = async (source: string, slug: string | null = null) =>
    (await previewEdition(db(), ann, { source, given: {}, slug })).recognize;

  it("is chosen when a file is read again, and applies to the next edition", async () => {
    const first = await upload("A toll is asked.");
    expect(await readFile(first, "A toll is asked.")).toBeNull();
    expect(await preview(first)).toEqual({ read: "auto", inherited: null });
    expect(await chosen()).toEqual(["auto"]);
    expect(await readFile(first, "A toll is asked.", "never")).toBe("never");
    expect(await preview(first)).toEqual({ read: "never", inherited: null });
    expect(await chosen()).toEqual(["never"]);
    await addUpload(db(), ann, { source: first, given: {}, slug: "tolls", after: null });

    const next = await upload("A toll is asked again.");
    await readFile(next, "A toll is asked again.");
    expect(await preview(next, "tolls")).toEqual({ read: "auto", inherited: "never" });
    expect(await preview(next, "locks")).toEqual({ read: "auto", inherited: null });
    // Choosing for this file takes precedence.
    await readFile(next, "A toll is asked again.", "auto");
    expect(await preview(next, "tolls")).toEqual({ read: "auto", inherited: null });
  });

  it("also applies to a file that is added without a job, and is kept with it", async () => {
    const first = await upload("A toll is asked.");
    await readFile(first, "A toll is asked.", "never");
    await addUpload(db(), ann, { source: first, given: {}, slug: "tolls", after: null });
    const next = await upload("A toll is asked again.");
    const before = await previewEdition(db(), ann, { source: next, given: {}, slug: "tolls" });
    expect(before.recognize).toEqual({ read: "never", inherited: null });
    await addUpload(db(), ann, { source: next, given: {}, slug: "tolls", after: before.current!.hash });
    const stored = await db().source.findUniqueOrThrow({ where: { id: next } });
    expect(stored.recognize).toBe("never");
  });

  it("is null for other formats", async () => {
    const file = { name: "tolls.md", file: Buffer.from("# Tolls\n\nA toll.").toString("base64") };
    expect(await previewEdition(db(), ann, { ...file, given: {}, slug: null })).toMatchObject({ recognize: null });
  });
});
