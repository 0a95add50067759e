"use client";

import { useEffect, useMemo, useState } from "react";
import { fetchJson } from "@/app/_features/request";
import type { ImportJobView, ReadPagesView } from "@/lib/library/import-jobs/schemas";
import type { ProvisionalPage } from "@/lib/report-import/provisional";
import { ADDRESS } from "./use-import-jobs";

/** Polling intervals in milliseconds: until the first pages arrive, and after that. */
const FIRST_MS = 250;
const NEXT_MS = 1_000;

const NONE: ReadonlyMap<number, ProvisionalPage> = new Map();

/**
 * The pages of a job's file that have been read so far, in order. They are kept when the job has ended, until it starts
 * again.
 *
 * @param job null while the file is being uploaded
 */
export function useReadPages(job: ImportJobView | null): readonly ProvisionalPage[] {
  const [read, setRead] = useState(NONE);
  const id = job?.state === "waiting" || job?.state === "running" ? job.id : null;
  useEffect(() => {
    if (id === null) return;
    const cancel = new AbortController();
    let next = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      try {
        const answer = await fetchJson<ReadPagesView>(`${ADDRESS}/${id}/pages?after=${next}`, cancel.signal);
        const isFirst = next === 0;
        next = answer.next;
        if (answer.pages.length > 0) {
          setRead(
            (before) =>
              new Map([...(isFirst ? NONE : before), ...answer.pages.map((page) => [page.page, page] as const)]),
          );
        }
      } catch {
        // The pages are optional, so failures aren't shown. If the job is gone, the list of jobs says so.
      }
      if (!cancel.signal.aborted) timer = setTimeout(() => void poll(), next === 0 ? FIRST_MS : NEXT_MS);
    };
    void poll();
    return () => {
      cancel.abort();
      clearTimeout(timer);
    };
  }, [id]);
  return useMemo(() => [...read.values()].sort((a, b) => a.page - b.page), [read]);
}
