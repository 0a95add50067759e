"use client";

import { useTranslations } from "next-intl";
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

/** Provides the highlights and notes of a report to all components inside it. */
export function AnnotationsProvider(props: ProviderProps) {
  // Offsets are only valid in the edition that they belong to, so each edition gets its own store.
  return <Opened key={props.edition.id} {...props} />;
}

function Opened({ slug, edition, me, children }: ProviderProps) {
  const t = useTranslations();
  const text = useRef<HTMLElement>(null);
  const groups = useGroups();
  const [annotations] = useState(() => createAnnotations(t, { slug, edition, text }, me, groups));
  useLayoutEffect(() => annotations.actions.meet(me, groups), [annotations, me, groups]);
  // This is a layout effect, so that data stored only on the device is loaded before the first paint.
  useLayoutEffect(() => annotations.watch(), [annotations]);
  return <Context value={annotations}>{children}</Context>;
}

function useOpened(): Annotations {
  const annotations = useContext(Context);
  if (!annotations) throw new Error("There is no AnnotationsProvider around this component.");
  return annotations;
}

/** Selects part of the state. The component re-renders when that part changes. */
export function useAnnotations<T>(select: (state: AnnotationsState) => T): T {
  return useStore(useOpened().store, select);
}

/** The available actions. Their identity is stable while the report is open. */
export function useActions(): Actions {
  return useOpened().actions;
}

/** Returns a function that reads the current state without subscribing to it. */
export function useReadState(): () => AnnotationsState {
  return useOpened().store.getState;
}

/** The open report. */
export function usePage(): Page {
  return useOpened().page;
}

/** The notes that match the filter. */
export function useNotesShown() {
  return useAnnotations(useOpened().notesShown);
}

/** Highlights that are unplaced in the page's edition. */
export function useUnplaced() {
  return useAnnotations(useOpened().unplaced);
}

/** All highlights, including unsaved changes, updated in a transition so that they don't delay urgent renders. */
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
 * Fetches the highlights, and fetches them again when the event stream is reset. (The store handles all other events.)
 *
 * @returns the error if the highlights couldn't be loaded, and a function to retry
 */
export function useFetchedHighlights(): { error: Error | undefined; retry(): void } {
  const { slug } = usePage();
  const { load } = useActions();
  const address = `/api/reports/${slug}/highlights`;
  const fetchList = () => withReauthentication(() => fetchJson<HighlightList>(address), "reading");
  // The list is kept in the store, which is new on each visit. SWR only decides when to fetch the list.
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
