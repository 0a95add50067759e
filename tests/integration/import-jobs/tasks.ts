/** Stand-ins for reading a file, for the tests of import jobs. */

import type { OnProgress } from "@/lib/report-import/progress";
import type { ReadFile, UploadedFile } from "@/lib/report-import/upload";

/** Reads page 3 of 400 for ever, as a hostile file would. */
export function spin(_: UploadedFile, report: OnProgress): Promise<ReadFile> {
  report({ stage: "pages", page: 3, pages: 400 });
  for (;;) Math.random();
}

/** Takes all memory. */
export function hoard(_: UploadedFile, report: OnProgress): Promise<ReadFile> {
  report({ stage: "structure" });
  const hoarded: number[][] = [];
  for (;;) hoarded.push(Array.from({ length: 100_000 }, Math.random));
}

/** Fails by a bug. */
export async function fail(): Promise<ReadFile> {
  throw new TypeError("a bug");
}
