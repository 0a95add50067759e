"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { explain, fetchJson, RequestError, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { showToast } from "@/app/_ui/toasts";
import type { CollectionChange, CollectionView } from "@/lib/sharing/schemas";

type Change = Omit<CollectionChange, "version">;

/** A collection as it stands on the page, and how it is changed. */
export interface Collection {
  view: CollectionView;
  /**
   * Changes it, at once on the page and then, after what was changed before, at the server. Where that fails it says so, and shows how
   * the collection stands; what was changed on top of that is not made either.
   *
   * @returns whether it was made
   */
  change(what: Change): Promise<boolean>;
  /** Does something else to it, such as giving it a link, after what was changed before, and shows how it stands then. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** Keeps a collection in step with the server, one change after the other, since each names the version that it was made from. */
export function useCollection(first: CollectionView): Collection {
  const t = useTranslations();
  const [view, setView] = useState(first);
  const known = useRef(first);
  const waiting = useRef(0);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  /** Counts the changes that failed: those that were made on top of one are not sent. */
  const failures = useRef(0);
  const address = `/api/collections/${first.id}`;

  const look = async () => {
    known.current = await withReauthentication(() => fetchJson<CollectionView>(address), "reading");
  };
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    waiting.current += 1;
    const done = turn.current.then(work).finally(() => {
      waiting.current -= 1;
      // While something else is on its way, what is shown is ahead of what is known.
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
        // What was done is done; the next change finds out how the collection stands.
        await look().catch(() => undefined);
        return result;
      }),
  };
}

/** A collection as it will be. What is typed shows where it is typed. */
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
