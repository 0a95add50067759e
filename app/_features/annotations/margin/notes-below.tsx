"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { HighlightCard, NotesSheet } from "../on-demand";
import { useActions, useAnnotations } from "../state/context";
import { HeaderAction } from "./header-action";
import { NoteList } from "./note-list";
import { NotesButton } from "./notes-button";

interface NotesBelowProps {
  /** The header element that receives the button. */
  header: RefObject<HTMLElement | null>;
  onEscape(): void;
  onActivity(): void;
}

/** If there is no margin, shows the open note or all notes in a sheet over the text. */
export function NotesBelow({ header, onEscape, onActivity }: NotesBelowProps) {
  const t = useTranslations();
  const actions = useActions();
  const active = useAnnotations((state) => state.active);
  const current = useAnnotations((state) => state.current);
  const isListOpen = useAnnotations((state) => state.isListOpen);
  const count = useAnnotations((state) => state.placed.length);
  const showList = () => {
    actions.setListOpen(true);
    actions.open(null);
  };
  return (
    <>
      <HeaderAction into={header}>
        <NotesButton
          count={count}
          onClick={() => {
            // Opening the list manually cancels any pending jump to an entry.
            actions.arrive();
            actions.setListOpen(true);
          }}
        />
      </HeaderAction>
      <NotesSheet
        isOpen={isListOpen || active !== null}
        onBack={active === null ? null : showList}
        onClose={actions.close}
        onEscape={onEscape}
      >
        {active === null && (
          <button
            type="button"
            onClick={onActivity}
            className="mb-2 inline-flex min-h-11 cursor-pointer items-center gap-2 rounded text-accent md:hidden"
          >
            <History size={18} aria-hidden />
            {t("activity.title")}
          </button>
        )}
        {active === null ? <NoteList /> : current && <HighlightCard key={current.id} highlight={current} isApart />}
      </NotesSheet>
    </>
  );
}
