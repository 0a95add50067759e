"use client";

import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { useLive } from "@/app/_features/sync";

/** The inbox endpoint. */
export const INBOX = "/api/inbox";

/** The live number of unread inbox items. */
export function useUnread(): { unread: number; setUnread(unread: number): void } {
  const { data, mutate } = useSWR<{ unread: number }>(`${INBOX}/unread`, fetchJson, {
    // Errors are ignored, because users notice that they are signed out or offline as soon as they try to do something.
    shouldRetryOnError: false,
    revalidateOnReconnect: false,
  });
  useLive(({ event }) => {
    if (event === "inbox" || event === "reset") void mutate();
  });
  return {
    unread: data?.unread ?? 0,
    setUnread: (unread) => void mutate({ unread }, { revalidate: false }),
  };
}
