"use client";

import { useEffect, useRef, useState } from "react";
import useSWR, { useSWRConfig } from "swr";
import { useLive } from "@/app/live/live";
import type { LiveMessage } from "@/app/live/source";
import type { HighlightList } from "@/lib/annotations/schemas";
import { fittedList, withMessage } from "./live-list";

/**
 * The highlights of a report that the person may see, fetched once and kept as others change them. `list` is their address and
 * where SWR keeps them: who wants no more than to know them asks `useSWR(list, null)`.
 *
 * @param edition the edition on the page: all places are places in it
 * @returns what SWR returns, and whether the report has a later edition than the page
 */
export function useLiveList(
  slug: string,
  list: string,
  edition: HighlightList["edition"],
  fetchList: () => Promise<HighlightList>,
) {
  const { cache } = useSWRConfig();
  const [isOutdated, setOutdated] = useState(false);
  /** What was said while the list was being fetched: SWR throws away what is fetched while the list is changed. */
  const waiting = useRef<LiveMessage[]>([]);

  useLive((message) => {
    if (message.event === "reset") void mutate();
    if (message.event === "edition" && message.data.report === slug) {
      setOutdated(message.data.edition.ordinal > edition.ordinal);
    }
    if (message.event !== "highlight" && message.event !== "gone") return;
    waiting.current.push(message);
    apply();
  });

  const { data, error, isLoading, isValidating, mutate } = useSWR<HighlightList, Error>(list, async () => {
    const fetched = await fetchList();
    if (fetched.edition.ordinal > edition.ordinal) setOutdated(true);
    return fittedList(fetched, edition, cache.get(list)?.data as HighlightList | undefined);
  });

  const apply = () => {
    const state = cache.get(list);
    if (!state?.data || state.isValidating || waiting.current.length === 0) return;
    const messages = waiting.current.splice(0);
    void mutate((before) => before && messages.reduce((now, message) => withMessage(now, slug, message), before), {
      revalidate: false,
    });
  };
  const latest = useRef(apply);
  useEffect(() => {
    latest.current = apply;
  });
  useEffect(() => {
    if (data && !isValidating) latest.current();
  }, [data, isValidating]);

  // Kept from an earlier visit, before there was this edition.
  const isOfPage = data?.edition.id === edition.id;
  return { data: isOfPage ? data : undefined, error, isLoading, mutate, isOutdated };
}
