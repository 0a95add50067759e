"use client";

import {
  createContext,
  type ReactNode,
  startTransition,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import useSWR from "swr";
import { useStore } from "zustand";
import { useGroups } from "@/app/_features/notes";
import { fetchJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { useLive } from "@/app/_features/sync";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import type { AnnotationsState, Me, Page, PageEdition } from "./state";
import { type Actions, type Annotations, createAnnotations } from "./store";

const Context = createContext<Annotations | null>(null);

interface ProviderProps {
  slug: string;
  edition: PageEdition;
  me: Me;
  children: ReactNode;
}

/** Opens the highlights and notes of a report for all components in it. */
export function AnnotationsProvider(props: ProviderProps) {
  // Offsets of another edition mean nothing in this one's text.
  return <Opened key={props.edition.id} {...props} />;
}

function Opened({ slug, edition, me, children }: ProviderProps) {
  const text = useRef<HTMLElement>(null);
  const groups = useGroups();
  const [annotations] = useState(() => createAnnotations({ slug, edition, text }, me, groups));
  useLayoutEffect(() => annotations.actions.meet(me, groups), [annotations, me, groups]);
  // Before anything is painted: what is on the device is known only to the browser.
  useLayoutEffect(() => annotations.watch(), [annotations]);
  return <Context value={annotations}>{children}</Context>;
}

function useOpened(): Annotations {
  const annotations = useContext(Context);
  if (!annotations) throw new Error("There is no AnnotationsProvider around this component.");
  return annotations;
}

/** A part of the state. The component is rendered again where that is another. */
export function useAnnotations<T>(select: (state: AnnotationsState) => T): T {
  return useStore(useOpened().store, select);
}

/** What can be done: the same functions for as long as the report is open. */
export function useActions(): Actions {
  return useOpened().actions;
}

/** Reads the state as it is when something happens, without following it. */
export function useReadState(): () => AnnotationsState {
  return useOpened().store.getState;
}

/** The report that is open. */
export function usePage(): Page {
  return useOpened().page;
}

/** Which notes are shown. */
export function useNotesShown() {
  return useAnnotations(useOpened().notesShown);
}

/** Which highlights have no place in the edition on the page. */
export function useUnplaced() {
  return useAnnotations(useOpened().unplaced);
}

/** All highlights as they are shown, also what is not saved yet, once there is time to render what depends on them. */
export function useHighlightsLater(): readonly HighlightView[] {
  const { store } = useOpened();
  const [all, setAll] = useState(() => store.getInitialState().all);
  useEffect(() => {
    const show = () => startTransition(() => setAll(store.getState().all));
    show();
    return store.subscribe(({ all }, before) => {
      if (all !== before.all) show();
    });
  }, [store]);
  return all;
}

/**
 * Fetches the highlights, and again where the stream cannot say what has changed. (What it says, the store hears itself.)
 *
 * @returns why they are not known, where they could not be fetched; and a way to try again
 */
export function useFetchedHighlights(): { error: Error | undefined; retry(): void } {
  const { slug } = usePage();
  const { load } = useActions();
  const address = `/api/reports/${slug}/highlights`;
  const fetchList = () => withReauthentication(() => fetchJson<HighlightList>(address), "reading");
  // The list is in the store, which is another one at each visit. SWR decides when it is fetched.
  const { error, mutate } = useSWR<null, Error>([address, load], async () => {
    await load(fetchList);
    return null;
  });
  useLive((message) => {
    if (message.event === "reset") void mutate();
  });
  const isKnown = useAnnotations((state) => state.isKnown);
  return { error: isKnown ? undefined : error, retry: () => void mutate() };
}
