"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { AreaThumbnail } from "@/app/_features/notes";
import { byline, writerName } from "@/app/_messages/writers";
import { Markdown } from "@/app/_ui/markdown";
import { shortened } from "@/app/_ui/shortened";
import { wordsOf } from "@/lib/annotations/areas/words";
import { writerOf } from "@/lib/annotations/attribution";
import type { HighlightView } from "@/lib/annotations/schemas";
import { useActions, useAnnotations, useUnplaced } from "../state/context";

/** Maximum length of a quote, in characters. */
const QUOTE_LENGTH = 240;

/** The unplaced highlights of this edition, in a section that is collapsed at first. Settled ones come last. */
export function UnplacedList() {
  const t = useTranslations();
  const { pending, settled } = useUnplaced();
  const isOpen = useAnnotations((state) => state.isUnplacedOpen);
  const goal = useAnnotations((state) => state.goal);
  const { arrive, toggleUnplaced, beginAttaching, keepUnplaced } = useActions();
  const id = useId();
  const section = useRef<HTMLElement>(null);
  // The element to focus may not have been rendered yet.
  useEffect(() => {
    if (!goal) return;
    // The sheet around the list opens first and takes focus.
    const later = requestAnimationFrame(() => {
      const wanted = goal === "heading" ? "[aria-expanded]" : `#${CSS.escape(entryId(id, goal.id))}`;
      const element = section.current?.querySelector<HTMLElement>(wanted);
      if (!element) return;
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: "center" });
      arrive();
    });
    return () => cancelAnimationFrame(later);
  });
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section
      ref={section}
      aria-labelledby={`${id}-title`}
      className="rounded-md border border-line bg-raised px-3 py-1"
    >
      <h2 id={`${id}-title`} className="font-medium text-small">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggleUnplaced}
          className="flex min-h-11 w-full cursor-pointer items-center gap-1 rounded text-left"
        >
          <Chevron size={18} aria-hidden className="shrink-0" />
          {t("editions.lostTitle", { count: pending.length + settled.length })}
        </button>
      </h2>
      <div id={id} hidden={!isOpen} className="pb-2">
        <p className="text-muted text-small">{t("editions.lostLead")}</p>
        <ul className="mt-1 divide-y divide-line">
          {[...pending, ...settled].map((highlight) => (
            <li key={highlight.id}>
              <Entry
                id={entryId(id, highlight.id)}
                highlight={highlight}
                onAttach={() => beginAttaching(highlight)}
                onKeep={() => keepUnplaced(highlight)}
              />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Id of a highlight's entry. It includes the id of the list, because the page may contain the list twice. */
function entryId(list: string, highlight: string): string {
  return `${list}-${highlight}`;
}

interface EntryProps {
  id: string;
  highlight: HighlightView;
  onAttach(): void;
  onKeep(): void;
}

function Entry({ id, highlight, onAttach, onKeep }: EntryProps) {
  const t = useTranslations();
  const format = useFormatter();
  const { note, state, settled, createdAt, may } = highlight;
  const writer = writerOf(highlight);
  return (
    <article
      id={id}
      tabIndex={-1}
      aria-label={t("editions.lostLabel", { by: byline(t, writer) })}
      className="rounded py-2"
    >
      <p className="flex flex-wrap gap-x-2 text-muted text-small">
        <span className="wrap-anywhere font-medium text-ink">{writerName(t, writer)}</span>
        <time dateTime={createdAt}>{format.dateTime(new Date(createdAt), "day")}</time>
      </p>
      <AreaThumbnail highlight={highlight} />
      <blockquote className="wrap-anywhere font-serif italic">{shortened(wordsOf(highlight), QUOTE_LENGTH)}</blockquote>
      {note && (
        <div className="mt-1">
          <Markdown>{note.body}</Markdown>
        </div>
      )}
      <p className="mt-1 text-muted text-small">
        {state === "ambiguous" ? t("editions.ambiguous") : t("editions.orphan")}
        {settled && ` ${t("editions.settled")}`}
      </p>
      {may.place && (
        <p className="mt-1 flex flex-wrap gap-2">
          <button type="button" onClick={onAttach} className={ACTION}>
            {t("editions.attach")}
          </button>
          {!settled && (
            <button type="button" onClick={onKeep} className={ACTION}>
              {t("editions.keep")}
            </button>
          )}
        </p>
      )}
    </article>
  );
}

const ACTION =
  "min-h-9 cursor-pointer rounded border border-control px-3 text-small hover:bg-accent-soft pointer-coarse:min-h-11";
