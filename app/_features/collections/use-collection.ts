"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { explain, fetchJson, RequestError, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { showToast } from "@/app/_ui/toasts";
import type { CollectionChange, CollectionView } from "@/lib/sharing/schemas";

type Change = Omit<CollectionChange, "version">;

/** A collection's state on the page, and functions to change it. */
export interface Collection {
  view: CollectionView;
  /**
   * Applies a change optimistically, and sends it to the server after all earlier changes. If the request fails, shows
   * an error, reverts to the server's state, and discards later changes that were based on the failed one.
   *
   * @returns whether it was saved
   */
  change(what: Change): Promise<boolean>;
  /**
   * Waits for all earlier changes, runs another operation on the collection, such as creating a link, and then reloads
   * the collection.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Syncs a collection with the server, one change at a time, because each change contains the version that it is based
 * on.
 */
export function useCollection(first: CollectionView): Collection {
  const t = useTranslations();
  const [view, setView] = useState(first);
  const known = useRef(first);
  const waiting = useRef(0);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  /**
   * The number of failed changes. If it has grown since a change was queued, that change may be based on one that
   * failed, so it isn't sent.
   */
  const failures = useRef(0);
  const address = `/api/collections/${first.id}`;

  const look = async () => {
    known.current = await withReauthentication(() => fetchJson<CollectionView>(address), "reading");
  };
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    waiting.current += 1;
    const done = turn.current.then(work).finally(() => {
      waiting.current -= 1;
      // While other changes are pending, the optimistic state is newer than the response.
      if (waiting.current === 0) setView(known.current);
    });
    turn.current = done.catch(() => undefined);
    return done;
  };
  const send = async (what: Change, failed: number): Promise<boolean> => {
    if (failed !== failures.current) return false;
    try {
      const body: CollectionChange = { ...what, version: known.current.version };
      known.current = await withReauthentication(() => sendJson<CollectionView>("PATCH", address, body));
      return true;
    } catch (error) {
      failures.current += 1;
      const isLate = error instanceof RequestError && error.code === "conflict";
      showToast({ title: isLate ? t("collections.changedElsewhere") : explain(t, error) });
      await look().catch(() => undefined);
      return false;
    }
  };

  return {
    view,
    change: (what) => {
      setView((before) => withChange(before, what));
      const failed = failures.current;
      return enqueue(() => send(what, failed));
    },
    inTurn: (work) =>
      enqueue(async () => {
        const result = await work();
        // The operation succeeded even if reloading fails; the next change will reload.
        await look().catch(() => undefined);
        return result;
      }),
  };
}

/** The collection with a change applied. Typed text isn't applied, because its field already shows it. */
function withChange(
  view: CollectionView,
  { passages, notes = [], withNames = view.withNames }: Change,
): CollectionView {
  const asked = new Map(notes.map(({ person, shown }) => [person, shown]));
  return {
    ...view,
    withNames,
    people: view.people.map((person) => {
      const isShown = asked.get(person.id);
      return isShown === undefined ? person : { ...person, shown: isShown ? person.notes : 0 };
    }),
    passages: passages
      ? passages.flatMap((id) => view.passages.find((passage) => passage.id === id) ?? [])
      : view.passages,
  };
}
