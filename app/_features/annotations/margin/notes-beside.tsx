"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { onDemand } from "@/app/_ui/on-demand";
import { Segments } from "@/app/_ui/segments";
import { FilterBar, HighlightCard, Margin, UnplacedList } from "../on-demand";
import { useActions, useAnnotations, useNotesShown, useUnplaced } from "../state/context";
import { IfEmpty, NoteCards } from "./note-list";

const NoteTicks = onDemand(() => import("./note-ticks").then((module) => module.NoteTicks));

/** The notes in the column beside the text. They are shown either beside their passages or as a list. */
export function NotesBeside() {
  const { carded } = useNotesShown();
  const { pending, settled } = useUnplaced();
  const hasUnplaced = pending.length + settled.length > 0;
  const isListed = useAnnotations((state) => state.isListed);
  const bar = useRef<HTMLDivElement>(null);
  return (
    <>
      <div
        className={
          isListed
            ? "sticky top-header z-10 -mt-8 flex h-[calc(100dvh-var(--spacing-header)-1px)] flex-col"
            : "contents"
        }
      >
        {/* The bar has a space of its own at the top, so that it doesn't cover anything there. When the page scrolls,
            cards move underneath it. */}
        <div ref={bar} className={`bg-paper py-1 ${isListed ? "relative" : "sticky top-header z-10 -mt-8"}`}>
          <NoteTicks />
          {(carded.length > 0 || hasUnplaced) && <Heading count={carded.length} />}
          <FilterBar />
          <IfEmpty />
        </div>
        {isListed && <Panel />}
      </div>
      {!isListed && (carded.length > 0 || hasUnplaced) && (
        <Margin bar={bar} lead={hasUnplaced && <UnplacedList />}>
          {(highlight) => <HighlightCard highlight={highlight} isApart={false} />}
        </Margin>
      )}
    </>
  );
}

/** The number of notes, and buttons to show them beside their passages or as a list. */
function Heading({ count }: { count: number }) {
  const t = useTranslations();
  const { listNotes } = useActions();
  const isListed = useAnnotations((state) => state.isListed);
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-2 pt-1">
      <h2 className="px-2 font-semibold tabular-nums">{t("notes.panel.count", { count })}</h2>
      <span id={id} hidden>
        {t("notes.panel.view")}
      </span>
      <Segments
        labelledBy={id}
        options={[
          { value: "margin", label: t("notes.panel.margin") },
          { value: "list", label: t("notes.panel.list") },
        ]}
        value={isListed ? "list" : "margin"}
        onChoose={(view) => listNotes(view === "list")}
      />
    </div>
  );
}

/** The list of notes. It scrolls separately from the page, and scrolls the open note into view. */
function Panel() {
  const list = useRef<HTMLDivElement>(null);
  const active = useAnnotations((state) => state.active);
  useEffect(() => {
    if (active)
      list.current
        ?.querySelector("[data-card]:has(> header [aria-expanded=true])")
        ?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div ref={list} className="min-h-0 flex-1 overflow-y-auto pr-2 pb-8">
      <NoteCards />
    </div>
  );
}
