"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import useSWR from "swr";
import { sendJson } from "@/app/ui/fetch-json";
import { whileSignedIn } from "@/app/ui/sign-in-again";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import type { Attachment, HighlightList, HighlightView } from "@/lib/annotations/schemas";
import { placeAtTop } from "../place";
import { textOfOffsets } from "../text-offsets";
import { attempt } from "./attempt";
import type { Span } from "./overlaps";
import type { PageEdition, PlacedHighlight } from "./use-highlights";

/** How many highlights of earlier editions stand how in this one. */
type Counts = Record<HighlightView["state"], number>;

/** The highlights that have no place in the edition on the page, and what can be done about it. */
export interface Unplaced {
  /** Those about which nothing is decided. */
  pending: readonly HighlightView[];
  /** Those that somebody keeps as they are. */
  settled: readonly HighlightView[];
  /** What became of the highlights of earlier editions; null where there is none of them. */
  summary: Counts | null;
  /** The one that is being attached by hand. */
  attaching: HighlightView | null;
  /** Whether the list is open. */
  isShown: boolean;
  setShown(isShown: boolean): void;
  /** Opens the list and goes there. */
  show(): void;
  /** Takes the focus when the list is to be gone to. */
  heading: RefObject<HTMLButtonElement | null>;
  begin(highlight: HighlightView): void;
  cancel(): void;
  attach(highlight: HighlightView, span: Span): Promise<void>;
  /** Takes back that it was attached by hand. */
  takeOff(highlight: HighlightView): void;
  keep(highlight: HighlightView): void;
}

interface Options {
  text: RefObject<HTMLElement | null>;
  /** Called with how a highlight stands then. */
  put(id: string, view: HighlightView): void;
  /** Called with a highlight that has got its place. */
  onPlaced(highlight: PlacedHighlight): void;
}

/** Follows the highlights that have no place in the edition on the page; see `Unplaced`. */
export function useUnplaced(slug: string, edition: PageEdition, { text, put, onPlaced }: Options): Unplaced {
  const { data } = useSWR<HighlightList, Error>(`/api/reports/${slug}/highlights`, null);
  const [attaching, setAttaching] = useState<HighlightView | null>(null);
  const [isShown, setShown] = useState(false);
  /** Counts how often the list was to be gone to: it may have to come first. */
  const [asked, setAsked] = useState(0);
  const heading = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (asked === 0) return;
    // The sheet that holds the list comes, and takes the focus, first.
    const later = requestAnimationFrame(() => {
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView({ block: "center" });
    });
    return () => cancelAnimationFrame(later);
  }, [asked]);

  const here = useMemo(
    () => (data?.highlights ?? []).filter((each) => each.edition === edition.id),
    [data, edition.id],
  );
  const without = here.filter(({ start }) => start === null);
  const carried = here.filter((each) => each.carried);
  const summary = carried.length > 0 ? countsOf(carried) : null;

  const send = async (method: "PUT" | "DELETE", { id }: HighlightView, path: string, body?: Attachment) => {
    const query = body ? "" : `?edition=${edition.id}`;
    const address = `/api/highlights/${id}/${path}${query}`;
    const view = await whileSignedIn(() => sendJson<HighlightView>(method, address, body));
    put(id, view);
    return view;
  };
  const toList = () => {
    setShown(true);
    setAsked((times) => times + 1);
  };
  const undoable = (title: string, undo: () => Promise<void>) =>
    say({ title, action: { label: words.notes.undo, onClick: () => void attempt(undo) } });
  const takeOff = async (highlight: HighlightView) => {
    const view = await send("DELETE", highlight, "placement");
    say({ title: words.editions.detachedSaid });
    if (view.start === null) toList();
  };
  const attach = (highlight: HighlightView, { start, end }: Span) =>
    attempt(async () => {
      const root = text.current;
      if (!root) return;
      const quote = textOfOffsets(root, start, end);
      const view = await send("PUT", highlight, "placement", { edition: edition.id, start, end, quote });
      document.getSelection()?.removeAllRanges();
      setAttaching(null);
      if (view.start !== null && view.end !== null) onPlaced({ ...view, start: view.start, end: view.end });
      undoable(words.editions.attachedSaid, () => takeOff(view));
    });

  return {
    pending: without.filter(({ settled }) => !settled),
    settled: without.filter(({ settled }) => settled),
    summary,
    attaching,
    isShown,
    setShown,
    show: toList,
    heading,
    begin: (highlight) => {
      setAttaching(highlight);
      // So that keys begin where the person reads.
      const block = text.current && placeAtTop(text.current)?.element;
      block?.focus({ preventScroll: true });
    },
    cancel: useCallback(() => {
      setAttaching(null);
      setShown(true);
      setAsked((times) => times + 1);
    }, []),
    attach,
    takeOff: (highlight) => void attempt(() => takeOff(highlight)),
    keep: (highlight) =>
      void attempt(async () => {
        await send("PUT", highlight, "settled");
        heading.current?.focus();
        undoable(words.editions.keptSaid, async () => {
          await send("DELETE", highlight, "settled");
          toList();
        });
      }),
  };
}

function countsOf(highlights: readonly HighlightView[]): Counts {
  const counts: Counts = { anchored: 0, moved: 0, changed: 0, ambiguous: 0, orphan: 0 };
  for (const { state } of highlights) counts[state]++;
  return counts;
}
