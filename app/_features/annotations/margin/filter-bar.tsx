"use client";

import { Popover } from "@base-ui/react/popover";
import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { ExportMenu, FilterFields } from "@/app/_features/notes";
import { TextButton } from "@/app/_ui/text-button";
import { chosenIn, isAskedFor, NO_FILTER, optionsAmong } from "@/lib/annotations/notes/note-filter";
import { useActions, useAnnotations, useNotesShown, usePage } from "../state/context";
import { Legend } from "./legend";

/** The note filter, with the number of matching notes. */
export function FilterBar() {
  const t = useTranslations();
  const { slug } = usePage();
  const { filterNotes } = useActions();
  const { count, total } = useNotesShown();
  const filter = useAnnotations((state) => state.filter);
  const me = useAnnotations((state) => state.me);
  // Includes unplaced highlights and those without a note.
  const hasHighlights = useAnnotations((state) => state.all.length > 0);
  const isOpenBeside = useAnnotations(({ current }) => current !== undefined && !isAskedFor(filter, current));
  const chosen = chosenIn(filter);
  const isMine = filter.person === me.id;
  return (
    <div className="text-small">
      <div className="flex items-center gap-1">
        {(hasHighlights || chosen > 0) && (
          <>
            <Popover.Root>
              <Popover.Trigger className="inline-flex min-h-9 cursor-pointer items-center gap-1.5 rounded px-2 text-muted hover:bg-accent-soft hover:text-ink pointer-coarse:min-h-11">
                <ListFilter size={16} aria-hidden />
                {t("notes.filter.open", { chosen })}
              </Popover.Trigger>
              <Popover.Portal>
                <Popover.Positioner align="start" sideOffset={4} collisionPadding={8} className="z-60">
                  <Popover.Popup className="w-72 max-w-[calc(100vw-1rem)] rounded-md border border-line bg-raised p-4 text-ink shadow-lg outline-none">
                    <Popover.Title className="mb-2 font-semibold">{t("notes.filter.title")}</Popover.Title>
                    <Fields />
                  </Popover.Popup>
                </Popover.Positioner>
              </Popover.Portal>
            </Popover.Root>
            <button
              type="button"
              aria-pressed={isMine}
              onClick={() => filterNotes({ person: isMine ? null : me.id })}
              className="min-h-9 cursor-pointer rounded px-2 text-muted hover:bg-accent-soft hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent pointer-coarse:min-h-11"
            >
              {t("notes.filter.mine")}
            </button>
            <ExportMenu asked={{ ...filter, query: "", report: slug }} total={null} isSmall />
          </>
        )}
        <span className="ml-auto">
          <Legend role={me.role} />
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 px-2 text-muted">
        <p role="status">
          {chosen > 0 && (count === 0 ? t("notes.filter.none") : t("notes.filter.shown", { count, total }))}
          {isOpenBeside && ` ${t("notes.filter.beside")}`}
        </p>
        {chosen > 0 && <TextButton onClick={() => filterNotes(NO_FILTER)}>{t("notes.filter.clear")}</TextButton>}
      </div>
    </div>
  );
}

/** The filter options, which are computed only while the filter is open. */
function Fields() {
  const t = useTranslations();
  const { filterNotes } = useActions();
  const { all } = useNotesShown();
  const filter = useAnnotations((state) => state.filter);
  const options = useMemo(() => optionsAmong(all), [all]);
  return (
    <>
      <FilterFields filter={filter} options={options} onChange={filterNotes} />
      <p className="mt-2 text-muted text-small">{t("notes.filter.faint")}</p>
    </>
  );
}
