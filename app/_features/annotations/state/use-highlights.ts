"use client";

import { useEffect, useMemo, useRef } from "react";
import { type Change, type HighlightPatch, withChanges } from "@/app/_features/changes";
import { fetchJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { outboxOf, useOutbox, useUnsaved } from "@/app/_features/sync";
import type { Span } from "@/lib/anchoring/anchor";
import { readTags } from "@/lib/annotations/highlights/tags";
import type {
  HighlightList,
  HighlightView,
  NewHighlight,
  NewReply,
  NoteView,
  ReplyView,
} from "@/lib/annotations/schemas";
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

/** In reading order; those without a place come last, so that the others are together. */
function inReadingOrder(a: Pick<HighlightView, "start" | "end">, b: Pick<HighlightView, "start" | "end">): number {
  const [one, other] = [a.start ?? Number.MAX_SAFE_INTEGER, b.start ?? Number.MAX_SAFE_INTEGER];
  return one - other || (a.end ?? 0) - (b.end ?? 0);
}

/** The highlights of a report that this person may see, and what can be done with them. */
export interface Highlights {
  /** Those that stand in the text, in reading order. */
  placed: PlacedHighlight[];
  /** All of them. */
  all: readonly HighlightView[];
  /** Ids of those on which something is not saved. */
  unsaved: ReadonlySet<string>;
  /** Whether the server has said which there are. What the person does meanwhile shows all the same. */
  isKnown: boolean;
  /** Whether the report has a later edition than the page by now. */
  isOutdated: boolean;
  /** Set while the highlights could not be fetched. */
  error: Error | undefined;
  retry(): void;
  /** Shows a highlight as the server has answered that it stands; null where it is gone. */
  put(id: string, view: HighlightView | null): void;
  /** Makes a change, from a version of what it changes. */
  make(on: Pick<HighlightView, "id" | "quote">, version: number | null, change: Change): void;
  add(highlight: NewHighlight): void;
  change(highlight: HighlightView, from: HighlightPatch, to: HighlightPatch): void;
  /** Gives it these tags and no others. @throws UserError also those of `readTags` */
  setTags(highlight: HighlightView, tags: readonly string[]): void;
  remove(highlight: HighlightView): void;
  /** Writes the note in the place of the one that the highlight has as it was given. */
  saveNote(highlight: HighlightView, body: string): void;
  deleteNote(highlight: HighlightView, note: NoteView): void;
  /** Replies to its note. */
  reply(highlight: HighlightView, reply: NewReply): void;
  saveReply(highlight: HighlightView, reply: ReplyView, body: string): void;
  deleteReply(highlight: HighlightView, reply: ReplyView): void;
  /** Says that its note is settled, or takes that back. */
  resolve(highlight: HighlightView, isResolved: boolean): void;
}

/**
 * Keeps the highlights of a report in step with the server, and shows what the person does at once: as it will be when the server
 * has made the changes that wait in the outbox.
 *
 * Every action throws a DOMException where the device has no room to keep it. Nothing has happened then.
 *
 * Where the server has a newer edition than the page, highlights stay where they stood: offsets of another text are never shown in
 * this one.
 *
 * @param me the person who reads
 * @param edition the edition on the page
 * @param kept ids of highlights on which something was typed and not saved. They stay on the page where they are gone from the
 *   server, so that it can still be seen
 */
export function useHighlights(
  slug: string,
  me: { id: string; name: string; email: string },
  edition: HighlightList["edition"],
  kept: ReadonlySet<string>,
): Highlights {
  const list = `/api/reports/${slug}/highlights`;
  const fetchList = () => withReauthentication(() => fetchJson<HighlightList>(list), "reading");
  const live = useLiveList(slug, list, edition, fetchList);
  const { isKnown, error, put, fetchAgain, isOutdated } = live;
  // Once: to sort what is in order, but for what the person has just done, takes a moment only.
  const highlights = useMemo(() => live.list.highlights.toSorted(inReadingOrder), [live.list]);
  const { id, name, email } = me;
  const { changes } = useOutbox(email);
  const unsaved = useUnsaved(email);
  useEffect(
    () =>
      outboxOf(email).onAnswer(({ report, id, view }) => {
        if (report === slug) put(id, view);
      }),
    [email, slug, put],
  );

  const shown = useMemo(
    () => withChanges(highlights, changes, slug, { id, name }),
    [highlights, changes, slug, id, name],
  );
  const known = useRef(new Map<string, HighlightView>());
  useEffect(() => {
    for (const highlight of shown) known.current.set(highlight.id, highlight);
  }, [shown]);

  return useMemo(() => {
    const send: Highlights["make"] = ({ id, quote }, version, change) =>
      outboxOf(email).add({ report: slug, highlight: id, quote, version, change });
    const isShown = new Set(shown.map(({ id }) => id));
    const gone = [...kept].filter((id) => !isShown.has(id));
    return {
      placed: [...shown, ...gone.flatMap((id) => known.current.get(id) ?? [])].filter(isPlaced).sort(inReadingOrder),
      all: shown,
      unsaved: new Set(unsaved.map(({ highlight }) => highlight)),
      isKnown,
      isOutdated,
      error: isKnown ? undefined : error,
      retry: fetchAgain,
      put,
      make: send,
      add: (highlight) => send(highlight, null, { kind: "highlight.create", highlight }),
      change: (highlight, from, to) => send(highlight, highlight.version, { kind: "highlight.change", from, to }),
      setTags: (highlight, tags) => {
        const { version, tags: from } = highlight;
        const to = readTags(tags).map(({ name }) => name);
        send(highlight, version, { kind: "highlight.tags", from, to });
      },
      remove: (highlight) => {
        known.current.delete(highlight.id);
        const note = highlight.note?.body ?? null;
        send(highlight, highlight.version, { kind: "highlight.delete", note });
      },
      saveNote: (highlight, body) => {
        const { body: from = null, version = null } = highlight.note ?? {};
        send(highlight, version, { kind: "note.save", from, body });
      },
      deleteNote: (highlight, note) => send(highlight, note.version, { kind: "note.delete", from: note.body }),
      reply: (highlight, reply) => send(highlight, null, { kind: "reply.create", reply }),
      saveReply: (highlight, { id: reply, version, body: from }, body) =>
        send(highlight, version, { kind: "reply.save", reply, from, body }),
      deleteReply: (highlight, { id: reply, version, body: from }) =>
        send(highlight, version, { kind: "reply.delete", reply, from }),
      resolve: (highlight, isResolved) => send(highlight, null, { kind: "note.resolve", isResolved }),
    };
  }, [shown, isKnown, error, isOutdated, put, fetchAgain, slug, email, unsaved, kept]);
}
