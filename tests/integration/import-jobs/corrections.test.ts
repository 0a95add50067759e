import { beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import { currentEdition, editionMarkdown } from "@/lib/editions/editions";
import { correctImportJob, createImportJob } from "@/lib/library/import-jobs/jobs";
import { claimNext, settle } from "@/lib/library/import-jobs/queue";
import { addUpload, previewEdition, readForPreview } from "@/lib/library/uploads";
import type { Correction } from "@/lib/report-import/corrections/schemas";
import { targetsOf } from "@/lib/report-import/corrections/targets";
import { readToKeep } from "@/lib/report-import/upload";
import { storeSource } from "@/lib/sources/store";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

const FIRST = "# Tolls\n\nOpening\n\nGuild report 1\n\nThe survey was made.\n\nGuild report 2\n\nIt rained.\n";
const SECOND = "# Tolls\n\nGuild report 1\n\nThe survey was made again.\n\nGuild report 2\n\nIt rained.\n";

describeDatabases("corrections to a file", ({ db }) => {
  let ann: Actor;
  let bob: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
    bob = (await makeCaller(db(), "owner", "Bob")).actor;
  });

  /** Uploads a file and reads it, as the background job does. */
  async function readFile(actor: Actor, text: string) {
    const content = Buffer.from(text);
    const { id: source } = await storeSource(db(), actor, { name: "tolls.md", body: [content] });
    const job = await createImportJob(db(), actor, { source, given: {} });
    const claim = await claimNext(db());
    if (!claim) throw new Error("There is nothing to claim.");
    await settle(db(), claim, { result: await readToKeep({ name: "tolls.md", given: {}, content }, () => {}) });
    return { id: job.id, file: { source, given: {} } };
  }
  const textOf = async (actor: Actor, file: { source: string; given: object }, slug: string | null = null) =>
    (await readForPreview(db(), actor, { ...file, slug })).report.text.split("\n");
  const block = async (actor: Actor, file: { source: string; given: object }, text: string) => {
    const { report } = await readForPreview(db(), actor, { ...file, slug: null });
    const found = targetsOf(report).find((target) => target.text === text);
    if (!found) throw new Error(`There is no block “${text}”.`);
    return found;
  };
  const rulesFor = async (file: { source: string; given: object }): Promise<Correction[]> => [
    { kind: "level", block: await block(ann, file, "Opening"), depth: 2 },
    { kind: "omit-line", text: "Guild report 1" },
  ];

  it("change the preview and the edition, and stay with the file", async () => {
    const { id, file } = await readFile(ann, FIRST);
    const corrections = await rulesFor(file);
    await correctImportJob(db(), ann, id, { corrections });
    const preview = await previewEdition(db(), ann, { ...file, slug: null });
    expect(preview).toMatchObject({
      corrections: corrections.map((correction) => ({ correction, fits: true })),
      areInherited: false,
      found: { headings: 1, tables: 0, figures: 0, footnotes: 0 },
      sections: [{ title: "Opening", depth: 2 }],
    });
    expect(await textOf(ann, file)).toEqual(["Opening", "The survey was made.", "It rained."]);
    await addUpload(db(), ann, { ...file, slug: "tolls", after: null });
    const edition = await currentEdition(db(), "tolls");
    expect(await editionMarkdown(db(), edition!.id)).toContain("## Opening\n\nThe survey was made.\n\nIt rained.\n");
    const source = await db().source.findUniqueOrThrow({ where: { id: file.source } });
    expect(source.corrections).toEqual(corrections);
  });

  it("are undone when they are removed from the list", async () => {
    const { id, file } = await readFile(ann, FIRST);
    const [heading, line] = await rulesFor(file);
    await correctImportJob(db(), ann, id, { corrections: [heading!, line!] });
    await correctImportJob(db(), ann, id, { corrections: [line!] });
    const preview = await previewEdition(db(), ann, { ...file, slug: null });
    expect(preview.sections).toEqual([]);
    expect(await textOf(ann, file)).toEqual(["Opening", "The survey was made.", "It rained."]);
  });

  it("can't be changed or seen by others", async () => {
    const { id, file } = await readFile(ann, FIRST);
    await correctImportJob(db(), ann, id, { corrections: await rulesFor(file) });
    await expect(correctImportJob(db(), bob, id, { corrections: [] })).rejects.toMatchObject({ code: "not-found" });
    await expect(readForPreview(db(), bob, { ...file, slug: null })).rejects.toMatchObject({ code: "no-such-file" });
    expect(await textOf(ann, file)).toEqual(["Opening", "The survey was made.", "It rained."]);
    await db().person.update({ where: { id: ann.id }, data: { role: "reader" } });
    const reader = { ...ann, role: "reader" as const };
    await expect(correctImportJob(db(), reader, id, { corrections: [] })).rejects.toMatchObject({ code: "not-found" });
  });

  it("are applied to the next edition, whoever adds it, and those that don't fit are marked", async () => {
    const first = await readFile(ann, FIRST);
    const corrections = await rulesFor(first.file);
    await correctImportJob(db(), ann, first.id, { corrections });
    await addUpload(db(), ann, { ...first.file, slug: "tolls", after: null });

    const { id, file } = await readFile(bob, SECOND);
    const preview = await previewEdition(db(), bob, { ...file, slug: null });
    expect(preview).toMatchObject({ slug: "tolls", areInherited: true, isCurrent: false });
    expect(preview.corrections.map(({ fits }) => fits)).toEqual([false, true]);
    expect(await textOf(bob, file, "tolls")).toEqual(["The survey was made again.", "It rained."]);
    // These corrections are not applied to a different report.
    expect(await textOf(bob, file, "locks")).toHaveLength(4);

    const own = preview.corrections.map(({ correction }) => correction).slice(0, 1);
    await correctImportJob(db(), bob, id, { corrections: own });
    const changed = await previewEdition(db(), bob, { ...file, slug: "tolls" });
    expect(changed).toMatchObject({ areInherited: false, corrections: [{ fits: false }] });
    expect(await textOf(bob, file, "tolls")).toHaveLength(4);
    await correctImportJob(db(), bob, id, { corrections });
    const added = { ...file, slug: "tolls", after: preview.current!.hash };
    const comments: unknown[] = [];
    const onStored = async (_: unknown, __: unknown, found: unknown[]) => void comments.push(found);
    expect(await addUpload(db(), bob, added, onStored)).toEqual({ slug: "tolls", ordinal: 2 });
    expect(comments).toEqual([[]]);
    const source = await db().source.findUniqueOrThrow({ where: { id: file.source } });
    expect(source.corrections).toEqual(corrections);
  });

  it("apply to a file within the request too, and an identical file is still recognized", async () => {
    const first = await readFile(ann, FIRST);
    const corrections = await rulesFor(first.file);
    await correctImportJob(db(), ann, first.id, { corrections });
    await addUpload(db(), ann, { ...first.file, slug: "tolls", after: null });
    const enclosed = (text: string) => ({ name: "tolls.md", file: Buffer.from(text).toString("base64"), given: {} });
    const same = await previewEdition(db(), bob, { ...enclosed(FIRST), slug: null });
    expect(same).toMatchObject({ isCurrent: true, areInherited: true });
    await addUpload(db(), bob, { ...enclosed(SECOND), slug: "tolls", after: same.current!.hash });
    const edition = await currentEdition(db(), "tolls");
    expect(await editionMarkdown(db(), edition!.id)).not.toContain("Guild report");
    const source = await db().source.findFirstOrThrow({ where: { editions: { some: { id: edition!.id } } } });
    expect(source.corrections).toEqual(corrections);
  });
});
