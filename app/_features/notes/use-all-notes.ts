"use client";

import { useCallback, useEffect, useRef } from "react";
import useSWRInfinite from "swr/infinite";
import { fetchJson } from "@/app/_features/request";
import { useSettled, withReauthentication } from "@/app/_features/session";
import type { AskedNotes, ListedNote, NotesAnswer } from "@/lib/library/notes-schemas";
import { askedNotesAddress } from "./notes-in-address";

/** Debounce delay, in milliseconds. It is about the time between two keystrokes. */
const SETTLED_MS = 150;
/** All live events within this time, in milliseconds, trigger a single fetch. */
const TOGETHER_MS = 400;

/**
 * The notes that match the filters, page by page. The previous results stay until the new ones are loaded.
 *
 * @param askedFirst the filters that produced `first`
 */
export function useAllNotes(asked: AskedNotes, askedFirst: AskedNotes, first: NotesAnswer) {
  const settled = useSettled(asked, SETTLED_MS);
  const { data, error, isValidating, size, setSize, mutate } = useSWRInfinite<NotesAnswer, Error>(
    (_: number, previous: NotesAnswer | null) =>
      previous?.next === null ? null : askedNotesAddress("/api/notes", settled, previous?.next ?? 0),
    (address: string) => withReauthentication(() => fetchJson<NotesAnswer>(address), "reading"),
    {
      ...(settled === askedFirst && { fallbackData: [first] }),
      keepPreviousData: true,
      revalidateAll: true,
      revalidateOnMount: false,
      revalidateIfStale: settled !== askedFirst,
    },
  );
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const answers = data ?? [first];
  return {
    answer: answers.at(-1) ?? first,
    notes: distinct(answers.flatMap(({ notes }) => notes)),
    isFailed: error !== undefined,
    isLoading: isValidating,
    more: () => void setSize(size + 1),
    reload: useCallback(() => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void mutate(), TOGETHER_MS);
    }, [mutate]),
  };
}

/** Removes duplicates, because a note can move from one page to the next between two fetches. */
function distinct(notes: readonly ListedNote[]): ListedNote[] {
  return [...new Map(notes.map((note) => [note.highlight.id, note])).values()];
}
