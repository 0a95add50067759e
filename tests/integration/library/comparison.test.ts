import { expect, it } from "vitest";
import { GET } from "@/app/api/reports/[slug]/comparison/route";
import { listEditions, readEdition } from "@/lib/library/comparison";
import type { Comparison } from "@/lib/library/comparison-schemas";
import { deleteReport } from "@/lib/library/lifecycle";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { SLUG, storeReport } from "../support/reports";
import { useTeam } from "../support/team";

const RIVERS = "Rivers carry grain, timber and salt to the towns on the coast.";

describeDatabases("the editions of a report", (context) => {
  const { ed, reader } = useTeam(context, { ed: ["editor", "Ed"], reader: ["reader", "Rita"] });
  const { db } = context;
  const compare = (from: string, to: string, more: Record<string, string> = {}) =>
    call<Comparison & { error?: { code: string } }>(GET, reader, {
      params: { slug: SLUG },
      query: { from, to, ...more },
    });

  it("are compared in a worker, in both directions, or only in numbers", async () => {
    await storeReport(db(), RIVERS, "Towns grow.");
    await storeReport(db(), RIVERS.replace("timber", "coal"), "A canal was dug.", "Towns grow.");
    const { body } = await compare("1", "2");
    expect(body.numbers).toEqual({ changed: 1, inserted: 1, deleted: 0, moved: 0, wordsInserted: 5, wordsDeleted: 1 });
    expect(body.rows.map(({ kind, block }) => [kind, block])).toEqual([
      ["changed", "paragraph"],
      ["inserted", "paragraph"],
      ["same", "paragraph"],
    ]);
    expect((await compare("2", "1")).body.numbers).toMatchObject({ inserted: 0, deleted: 1, wordsDeleted: 5 });
    expect((await compare("1", "2", { only: "numbers" })).body).toMatchObject({ rows: [], numbers: body.numbers });
  });

  it("can be read, and are gone with the report", async () => {
    await storeReport(db(), "Old text.");
    await storeReport(db(), "New text.");
    expect((await listEditions(db(), reader.actor, SLUG)).map(({ ordinal }) => ordinal)).toEqual([2, 1]);
    const former = await readEdition(db(), reader.actor, SLUG, 1);
    expect([former.report.text, former.current]).toEqual(["Old text.", 2]);
    expect((await compare("1", "3")).body.error?.code).toBe("no-such-edition");
    await deleteReport(db(), ed.actor, SLUG, { title: "Rivers" });
    expect((await compare("1", "2")).body.error?.code).toBe("no-such-edition");
    await expect(listEditions(db(), reader.actor, SLUG)).rejects.toMatchObject({ code: "no-such-report" });
    await expect(readEdition(db(), reader.actor, SLUG, 1)).rejects.toMatchObject({ code: "no-such-edition" });
  });
});
