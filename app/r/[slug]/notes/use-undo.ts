"use client";

import { useEffect, useRef } from "react";
import { keptOnDevice } from "@/app/outbox/kept-on-device";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import { backwards, deedOf, forwards, type Step } from "./undo";
import type { Highlights, PlacedHighlight } from "./use-highlights";

/** Steps that can be taken back. */
const KEPT = 100;

/** The one history of what a person does to highlights and their notes in this tab. */
export interface Undo {
  /** Remembers what was done. @returns takes just that back, where it has not been already */
  did(step: Step): () => void;
  /** Takes the last step back. */
  undo(): void;
  /** Takes the last step again that was taken back. */
  redo(): void;
}

/**
 * Lets a person take back what they have done to highlights and notes, and do it again. Where somebody has changed the same thing
 * since, it is said and nothing is written over.
 *
 * @param onShow called with a highlight that has changed by it
 */
export function useUndo(highlights: Highlights, onShow: (highlight: PlacedHighlight) => void): Undo {
  const done = useRef<Step[]>([]);
  const undone = useRef<Step[]>([]);
  const latest = useRef({ highlights, onShow });
  useEffect(() => {
    latest.current = { highlights, onShow };
  });

  const take = (step: Step, isBack: boolean) => {
    const [from, to] = isBack ? [done.current, undone.current] : [undone.current, done.current];
    if (!from.includes(step)) return;
    const { highlights, onShow } = latest.current;
    const now = highlights.all.find(({ id }) => id === step.highlight);
    const move = isBack ? backwards(step, now) : forwards(step, now);
    const on = now ?? (move?.change.kind === "highlight.restore" ? move.change.view : undefined);
    if (!move || !on) {
      from.splice(from.indexOf(step), 1);
      say({ title: words.undo.impossible[isBack ? "undo" : "redo"], description: words.undo.impossibleWhy });
      return;
    }
    if (!keptOnDevice(() => highlights.make(on, move.version, move.change))) return;
    from.splice(from.indexOf(step), 1);
    to.push(move.step);
    const { start, end } = on;
    if (move.change.kind !== "highlight.delete" && start !== null && end !== null) onShow({ ...on, start, end });
    const { undone: back, redone: again, undo, redo } = words.undo;
    const deed = deedOf(step);
    say({
      title: isBack ? back(deed) : again(deed),
      action: { label: isBack ? redo : undo, onClick: () => take(move.step, !isBack) },
    });
  };
  const takeLast = (steps: Step[], isBack: boolean) => {
    const step = steps.at(-1);
    if (step) take(step, isBack);
    else say({ title: words.undo.nothing[isBack ? "undo" : "redo"] });
  };

  return {
    did: (step) => {
      done.current = [...done.current.slice(1 - KEPT), step];
      undone.current = [];
      return () => take(step, true);
    },
    undo: () => takeLast(done.current, true),
    redo: () => takeLast(undone.current, false),
  };
}
