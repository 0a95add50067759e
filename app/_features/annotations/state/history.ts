import { tryPersist } from "@/app/_features/sync";
import { showToast } from "@/app/_ui/toasts";
import type { Highlights } from "./highlights";
import type { PlacedHighlight, Tools } from "./state";
import { actionKindOf, backwards, forwards, type Step } from "./undo";

/** Steps that can be undone. */
const KEPT = 100;

/** The one history of what a person does to highlights and their notes in this tab. */
export interface History {
  /** Remembers what was done, and says so where that is not to be seen, with a way to undo just that. */
  did(step: Step, said?: string): void;
  /** Undoes just that, without a word. @returns what `repeat` does again; null where it could not be undone */
  retract(step: Step): Step | null;
  /** Does again what was retracted, without a word. @returns what can be retracted; null where it could not be done */
  repeat(step: Step): Step | null;
  /** Undoes the last step. */
  undo(): void;
  /** Does the step again that was undone last. */
  redo(): void;
}

/**
 * Lets a person undo what they have done to highlights and notes, and do it again. Where somebody has changed the same thing since,
 * it says so and overwrites nothing.
 *
 * @param onShow called with a highlight that has changed by it
 */
export function createHistory(
  { t, get }: Tools,
  { make }: Pick<Highlights, "make">,
  onShow: (highlight: PlacedHighlight) => void,
): History {
  let done: Step[] = [];
  let undone: Step[] = [];
  /** Take away what is said of a step: once it is undone or done again, something else is true. */
  const messages = new WeakMap<Step, () => void>();

  const sayOf = (step: Step, title: string, label: string, onClick: () => void) =>
    messages.set(step, showToast({ title, action: { label, onClick } }));

  /** @returns the step as it is remembered now; null where it was not taken */
  const move = (step: Step, isBack: boolean): Step | null => {
    const [from, to] = isBack ? [done, undone] : [undone, done];
    if (!from.includes(step)) return null;
    const now = get().all.find(({ id }) => id === step.highlight);
    const next = isBack ? backwards(step, now) : forwards(step, now);
    const on = now ?? (next?.change.kind === "highlight.restore" ? next.change.view : undefined);
    if (!next || !on) {
      from.splice(from.indexOf(step), 1);
      messages.get(step)?.();
      showToast({ title: t(`undo.impossible.${isBack ? "undo" : "redo"}`), description: t("undo.impossibleWhy") });
      return null;
    }
    if (!tryPersist(t, () => make(on, next.version, next.change))) return null;
    from.splice(from.indexOf(step), 1);
    messages.get(step)?.();
    to.push(next.step);
    const { start, end } = on;
    if (next.change.kind !== "highlight.delete" && start !== null && end !== null) onShow({ ...on, start, end });
    return next.step;
  };
  const take = (step: Step, isBack: boolean) => {
    const taken = move(step, isBack);
    if (!taken) return;
    const action = actionKindOf(step);
    sayOf(
      taken,
      isBack ? t(`undo.undone.${action}`) : t(`undo.redone.${action}`),
      isBack ? t("undo.redo") : t("undo.undo"),
      () => take(taken, !isBack),
    );
  };
  const takeLast = (steps: Step[], isBack: boolean) => {
    const step = steps.at(-1);
    if (step) take(step, isBack);
    else showToast({ title: t(`undo.nothing.${isBack ? "undo" : "redo"}`) });
  };

  return {
    did: (step, said) => {
      done = [...done.slice(1 - KEPT), step];
      undone = [];
      if (said !== undefined) sayOf(step, said, t("undo.undo"), () => take(step, true));
    },
    retract: (step) => move(step, true),
    repeat: (step) => move(step, false),
    undo: () => takeLast(done, true),
    redo: () => takeLast(undone, false),
  };
}
