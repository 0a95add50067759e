"use client";

import { useState } from "react";
import useSWRInfinite from "swr/infinite";
import { fetchJson, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { useLive } from "@/app/_features/sync";
import type { InboxItemView, InboxPage } from "@/lib/annotations/inbox/inbox-schemas";
import { INBOX } from "./use-unread";

/**
 * The items of the user's inbox while it is open.
 *
 * @param onRead called with the new unread count
 */
export function useInbox(onRead: (unread: number) => void) {
  const { data, error, size, setSize, isLoading, mutate } = useSWRInfinite<InboxPage, Error>(
    (_: number, previous: InboxPage | null) => {
      if (!previous) return INBOX;
      return previous.next && `${INBOX}?${new URLSearchParams({ after: previous.next })}`;
    },
    (page: string) => withReauthentication(() => fetchJson<InboxPage>(page), "reading"),
    // A closed inbox doesn't receive live updates, so even data that was fetched a second ago may be stale.
    { dedupingInterval: 0 },
  );
  useLive(({ event }) => {
    if (event === "inbox" || event === "reset") void mutate();
  });
  const [problem, setProblem] = useState<unknown>();

  /** Marks an item as read, and optionally all older ones. */
  const read = async (item: InboxItemView, andOlder = false) => {
    setProblem(undefined);
    try {
      const reading = { item: item.id, andOlder };
      const { unread } = await withReauthentication(() =>
        sendJson<{ unread: number }>("PUT", `${INBOX}/read`, reading),
      );
      onRead(unread);
      await mutate();
    } catch (error) {
      setProblem(error);
    }
  };
  return {
    items: data?.flatMap((page) => page.items),
    hasMore: data?.at(-1)?.next != null,
    more: () => void setSize(size + 1),
    error: data ? undefined : error,
    retry: () => void mutate(),
    isLoading,
    read,
    /** The reason why an item couldn't be marked as read. */
    problem,
  };
}
