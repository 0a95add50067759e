import { expect, test } from "vitest";
import { UserError } from "@/lib/errors";
import { importPdf } from "@/lib/report-import/pdf";
import { someOf } from "../../../support/sampled";
import { hostilePdfs } from "./hostile-pdfs";

const REFUSALS = ["pdf-damaged", "pdf-password", "pdf-too-long", "pdf-too-large", "pdf-no-text"];
/** How much the process may grow, in bytes. This is less than the limit of a worker. */
const MAX_GROWTH = 900 * 1024 * 1024;

test.each(someOf(hostilePdfs()))(
  "reads or rejects a hostile file within its limits: $name",
  async ({ bytes, expected }) => {
    const before = process.memoryUsage().rss;
    const outcome = await importPdf(bytes, { slug: "hostile", title: "Hostile" }).then(
      ({ markdown }) => markdown,
      (error: unknown) => error,
    );
    if (outcome instanceof UserError) expect(REFUSALS).toContain(outcome.code);
    else expect(outcome).toContain("harbour");
    if (expected !== undefined) expect(outcome instanceof UserError ? outcome.code : "read").toBe(expected);
    expect(process.memoryUsage().rss - before).toBeLessThan(MAX_GROWTH);
  },
);
