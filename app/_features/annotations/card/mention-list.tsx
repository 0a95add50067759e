"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { MemberView } from "@/lib/accounts/schemas";

interface MentionListProps {
  id: string;
  optionId(index: number): string;
  /** The suggested members; the list is hidden if there are none. */
  offered: readonly MemberView[];
  /** Index of the active option. */
  at: number;
  onChoose(member: MemberView): void;
}

/** Suggestions for the mention being typed. The focus stays in the text box. */
export function MentionList({ id, optionId, offered, at, onChoose }: MentionListProps) {
  const t = useTranslations();
  const list = useRef<HTMLDivElement>(null);
  const isOpen = offered.length > 0;
  // Scroll to the list, because it may be below the visible part of the window or sheet.
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
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the text box keeps the focus and handles the keys
            <div
              key={member.id}
              id={optionId(index)}
              role="option"
              aria-selected={index === at}
              // Keeps the focus in the text box, because losing it would close the list.
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
