"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { useSWRConfig } from "swr";
import { RequestError, sendJson } from "@/app/ui/fetch-json";
import { whileSignedIn } from "@/app/ui/sign-in-again";
import type { Colour } from "@/lib/annotations/colours";
import type { HighlightList, HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { withHighlight } from "./live-list";
import type { Span } from "./overlaps";
import { type ThreadChange, threadRequest } from "./thread-changes";
import { useLiveList } from "./use-live-list";

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
  /** The edition on the page; undefined until it is known. */
  edition: { id: string; ordinal: number } | undefined;
  /** Whether the report has a later edition than the page by now. */
  isOutdated: boolean;
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
  /** Replies to its note, or says what has become of that. */
  discuss(highlight: HighlightView, change: ThreadChange): Promise<void>;
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
    ...{ id, report, edition, start, end, quote, visibility, groupId: null, tags: [], state: "anchored", version: 1 },
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
 * @param me the name of the person who reads
 * @param edition the edition on the page
 * @param kept ids of highlights on which something was typed and not saved. They stay on the page where they are gone from the
 *   server, so that it can still be seen
 */
export function useHighlights(
  slug: string,
  me: string,
  edition: HighlightList["edition"],
  kept: ReadonlySet<string>,
): Highlights {
  const list = `/api/reports/${slug}/highlights`;
  const fetchList = () => send<HighlightList>("GET", list);
  const { data, error, isLoading, mutate, isOutdated } = useLiveList(slug, list, edition, fetchList);
  const known = useRef(new Map<string, HighlightView>());
  useEffect(() => {
    for (const highlight of data?.highlights ?? []) known.current.set(highlight.id, highlight);
  }, [data]);
  const [unsaved, setUnsaved] = useState<Readonly<Record<string, NewHighlight>>>({});
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
    const show = (id: string, next: HighlightView | null) => {
      if (!next) known.current.delete(id);
      return mutate((before) => before && withHighlight(before, id, next), { revalidate: false });
    };
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

    const saved = data?.highlights ?? [];
    const isSaved = new Set(saved.map(({ id }) => id));
    const shown = Object.values(unsaved).filter(({ id }) => !isSaved.has(id));
    const gone = [...kept].filter((id) => !isSaved.has(id) && !unsaved[id]);
    return {
      placed: [
        ...saved,
        ...gone.flatMap((id) => known.current.get(id) ?? []),
        ...shown.map((highlight) => viewOf(highlight, slug, me)),
      ]
        .filter(isPlaced)
        .sort(inReadingOrder),
      edition: data?.edition,
      isOutdated,
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
      discuss: (highlight, change) => {
        const { method, path, body } = threadRequest(change, now(highlight).note);
        return put(highlight.id, send(method, at(highlight, path), body));
      },
    };
  }, [data, error, isLoading, isOutdated, mutate, cache, list, slug, me, unsaved, kept]);
}
