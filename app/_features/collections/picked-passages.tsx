import { ArrowDown, ArrowUp, GripVertical, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { passageName } from "@/app/_features/text";
import { EmptyState } from "@/app/_ui/empty-state";
import { IconButton } from "@/app/_ui/icon-button";
import { showToast } from "@/app/_ui/toasts";
import type { PassageView } from "@/lib/sharing/schemas";
import type { Collection } from "./use-collection";
import { useDragOrder } from "./use-drag-order";

interface PickedPassagesProps {
  collection: Collection;
  mayEdit: boolean;
}

/** The passages of a collection, which can be reordered with buttons, the keyboard or the mouse. */
export function PickedPassages({ collection: { view, change }, mayEdit }: PickedPassagesProps) {
  const t = useTranslations();
  const ids = view.passages.map(({ id }) => id);
  const latest = useRef(ids);
  const [said, setSaid] = useState("");
  const list = useRef<HTMLOListElement>(null);
  /** The focused button, which loses focus when its passage is moved in the DOM. */
  const focused = useRef<Element | null>(null);
  useLayoutEffect(() => {
    latest.current = ids;
    const button = focused.current;
    if (!(button instanceof HTMLElement)) return;
    focused.current = null;
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest" });
  });

  const moveTo = (id: string, to: number) => {
    if (to < 0 || to >= ids.length) return;
    void change({ passages: ids.filter((other) => other !== id).toSpliced(to, 0, id) });
    setSaid(t("collections.moved", { count: to + 1, all: ids.length }));
  };
  const move = (id: string, by: 1 | -1) => {
    focused.current = document.activeElement;
    moveTo(id, ids.indexOf(id) + by);
  };
  const { handleOf, rowOf } = useDragOrder(ids, moveTo);
  const takeOut = (id: string) => {
    const at = ids.indexOf(id);
    const left = ids.filter((other) => other !== id);
    void change({ passages: left });
    // The focused button is about to be removed. Move the focus to the passage that is now in this position, or to the
    // heading if there is none.
    const next = left[at] ?? left.at(-1);
    const target = next ? list.current?.querySelector<HTMLElement>(`[data-passage="${next}"] a`) : null;
    (target ?? document.getElementById("passages"))?.focus();
    const bringBack = () => void change({ passages: latest.current.toSpliced(at, 0, id) });
    showToast({ title: t("collections.takenOut"), action: { label: t("notes.undo"), onClick: bringBack } });
  };
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (!mayEdit || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(id, event.key === "ArrowUp" ? -1 : 1);
  };

  return (
    <section aria-labelledby="passages" className="mt-12">
      <h2 id="passages" tabIndex={-1} className="font-semibold font-serif text-heading outline-none">
        {t("collections.passages")}
      </h2>
      {ids.length > 1 && mayEdit && <p className="mt-1 text-muted">{t("collections.order")}</p>}
      <p role="status" className="sr-only">
        {said}
      </p>
      {ids.length === 0 && (
        <div className="mt-4">
          <EmptyState title={t("collections.noPassages")} hint={t("collections.emptyHow")} />
        </div>
      )}
      <ol ref={list} className="mt-4 divide-y divide-line border-line border-y empty:hidden">
        {view.passages.map((passage, index) => (
          <li
            key={passage.id}
            data-passage={passage.id}
            {...rowOf(passage.id)}
            onKeyDown={(event) => onKeyDown(event, passage.id)}
            className="flex gap-3 py-4 data-dragged:opacity-50 data-[gap=after]:shadow-[inset_0_-2px_var(--color-accent)] data-[gap=before]:shadow-[inset_0_2px_var(--color-accent)]"
          >
            <span aria-hidden className="w-6 shrink-0 text-muted tabular-nums">
              {index + 1}
              {mayEdit && ids.length > 1 && (
                <span
                  {...handleOf(passage.id)}
                  title={t("collections.drag")}
                  className="-ms-2 mt-1 grid size-8 cursor-grab place-items-center active:cursor-grabbing pointer-coarse:hidden"
                >
                  <GripVertical size={18} />
                </span>
              )}
            </span>
            <Picked passage={passage} />
            {mayEdit && (
              <div className="flex shrink-0 max-md:flex-col">
                <IconButton
                  label={t("collections.up", { count: index + 1 })}
                  icon={<ArrowUp size={18} aria-hidden />}
                  aria-disabled={index === 0 || undefined}
                  onClick={() => move(passage.id, -1)}
                />
                <IconButton
                  label={t("collections.down", { count: index + 1 })}
                  icon={<ArrowDown size={18} aria-hidden />}
                  aria-disabled={index === ids.length - 1 || undefined}
                  onClick={() => move(passage.id, 1)}
                />
                <IconButton
                  label={t("collections.takeOut", { count: index + 1 })}
                  icon={<X size={18} aria-hidden />}
                  onClick={() => takeOut(passage.id)}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Picked({
  passage: { report, reportTitle, ordinal: edition, start, end, quote, notesBy },
}: {
  passage: PassageView;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const names = notesBy.map(({ name }) => name);
  return (
    <div className="min-w-0 flex-1">
      <blockquote className="line-clamp-4 font-serif">
        <a
          href={`/r/${report}?${new URLSearchParams({ at: passageName({ edition, start, end }) })}`}
          className="underline decoration-line underline-offset-4 hover:text-accent"
        >
          {quote}
        </a>
      </blockquote>
      <p className="mt-1 text-muted text-small">
        {[reportTitle, names.length > 0 && t("share.withNotesOf", { names: format.list(names) })]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}
