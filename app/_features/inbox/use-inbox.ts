"use client";

import { useState } from "react";
import useSWRInfinite from "swr/infinite";
import { fetchJson, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { useLive } from "@/app/_features/sync";
import type { InboxItemView, InboxPage } from "@/lib/annotations/inbox/inbox-schemas";
import { INBOX } from "./use-unread";

/**
 * What is in the person's inbox, while they look at it.
 *
 * @param onRead is told how much they have not read then
 */
export function useInbox(onRead: (unread: number) => void) {
  const { data, error, size, setSize, isLoading, mutate } = useSWRInfinite<InboxPage, Error>(
    (_: number, previous: InboxPage | null) => {
      if (!previous) return INBOX;
      return previous.next && `${INBOX}?${new URLSearchParams({ after: previous.next })}`;
    },
    (page: string) => withReauthentication(() => fetchJson<InboxPage>(page), "reading"),
    // Nobody hears what comes while it is closed, so what was fetched a second ago may be too old.
    { dedupingInterval: 0 },
  );
  useLive(({ event }) => {
    if (event === "inbox" || event === "reset") void mutate();
  });
  const [problem, setProblem] = useState<unknown>();

  /** Notes that an item was read, and all before it where that is said. */
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
    /** Why it could not be noted what was read. */
    problem,
  };
}
