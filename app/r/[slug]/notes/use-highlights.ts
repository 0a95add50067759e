"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import useSWR, { useSWRConfig } from "swr";
import { RequestError, sendJson } from "@/app/ui/fetch-json";
import { whileSignedIn } from "@/app/ui/sign-in-again";
import type { Colour } from "@/lib/annotations/colours";
import type { HighlightList, HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import type { Span } from "./overlaps";

/** A highlight that stands in the edition on the page. */
export type PlacedHighlight = HighlightView & Span;

/** An edition, as a page knows it. */
export interface PageEdition {
  id: string;
  ordinal: number;
}

function isPlaced(highlight: HighlightView): highlight is PlacedHighlight {
  return highlight.start !== null && highlight.end !== null;
}

function inReadingOrder(a: PlacedHighlight, b: PlacedHighlight): number {
  return a.start - b.start || a.end - b.end;
}

/** The highlights of a report that this person may see, and what can be done with them. */
export interface Highlights {
  /** Those that stand in the text, in reading order. */
  placed: PlacedHighlight[];
  /** The edition on the page; undefined until its highlights are known. */
  edition: PageEdition | undefined;
  /** Whether the server has a newer one by now. */
  isSuperseded: boolean;
  isLoading: boolean;
  /** Set while the highlights could not be fetched. */
  error: Error | undefined;
  retry(): void;
  /** Shows a new highlight at once and saves it. Called again after a failure, it tries again. */
  add(highlight: NewHighlight): Promise<void>;
  change(highlight: HighlightView, change: { colour?: Colour; visibility?: "private" | "team" }): Promise<void>;
  remove(highlight: HighlightView): Promise<void>;
  restore(highlight: HighlightView): Promise<void>;
  /** @param version the version of the note that the person has seen; null where they saw none */
  saveNote(highlight: HighlightView, body: string, version: number | null): Promise<void>;
  deleteNote(highlight: HighlightView): Promise<void>;
  restoreNote(highlight: HighlightView): Promise<void>;
}

/** As `sendJson`, and where the session has ended the person signs in again in place. */
function send<T>(...call: Parameters<typeof sendJson>): Promise<T> {
  const [method] = call;
  return whileSignedIn(() => sendJson<T>(...call), method === "GET" ? "reading" : "saving");
}

/** What stands on the server, where a change was refused because it was made from another version. */
export function conflictOf(error: unknown): HighlightView | null {
  if (!(error instanceof RequestError) || error.status !== 409) return null;
  return (error.body as { current?: HighlightView } | null)?.current ?? null;
}

/** A new highlight as it is shown before the server has confirmed it. */
function viewOf(highlight: NewHighlight, report: string, author: string): HighlightView {
  const now = new Date().toISOString();
  const { id, edition, start, end, quote, colour, visibility } = highlight;
  return {
    ...{ id, report, edition, start, end, quote, visibility, groupId: null, state: "anchored", version: 1 },
    ...{ carried: false, attached: false, settled: false },
    colour: colour as Colour,
    ...{ createdAt: now, updatedAt: now, author: { id: "", name: author } },
    may: { edit: true, delete: true, share: false, place: true },
    note: null,
  };
}

/**
 * Keeps the highlights of a report in step with the server. A new highlight is shown at once, so that a note on it can be
 * begun; every other change once the server has confirmed it.
 *
 * Every action throws `RequestError` where the server refuses and `TypeError` where it cannot be reached. What was shown
 * before is then still shown, or what stands there by now; and a new highlight stays on the page to be saved again.
 *
 * Where the server has a newer edition than the page, highlights stay where they stood: offsets of another text are never shown in
 * this one.
 *
 * @param edition the one on the page
 * @param me the name of the person who reads
 */
export function useHighlights(slug: string, edition: PageEdition, me: string): Highlights {
  const list = `/api/reports/${slug}/highlights`;
  const { data, error, isLoading, mutate } = useSWR<HighlightList, Error>(list, () => send<HighlightList>("GET", list));
  const [unsaved, setUnsaved] = useState<Readonly<Record<string, NewHighlight>>>({});
  /** Where each highlight stands in the edition on the page, as far as the page was ever told. */
  const places = useRef(new Map<string, Pick<HighlightView, "start" | "end" | "state">>());
  const saving = useRef(new Map<string, Promise<void>>());
  const { cache } = useSWRConfig();

  const isUnsaved = Object.keys(unsaved).length > 0;
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isUnsaved]);

  return useMemo(() => {
    const show = (id: string, next: HighlightView | null) =>
      mutate(
        (before) => {
          if (!before) return before;
          const others = before.highlights.filter((highlight) => highlight.id !== id);
          return { ...before, highlights: next ? [...others, next] : others };
        },
        { revalidate: false },
      );
    /** Puts what the server answered in the place of what was there; null takes it away. */
    const put = async (id: string, answer: Promise<HighlightView | null>) => {
      try {
        await show(id, await answer);
      } catch (error) {
        const current = conflictOf(error);
        if (current) await show(id, current);
        throw error;
      }
    };
    /** The highlight as it is shown now: a change that is tried again may have been begun from an older one. */
    const now = (highlight: HighlightView) =>
      (cache.get(list)?.data as HighlightList | undefined)?.highlights.find(({ id }) => id === highlight.id) ??
      highlight;
    const forget = (id: string) => setUnsaved(({ [id]: _, ...others }) => others);
    const save = async (highlight: NewHighlight) => {
      await put(highlight.id, send("POST", list, highlight));
      forget(highlight.id);
    };
    /** Saves once, however often it is asked meanwhile. */
    const add = (highlight: NewHighlight) => {
      setUnsaved((others) => ({ ...others, [highlight.id]: highlight }));
      const under = saving.current.get(highlight.id) ?? save(highlight);
      saving.current.set(highlight.id, under);
      return under.finally(() => saving.current.delete(highlight.id));
    };
    /** Waits until a new highlight is on the server; it may have failed to get there before. */
    const ensure = async ({ id }: HighlightView) => {
      const highlight = unsaved[id];
      if (highlight) await add(highlight);
    };
    const at = ({ id }: HighlightView, path = "") => `/api/highlights/${id}${path}`;

    const onPage = (view: HighlightView): HighlightView => {
      const { id, start, end, state } = view;
      if (view.edition === edition.id) places.current.set(id, { start, end, state });
      return { ...view, ...(places.current.get(id) ?? { start: null, end: null }), edition: edition.id };
    };
    const saved = data?.highlights ?? [];
    const isSaved = new Set(saved.map(({ id }) => id));
    const shown = Object.values(unsaved).filter(({ id }) => !isSaved.has(id));
    return {
      placed: [...saved, ...shown.map((highlight) => viewOf(highlight, slug, me))]
        .map(onPage)
        .filter(isPlaced)
        .sort(inReadingOrder),
      edition: data && edition,
      isSuperseded: data !== undefined && data.edition.id !== edition.id,
      isLoading,
      error: data ? undefined : error,
      retry: () => void mutate(),
      add,
      change: async (highlight, change) => {
        await ensure(highlight);
        await put(highlight.id, send("PATCH", at(highlight), { version: now(highlight).version, ...change }));
      },
      remove: async (highlight) => {
        await ensure(highlight);
        await put(
          highlight.id,
          send("DELETE", at(highlight, `?version=${now(highlight).version}`)).then(() => null),
        );
      },
      restore: (highlight) => put(highlight.id, send("POST", at(highlight, "/restore"))),
      saveNote: async (highlight, body, version) => {
        await ensure(highlight);
        await put(highlight.id, send("PUT", at(highlight, "/note"), { version, body }));
      },
      deleteNote: (highlight) =>
        put(highlight.id, send("DELETE", at(highlight, `/note?version=${now(highlight).note?.version}`))),
      restoreNote: (highlight) => put(highlight.id, send("POST", at(highlight, "/note/restore"))),
    };
  }, [data, error, isLoading, mutate, cache, list, slug, edition, me, unsaved]);
}
