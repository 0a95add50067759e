import { beforeEach, expect, it } from "vitest";
import { sayWith } from "@/app/_messages/say-with";
import type { Translate } from "@/app/_messages/translate";
import type { Actor } from "@/lib/accounts/policy";
import { problem } from "@/lib/errors/problem";
import { PROBLEMS } from "@/lib/errors/problems";
import { claimNext } from "@/lib/library/import-jobs/queue";
import { previewEdition } from "@/lib/library/uploads";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { queueFile, TEXT } from "./support";

describeDatabases("the warnings of an import job", ({ db }) => {
  let ann: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
  });

  /** A file that caused this warning when it was read. */
  async function readWith(doubt: object) {
    const { id, source } = await queueFile(db(), ann, "tolls.txt", `Tolls\n\n${TEXT}\n`);
    await claimNext(db());
    const result = { format: "text", markdown: `---\ntitle: Tolls\nlanguage: en\n---\n\n${TEXT}\n`, doubts: [doubt] };
    await db().importJob.update({ where: { id }, data: { state: "done", result: JSON.parse(JSON.stringify(result)) } });
    return { source, given: {}, slug: null };
  }
  const say = sayWith(
    Object.assign((_: string, { word }: { word: string }) => `Дефис в «${word}» сохранён.`, {
      has: (key: string) => key === "errors.import-warning.hyphen",
    }) as unknown as Translate,
    (key) => PROBLEMS[key].text,
  );

  it("are in the language of the request", async () => {
    const file = await readWith({ line: 3, problem: problem("import-warning.hyphen", { word: "state-owned" }) });
    expect(await previewEdition(db(), ann, file)).toMatchObject({
      doubts: [{ line: 3, message: "The hyphen in “state-owned” was kept." }],
    });
    expect(await previewEdition(db(), ann, file, say)).toMatchObject({
      doubts: [{ line: 3, message: "Дефис в «state-owned» сохранён." }],
    });
  });

  it("stay in English if an earlier version stored them as sentences", async () => {
    const former = { line: 3, text: "The hyphen of “{word}” was kept.", note: "4", isMinor: true };
    const file = await readWith(former);
    for (const each of [undefined, say]) {
      const { doubts } = await previewEdition(db(), ann, file, each);
      expect(doubts).toEqual([{ line: 3, message: former.text, note: "4", isMinor: true }]);
    }
  });
});
