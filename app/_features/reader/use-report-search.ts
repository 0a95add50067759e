"use client";

import { useEffect, useMemo, useState } from "react";
import useSWRImmutable from "swr/immutable";
import { fetchJson } from "@/app/_features/request";
import { isSearch, type Search, type SearchState, VISIBLE_HITS } from "@/app/_features/search";
import { useIsInUse } from "@/app/_ui/on-demand";
import { whenIdle } from "@/app/_ui/when-idle";
import type { HighlightView } from "@/lib/annotations/schemas";
import { blockMarks, noteDocuments, notedReport } from "@/lib/library/note-documents";
import type { SearchAnswer } from "@/lib/library/schemas";
import type { PageEdge } from "@/lib/report/model";
import type { SearchDocument } from "@/lib/search/documents";
import type { Found, SearchEngine, SearchHit } from "@/lib/search/engine";

const MAX_COMPLETIONS = 5;
const NO_HITS: readonly SearchHit[] = [];
const NO_NOTES: readonly HighlightView[] = [];

/** Results that may lag behind the user's typing, because they are slow to compute. */
interface WorkedOut {
  /** The search that produced the results; null for results from the server. */
  found: Found | null;
  hits: readonly SearchHit[];
  details: Pick<SearchAnswer, "query" | "hints" | "facets" | "relaxations">;
}

export interface ReportSearch {
  search: Search;
  /** All hits of the last completed search. They are used for marks, counts and ticks. */
  worked: readonly SearchHit[];
  /** Returns all hits of the current search, computing them if necessary. */
  hits(): readonly SearchHit[];
}

/** Data to search in addition to the text. */
export interface Searched {
  /** The positions of the printed edition's page breaks. */
  pages: readonly PageEdge[];
  /** The report's highlights with their notes, as currently shown. */
  noted: readonly HighlightView[];
  /** Whether the page contains the whole text. Until it does, some hits can't be shown. */
  isWhole: boolean;
  /** The server's results for the query in the URL, shown until the index is ready. */
  initial: SearchAnswer | null;
}

/**
 * Searches the open report and its notes in the browser. The text is fetched and indexed once, soon after the user
 * starts to use the page, so that typing never waits for the network. For each search, only the visible results are
 * computed immediately.
 */
export function useReportSearch(
  slug: string,
  asked: SearchState,
  { pages, noted, isWhole, initial }: Searched,
): ReportSearch {
  const { query, match, sort } = asked;
  const active = isSearch(asked);
  const { engine, marks, error, retry } = useIndex(slug, { pages, noted, isWhole }, active);

  const found = useMemo(
    () => (engine && active ? engine.search(query, { match, sort, marks }) : null),
    [engine, marks, active, query, match, sort],
  );
  const first = useMemo(() => (engine && found ? firstOf(engine, found) : null), [engine, found]);
  const [worked, setWorked] = useState<WorkedOut | null>(
    () => initial && { found: null, hits: initial.hits, details: initial },
  );
  useEffect(() => {
    if (!active) setWorked(null);
    else if (found && first) return whenIdle(() => setWorked(workOut(found, first.hits)));
  }, [active, found, first]);

  const isWorkedOut = found !== null && worked?.found === found;
  const hits = () => (isWorkedOut ? worked.hits : (found?.hits() ?? initial?.hits ?? NO_HITS));
  const stateOf = (): Search => {
    if (!active) return { state: "idle" };
    if (first) {
      const shown = { ...first, hits: isWorkedOut ? worked.hits : first.hits };
      return { state: "ready", shown, details: worked?.details ?? null };
    }
    if (initial?.query === query) return { state: "ready", shown: { ...initial, completions: [] }, details: initial };
    return error ? { state: "failed", retry } : { state: "loading" };
  };
  return { search: stateOf(), worked: active ? (worked?.hits ?? NO_HITS) : NO_HITS, hits };
}

/** The data needed for searching in the browser. */
interface Indexed {
  documents: SearchDocument[];
  search: typeof import("@/lib/search/engine");
}

/**
 * The search index of the report's text and notes. It is built soon after the user starts to use the page, or earlier
 * if a search needs it.
 */
function useIndex(slug: string, { pages, noted, isWhole }: Omit<Searched, "initial">, isNeeded: boolean) {
  const isInUse = useIsInUse();
  const [hasTime, setHasTime] = useState(false);
  useEffect(() => (isInUse ? whenIdle(() => setHasTime(true)) : undefined), [isInUse]);

  const { data, error, mutate } = useSWRImmutable<Indexed, Error>(
    isWhole && (hasTime || isNeeded) ? `/api/reports/${slug}/documents` : null,
    // The engine makes up a fifth of the page's scripts, and isn't needed until there is text to index.
    async (address: string) => {
      const [documents, search] = await Promise.all([
        fetchJson<SearchDocument[]>(address),
        import("@/lib/search/engine"),
      ]);
      return { documents, search };
    },
  );
  const { documents, search } = data ?? {};

  const text = useMemo(() => documents && search?.createSegment(documents), [documents, search]);
  // Notes change while the report is open but are rarely searched, so they are indexed only when the user searches.
  const searched = isNeeded ? noted : NO_NOTES;
  const { notes, marks } = useMemo(() => {
    const highlights = searched.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0));
    const report = notedReport(documents ?? [], pages);
    return { notes: noteDocuments(report, highlights), marks: new Map([[slug, blockMarks(report, highlights)]]) };
  }, [documents, slug, pages, searched]);
  const engine = useMemo(
    () => text && search?.createSearchEngine(notes.length === 0 ? [text] : [text, search.createSegment(notes)]),
    [text, search, notes],
  );
  return { engine, marks, error, retry: () => void mutate() };
}

function firstOf(engine: SearchEngine, found: Found) {
  const { query, total, hints, unknown } = found;
  const hits: readonly SearchHit[] = found.hits(0, VISIBLE_HITS);
  return { query, total, hints, unknown, hits, completions: engine.complete(query, MAX_COMPLETIONS) };
}

/** @param first hits already shown; their objects are reused, so that they aren't rendered again */
function workOut(found: Found, first: readonly SearchHit[]): WorkedOut {
  const { query, hints } = found;
  return {
    found,
    hits: [...first, ...found.hits(first.length)],
    details: { query, hints, facets: found.facets(), relaxations: found.relaxations() },
  };
}
