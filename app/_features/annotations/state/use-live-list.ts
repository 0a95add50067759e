"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import useSWR, { useSWRConfig } from "swr";
import { useLive } from "@/app/_features/sync";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import { fittedList, type HighlightMessage, withMessage } from "./live-list";

/**
 * The highlights of a report that the person may see, fetched once and kept as others change them. `list` is their address and
 * where SWR keeps them.
 *
 * @param edition the edition on the page: all places are places in it
 * @returns the list, with what was said while it was being fetched; whether it is known, or only what was said of it so far; a way
 *   to say how a highlight stands; and whether the report has a later edition than the page
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
  const [waiting, setWaiting] = useState<readonly HighlightMessage[]>([]);

  const { data, error, isValidating, mutate } = useSWR<HighlightList, Error>(list, async () => {
    const fetched = await fetchList();
    if (fetched.edition.ordinal > edition.ordinal) setOutdated(true);
    return fittedList(fetched, edition, cache.get(list)?.data as HighlightList | undefined);
  });
  const withAll = useCallback(
    (before: HighlightList, messages: readonly HighlightMessage[]) =>
      messages.reduce((now, message) => withMessage(now, slug, message), before),
    [slug],
  );
  const hear = useCallback(
    (message: HighlightMessage) => {
      const state = cache.get(list);
      if (!state?.data || state.isValidating) setWaiting((before) => [...before, message]);
      else void mutate((before) => before && withAll(before, [message]), { revalidate: false });
    },
    [cache, list, mutate, withAll],
  );
  useEffect(() => {
    if (!data || isValidating || waiting.length === 0) return;
    void mutate((before) => before && withAll(before, waiting), { revalidate: false });
    setWaiting((now) => now.filter((message) => !waiting.includes(message)));
  }, [data, isValidating, waiting, mutate, withAll]);

  useLive((message) => {
    if (message.event === "reset") void mutate();
    if (message.event === "edition" && message.data.report === slug) {
      setOutdated(message.data.edition.ordinal > edition.ordinal);
    }
    if (message.event === "highlight" || message.event === "gone") hear(message);
  });

  // Else kept from an earlier visit, before there was this edition.
  const known = data?.edition.id === edition.id ? data : undefined;
  const { id, ordinal } = edition;
  const shown = useMemo(
    () => withAll(known ?? { edition: { id, ordinal }, highlights: [] }, waiting),
    [known, id, ordinal, waiting, withAll],
  );
  const put = useCallback(
    (id: string, highlight: HighlightView | null) =>
      hear(highlight ? { event: "highlight", data: { highlight } } : { event: "gone", data: { id } }),
    [hear],
  );
  const fetchAgain = useCallback(() => void mutate(), [mutate]);
  return { list: shown, isKnown: known !== undefined, error, put, fetchAgain, isOutdated };
}
