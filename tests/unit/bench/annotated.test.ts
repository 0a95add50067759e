import { expect, test } from "vitest";
import { madeUpPdf } from "@/tests/bench/annotated/made-up-pdf";
import { roundTrip } from "@/tests/bench/annotated/round-trip";
import { importedPdf } from "../sharing/annotated-report";

test("notes of all kinds are the same after they were written into a PDF and read again", async () => {
  const found = await roundTrip(await importedPdf(madeUpPdf(2)), { highlights: 30, areas: 5 }, "sample");
  expect(found).toMatchObject({ replies: 9, wrongInPdfJs: 0, wrongAfterImport: 0, moved: 0 });
});
