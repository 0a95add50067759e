"use client";

import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { useLive } from "@/app/_features/sync";

/** Where a person's inbox is. */
export const INBOX = "/api/inbox";

/** How much of their inbox the person has not read, as it is from moment to moment. */
export function useUnread(): { unread: number; setUnread(unread: number): void } {
  const { data, mutate } = useSWR<{ unread: number }>(`${INBOX}/unread`, fetchJson, {
    // Whoever is signed out, or away from the network, is told of it by what they do.
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
