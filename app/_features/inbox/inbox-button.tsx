"use client";

import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { HEADER_BUTTON } from "@/app/_ui/header-button";
import { onOpening } from "@/app/_ui/on-demand";
import { useUnread } from "./use-unread";

const InboxSheet = onOpening(() => import("./inbox-sheet").then((module) => module.InboxSheet));

/** Button with the unread count that opens the user's inbox. */
export function InboxButton() {
  const t = useTranslations();
  const { unread, setUnread } = useUnread();
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      {/* No tooltip, because closing the sheet returns focus here and a tooltip would cover the page. */}
      <button
        ref={opener}
        type="button"
        title={t("inbox.title")}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        className={HEADER_BUTTON}
      >
        <Bell size={20} aria-hidden />
        <span className="sr-only">{t("inbox.open", { count: Math.min(unread, 100) })}</span>
        <span aria-hidden className="max-lg:hidden">
          {t("inbox.title")}
        </span>
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute top-0.5 left-5 min-w-4.5 rounded-full bg-accent px-1 text-center font-semibold text-[0.6875rem] text-paper leading-4.5 tabular-nums"
          >
            {t("notes.count", { count: Math.min(unread, 100) })}
          </span>
        )}
      </button>
      <InboxSheet open={isOpen} onOpenChange={setOpen} opener={opener} unread={unread} onRead={setUnread} />
    </>
  );
}
