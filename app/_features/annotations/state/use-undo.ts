"use client";

import { useEffect, useRef } from "react";
import { tryPersist } from "@/app/_features/sync";
import { words } from "@/app/_messages/en";
import { showToast } from "@/app/_ui/toasts";
import { actionKindOf, backwards, forwards, type Step } from "./undo";
import type { Highlights, PlacedHighlight } from "./use-highlights";

/** Steps that can be taken back. */
const KEPT = 100;

/** The one history of what a person does to highlights and their notes in this tab. */
export interface Undo {
  /** Remembers what was done, and says so where that is not to be seen, with a way to take just that back. */
  did(step: Step, said?: string): void;
  /** Takes just that back, without a word. @returns what `repeat` takes again; null where it could not be taken back */
  retract(step: Step): Step | null;
  /** Takes again what was retracted, without a word. @returns what can be retracted; null where it could not be taken */
  repeat(step: Step): Step | null;
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
  /** Take away what is said of a step: once it is taken back or taken again, something else is true. */
  const messages = useRef(new WeakMap<Step, () => void>());
  const latest = useRef({ highlights, onShow });
  useEffect(() => {
    latest.current = { highlights, onShow };
  });

  const sayOf = (step: Step, title: string, label: string, onClick: () => void) =>
    messages.current.set(step, showToast({ title, action: { label, onClick } }));

  /** @returns the step as it is remembered now; null where it was not taken */
  const move = (step: Step, isBack: boolean): Step | null => {
    const [from, to] = isBack ? [done.current, undone.current] : [undone.current, done.current];
    if (!from.includes(step)) return null;
    const { highlights, onShow } = latest.current;
    const now = highlights.all.find(({ id }) => id === step.highlight);
    const next = isBack ? backwards(step, now) : forwards(step, now);
    const on = now ?? (next?.change.kind === "highlight.restore" ? next.change.view : undefined);
    if (!next || !on) {
      from.splice(from.indexOf(step), 1);
      messages.current.get(step)?.();
      showToast({ title: words.undo.impossible[isBack ? "undo" : "redo"], description: words.undo.impossibleWhy });
      return null;
    }
    if (!tryPersist(() => highlights.make(on, next.version, next.change))) return null;
    from.splice(from.indexOf(step), 1);
    messages.current.get(step)?.();
    to.push(next.step);
    const { start, end } = on;
    if (next.change.kind !== "highlight.delete" && start !== null && end !== null) onShow({ ...on, start, end });
    return next.step;
  };
  const take = (step: Step, isBack: boolean) => {
    const taken = move(step, isBack);
    if (!taken) return;
    const { undone: back, redone: again, undo, redo } = words.undo;
    const deed = actionKindOf(step);
    sayOf(taken, isBack ? back(deed) : again(deed), isBack ? redo : undo, () => take(taken, !isBack));
  };
  const takeLast = (steps: Step[], isBack: boolean) => {
    const step = steps.at(-1);
    if (step) take(step, isBack);
    else showToast({ title: words.undo.nothing[isBack ? "undo" : "redo"] });
  };

  return {
    did: (step, said) => {
      done.current = [...done.current.slice(1 - KEPT), step];
      undone.current = [];
      if (said !== undefined) sayOf(step, said, words.undo.undo, () => take(step, true));
    },
    retract: (step) => move(step, true),
    repeat: (step) => move(step, false),
    undo: () => takeLast(done.current, true),
    redo: () => takeLast(undone.current, false),
  };
}
