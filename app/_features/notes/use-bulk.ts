import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { Change } from "@/app/_features/changes";
import { explain } from "@/app/_features/request";
import { outboxOf, tryPersist } from "@/app/_features/sync";
import { showToast } from "@/app/_ui/toasts";
import { wordsOf } from "@/lib/annotations/areas/words";
import { readTags } from "@/lib/annotations/highlights/tags";
import type { HighlightView } from "@/lib/annotations/schemas";

/** A change to one of several highlights, and the change that undoes it. */
interface Step {
  highlight: HighlightView;
  does: Change;
  undoes: Change;
}

/**
 * Changes several highlights at once, through the outbox. Highlights that the user can't change, or that don't need to
 * be changed, are skipped.
 */
export function useBulk(email: string) {
  const t = useTranslations();
  /** Dismisses the previous toast. */
  const dismiss = useRef(() => {});
  const add = ({ report, id, version, ...highlight }: HighlightView, change: Change) =>
    outboxOf(email).add({ report, highlight: id, quote: wordsOf(highlight), version, change });

  /** @returns whether the changes could be stored on the device */
  const make = (steps: readonly Step[], said: string): boolean => {
    const isKept = tryPersist(t, () => {
      for (const { highlight, does } of steps) add(highlight, does);
    });
    if (!isKept) return false;
    const undo = () =>
      tryPersist(t, () => {
        for (const { highlight, undoes } of steps) add(highlight, undoes);
      });
    // The previous toast's undo button would undo an earlier step.
    dismiss.current();
    dismiss.current = showToast({
      title: said,
      action: steps.length > 0 ? { label: t("notes.undo"), onClick: () => void undo() } : undefined,
    });
    return true;
  };

  return {
    /** @returns whether the tags are valid and the changes could be stored */
    tag(highlights: readonly HighlightView[], typed: string): boolean {
      const steps: Step[] = [];
      for (const highlight of highlights) {
        const { tags: from, may } = highlight;
        const read = readTags([...from, typed]);
        if (!Array.isArray(read)) {
          showToast({ title: explain(t, read) });
          return false;
        }
        const to = read.map(({ name }) => name);
        const kind = "highlight.tags";
        if (may.edit && to.length !== from.length) {
          steps.push({ highlight, does: { kind, from, to }, undoes: { kind, from: to, to: from } });
        }
      }
      return make(steps, t("allNotes.bulk.tagged", { count: steps.length }));
    },
    resolve(highlights: readonly HighlightView[]): void {
      const steps = highlights
        .filter(({ note }) => note?.may.resolve && !note.resolved)
        .map((highlight): Step => {
          const kind = "note.resolve";
          return { highlight, does: { kind, isResolved: true }, undoes: { kind, isResolved: false } };
        });
      make(steps, t("allNotes.bulk.resolved", { count: steps.length }));
    },
  };
}
