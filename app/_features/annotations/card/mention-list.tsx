"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { MemberView } from "@/lib/accounts/schemas";

interface MentionListProps {
  id: string;
  optionId(index: number): string;
  /** Who is offered; the list is not there where nobody is. */
  offered: readonly MemberView[];
  /** Which of them the keys are at. */
  at: number;
  onChoose(member: MemberView): void;
}

/** The members who may be meant by what was typed after an "@". The focus stays in the text box. */
export function MentionList({ id, optionId, offered, at, onChoose }: MentionListProps) {
  const t = useTranslations();
  const list = useRef<HTMLDivElement>(null);
  const isOpen = offered.length > 0;
  // It may come below the end of the window, or of the sheet.
  useEffect(() => {
    if (isOpen) list.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  return (
    <>
      <p role="status" className="sr-only">
        {isOpen && t("notes.mention.offered", { count: offered.length })}
      </p>
      {isOpen && (
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label={t("notes.mention.label")}
          className="absolute inset-x-0 top-full scroll-my-2 z-20 mt-1 rounded-md border border-control bg-raised py-1 shadow-lg"
        >
          {offered.map((member, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the text box keeps the focus and takes the keys
            <div
              key={member.id}
              id={optionId(index)}
              role="option"
              aria-selected={index === at}
              // It would take the focus from the text box, and close the list.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(member)}
              className="flex min-h-9 cursor-pointer items-center gap-2 px-3 hover:bg-accent-soft aria-selected:bg-accent-soft aria-selected:text-accent pointer-coarse:min-h-11"
            >
              <span className="min-w-0 truncate">{member.name}</span>
              <span className="ml-auto shrink-0 text-muted text-small">{t(`accounts.roles.${member.role}`)}</span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
