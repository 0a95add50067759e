"use client";

import { Popover } from "@base-ui/react/popover";
import { ListFilter } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { ExportMenu, FilterFields } from "@/app/_features/notes";
import { words } from "@/app/_messages/en";
import { TextButton } from "@/app/_ui/text-button";
import { optionsAmong } from "@/lib/annotations/notes/note-filter";
import type { NotesShown } from "./use-note-filter";

interface FilterBarProps {
  /** The report's name. */
  slug: string;
  shown: NotesShown;
  /** The id of the person who reads. */
  me: string;
  /** Whether the report has any highlights, also without a note or without a place. */
  hasHighlights: boolean;
  /** What stands at its end. */
  children: ReactNode;
}

/** Chooses which notes are shown, and says how many of them are. */
export function FilterBar({ slug, shown, me, hasHighlights, children }: FilterBarProps) {
  const { filter, change, clear, chosen, isOpenBeside, count } = shown;
  const total = shown.all.length;
  const isMine = filter.person === me;
  return (
    <div className="text-small">
      <div className="flex items-center gap-1">
        {(hasHighlights || chosen > 0) && (
          <>
            <Popover.Root>
              <Popover.Trigger className="inline-flex min-h-9 cursor-pointer items-center gap-1.5 rounded px-2 text-muted hover:bg-accent-soft hover:text-ink pointer-coarse:min-h-11">
                <ListFilter size={16} aria-hidden />
                {words.notes.filter.open(chosen)}
              </Popover.Trigger>
              <Popover.Portal>
                <Popover.Positioner align="start" sideOffset={4} collisionPadding={8} className="z-60">
                  <Popover.Popup className="w-72 max-w-[calc(100vw-1rem)] rounded-md border border-line bg-raised p-4 text-ink shadow-lg outline-none">
                    <Popover.Title className="mb-2 font-semibold">{words.notes.filter.title}</Popover.Title>
                    <Fields {...shown} />
                  </Popover.Popup>
                </Popover.Positioner>
              </Popover.Portal>
            </Popover.Root>
            <button
              type="button"
              aria-pressed={isMine}
              onClick={() => change({ person: isMine ? null : me })}
              className="min-h-9 cursor-pointer rounded px-2 text-muted hover:bg-accent-soft hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent pointer-coarse:min-h-11"
            >
              {words.notes.filter.mine}
            </button>
            <ExportMenu asked={{ ...filter, query: "", report: slug }} total={null} isSmall />
          </>
        )}
        <span className="ml-auto">{children}</span>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 px-2 text-muted">
        <p role="status">
          {chosen > 0 && (count === 0 ? words.notes.filter.none : words.notes.filter.shown(count, total))}
          {isOpenBeside && ` ${words.notes.filter.beside}`}
        </p>
        {chosen > 0 && <TextButton onClick={clear}>{words.notes.filter.clear}</TextButton>}
      </div>
    </div>
  );
}

/** What there is to choose from, which is looked up while somebody chooses. */
function Fields({ all, filter, change }: NotesShown) {
  const options = useMemo(() => optionsAmong(all), [all]);
  return (
    <>
      <FilterFields filter={filter} options={options} onChange={change} />
      <p className="mt-2 text-muted text-small">{words.notes.filter.faint}</p>
    </>
  );
}
