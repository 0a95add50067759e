/** Tasks that the import job tests run in place of the task that reads a file. */

import { setTimeout as sleep } from "node:timers/promises";
import type { OnProgress } from "@/lib/report-import/progress";
import type { ProvisionalPage } from "@/lib/report-import/provisional";
import type { JobReport, ReadFile, UploadedFile } from "@/lib/report-import/upload";

/** Keeps reading page 3 of 400 forever, as if the file were hostile. */
export function spin(_: UploadedFile, report: OnProgress): Promise<ReadFile> {
  report({ stage: "pages", page: 3, pages: 400 });
  for (;;) Math.random();
}

/** Reads 12 batches of a page each, and then keeps reading forever. */
export async function readSome(_: UploadedFile, report: (report: JobReport) => void): Promise<ReadFile> {
  for (let page = 0; page < 12; page++) report({ read: [pageWith(page, `Toll ${page}`)] });
  report({ stage: "pages", page: 13, pages: 400 });
  for (;;) await sleep(1_000);
}

function pageWith(page: number, text: string): ProvisionalPage {
  return { page, size: [420, 595], blocks: [{ at: [100, 100], kind: "paragraph", text }] };
}

/** Reads a batch, and then finishes. */
export async function readAll(_: UploadedFile, report: (report: JobReport) => void): Promise<ReadFile> {
  report({ read: [pageWith(0, "Toll 0")] });
  return { format: "pdf", markdown: "---\ntitle: Tolls\n---\n\nToll 0\n", doubts: [] };
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
