/** Tasks that the import job tests run in place of the task that reads a file. */

import type { OnProgress } from "@/lib/report-import/progress";
import type { ReadFile, UploadedFile } from "@/lib/report-import/upload";

/** Keeps reading page 3 of 400 forever, as if the file were hostile. */
export function spin(_: UploadedFile, report: OnProgress): Promise<ReadFile> {
  report({ stage: "pages", page: 3, pages: 400 });
  for (;;) Math.random();
}

/** Uses up all memory. */
export function hoard(_: UploadedFile, report: OnProgress): Promise<ReadFile> {
  report({ stage: "structure" });
  const hoarded: number[][] = [];
  for (;;) hoarded.push(new Array<number>(100_000).fill(Math.random()));
}

/** Fails because of a bug. */
export async function fail(): Promise<ReadFile> {
  throw new TypeError("a bug");
}
