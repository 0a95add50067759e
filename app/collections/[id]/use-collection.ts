"use client";

import { useRef, useState } from "react";
import { explain } from "@/app/ui/explain";
import { fetchJson, RequestError, sendJson } from "@/app/ui/fetch-json";
import { whileSignedIn } from "@/app/ui/sign-in-again";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import type { CollectionChange, CollectionView } from "@/lib/sharing/schemas";

type Change = Omit<CollectionChange, "version">;

/** A collection as it stands on the page, and how it is changed. */
export interface Collection {
  view: CollectionView;
  /** Changes it, after what was changed before. Where that fails it says so, and shows how the collection stands. */
  change(what: Change): Promise<void>;
  /** Puts its passages into another order, at once, and takes out those that are not named. */
  arrange(passages: readonly string[]): void;
  reload(): Promise<void>;
}

/** Keeps a collection in step with the server, one change after the other, since each names the version that it was made from. */
export function useCollection(first: CollectionView): Collection {
  const [view, setView] = useState(first);
  const known = useRef(first);
  const waiting = useRef(0);
  const turn = useRef(Promise.resolve());
  const address = `/api/collections/${first.id}`;

  const take = (next: CollectionView) => {
    known.current = next;
    // What is shown already is ahead of the answer while another change is on its way.
    if (waiting.current === 0) setView(next);
  };
  const reload = async () => take(await whileSignedIn(() => fetchJson<CollectionView>(address)));

  const send = async (what: Change) => {
    const body: CollectionChange = { ...what, version: known.current.version };
    try {
      const next = await whileSignedIn(() => sendJson<CollectionView>("PATCH", address, body));
      waiting.current -= 1;
      take(next);
    } catch (error) {
      waiting.current -= 1;
      const isLate = error instanceof RequestError && error.code === "conflict";
      say({ title: isLate ? words.collections.changedElsewhere : explain(error) });
      await reload().catch(() => setView(known.current));
    }
  };
  const change = (what: Change) => {
    waiting.current += 1;
    turn.current = turn.current.then(() => send(what));
    return turn.current;
  };

  return {
    view,
    change,
    arrange: (passages) => {
      setView((before) => ({
        ...before,
        passages: passages.flatMap((id) => before.passages.find((passage) => passage.id === id) ?? []),
      }));
      void change({ passages: [...passages] });
    },
    reload,
  };
}
