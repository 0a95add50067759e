"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import type { Change, QueuedChange } from "@/app/_features/changes";
import { outboxOf, tryPersist, useOutbox } from "@/app/_features/sync";
import { showToast } from "@/app/_ui/toasts";
import type { DeletedItem, DeletedList } from "@/lib/annotations/schemas";

const NONE: ReadonlySet<string> = new Set();

type Kind = DeletedItem["kind"];

/** Unique key of a deleted item. */
export function keyOf({ kind, highlight, reply }: Pick<DeletedItem, "kind" | "highlight" | "reply">): string {
  return `${kind} ${reply ?? highlight}`;
}

/**
 * The change that restores an item. It contains no view, because the page doesn't have complete views of deleted items.
 */
function restoring({ kind, reply }: DeletedItem): Change {
  if (kind === "highlight") return { kind: "highlight.restore", view: null };
  return reply === null ? { kind: "note.restore", note: null } : { kind: "reply.restore", reply: { id: reply } };
}

/** The key of the item that a queued change restores, if any. */
function restoredBy({ highlight, change, refusal }: QueuedChange): string[] {
  if (refusal) return [];
  if (change.kind === "highlight.restore") return [keyOf({ kind: "highlight", highlight, reply: null })];
  if (change.kind === "note.restore") return [keyOf({ kind: "note", highlight, reply: null })];
  return change.kind === "reply.restore" ? [keyOf({ kind: "reply", highlight, reply: change.reply.id })] : [];
}

/**
 * Restores deleted items through the outbox, which also works offline.
 *
 * @param reload refetches the list of deleted items
 * @returns a function that restores an item (it returns false if the device has no storage left), and the keys of the
 *   items being restored
 */
export function useRestoring(
  email: string,
  reload: () => Promise<DeletedList | undefined>,
): { restore(item: DeletedItem): boolean; coming: ReadonlySet<string> } {
  const t = useTranslations();
  const { changes } = useOutbox(email);
  const queued = useMemo(() => new Set(changes.flatMap(restoredBy)), [changes]);
  /**
   * The keys of the items that the outbox was restoring when the list was last fetched. Items that have since left the
   * outbox may still be in the list.
   */
  const [fetchedWith, setFetchedWith] = useState(NONE);

  useEffect(() => {
    const made = [...fetchedWith].filter((key) => !queued.has(key));
    const isNew = [...queued].some((key) => !fetchedWith.has(key));
    if (made.length === 0) return isNew ? setFetchedWith(queued) : undefined;
    let isLate = false;
    void reload().then((list) => {
      if (isLate) return;
      const isBack = (key: string) => list && !list.items.some((item) => keyOf(item) === key);
      // An item that is still in the list wasn't restored, because the user discarded the change.
      for (const key of made.filter(isBack)) showToast({ title: t(`deleted.restored.${key.split(" ")[0] as Kind}`) });
      setFetchedWith(queued);
    });
    return () => {
      isLate = true;
    };
  }, [t, queued, fetchedWith, reload]);

  return {
    restore: (item) => {
      const { report, highlight, quote } = item;
      const change = { report, highlight, quote, version: null, change: restoring(item) };
      return tryPersist(t, () => outboxOf(email).add(change));
    },
    coming: useMemo(() => new Set([...fetchedWith, ...queued]), [fetchedWith, queued]),
  };
}
