"use client";

import { useRef } from "react";
import useSWR from "swr";
import { fetchJson, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { useLive } from "@/app/_features/sync";
import type { ImportJobChange, ImportJobList, ImportJobView, NewImportJob } from "@/lib/library/import-jobs/schemas";

export const ADDRESS = "/api/import-jobs";

/**
 * Polling interval for the progress of jobs, in milliseconds. Polling is needed because the live stream only announces
 * that a job has ended.
 */
const PROGRESS_MS = 1_000;

/** Whether a job's file is probably a PDF, whose pages can be shown while it is being read. */
export function isPdf({ name, progress }: ImportJobView): boolean {
  return /\.pdf$/iu.test(name) || progress?.stage === "pages";
}

/** The user's import jobs. */
export function useImportJobs() {
  const { data, error, mutate } = useSWR<ImportJobList, Error>(
    ADDRESS,
    (address: string) => withReauthentication(() => fetchJson<ImportJobList>(address), "reading"),
    {
      dedupingInterval: 0,
      refreshInterval: (list) =>
        list?.jobs.some(({ state }) => state === "waiting" || state === "running") ? PROGRESS_MS : 0,
    },
  );
  useLive(({ event }) => {
    if (event === "inbox" || event === "reset") void mutate();
  });
  /** Ids of inbox items that the user has marked as read. */
  const read = useRef(new Set<string>());

  const change = (update: (jobs: readonly ImportJobView[]) => ImportJobView[]) =>
    mutate((list) => ({ jobs: update(list?.jobs ?? []) }), { revalidate: false });

  return {
    jobs: data?.jobs,
    error: data ? undefined : error,
    retry: () => void mutate(),
    /** Queues an uploaded file, or reads it again with other details. */
    start: async (wanted: NewImportJob): Promise<ImportJobView> => {
      const job = await withReauthentication(() => sendJson<ImportJobView>("POST", ADDRESS, wanted));
      await change((jobs) => [...jobs.filter(({ id }) => id !== job.id), job]);
      // The job may be finished by now.
      void mutate();
      return job;
    },
    /** Replaces the corrections to a job's file. */
    correct: (id: string, change: ImportJobChange) =>
      withReauthentication(() => sendJson("PATCH", `${ADDRESS}/${id}`, change)),
    /** Cancels a job and deletes its file. */
    discard: async (id: string): Promise<void> => {
      await withReauthentication(() => sendJson("DELETE", `${ADDRESS}/${id}`));
      await change((jobs) => jobs.filter((job) => job.id !== id));
    },
    /** Marks a job's notification as read. If the request fails, the notification stays unread. */
    notice: ({ unread }: ImportJobView): void => {
      if (unread === null || read.current.has(unread)) return;
      read.current.add(unread);
      void sendJson("PUT", "/api/inbox/read", { item: unread, andOlder: false }).catch(() => undefined);
    },
  };
}
