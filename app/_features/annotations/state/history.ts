import { tryPersist } from "@/app/_features/sync";
import { showToast } from "@/app/_ui/toasts";
import type { Highlights } from "./highlights";
import type { PlacedHighlight, Tools } from "./state";
import { actionKindOf, backwards, forwards, type Step } from "./undo";

/** Maximum number of undo steps. */
const KEPT = 100;

/** The undo history of a user's changes to highlights and notes in this tab. */
export interface History {
  /** Records a step. If its effect isn't visible on the page, shows a toast with an undo button. */
  did(step: Step, said?: string): void;
  /**
   * Undoes this step without a toast.
   * @returns the step to pass to `repeat`; null if it couldn't be undone
   */
  retract(step: Step): Step | null;
  /**
   * Redoes a retracted step without a toast.
   * @returns the step to pass to `retract`; null if it couldn't be redone
   */
  repeat(step: Step): Step | null;
  /** Undoes the last step. */
  undo(): void;
  /** Redoes the last undone step. */
  redo(): void;
}

/**
 * Undo and redo of a user's changes to highlights and notes. If another user has changed the same thing since, shows a
 * message instead of overwriting it.
 *
 * @param onShow called with the changed highlight
 */
export function createHistory(
  { t, get }: Tools,
  { make }: Pick<Highlights, "make">,
  onShow: (highlight: PlacedHighlight) => void,
): History {
  let done: Step[] = [];
  let undone: Step[] = [];
  /** Functions that close a step's toast, which is outdated after an undo or redo. */
  const messages = new WeakMap<Step, () => void>();

  const sayOf = (step: Step, title: string, label: string, onClick: () => void) =>
    messages.set(step, showToast({ title, action: { label, onClick } }));

  /** @returns the step as it is now recorded; null if it wasn't applied */
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
