"use client";

import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { CountBadge } from "@/app/_ui/count-badge";
import { HEADER_BUTTON } from "@/app/_ui/header-button";
import { onOpening } from "@/app/_ui/on-demand";
import { useUnread } from "./use-unread";

const InboxSheet = onOpening(() => import("./inbox-sheet").then((module) => module.InboxSheet));

/** A button that shows the unread count and opens the user's inbox. */
export function InboxButton() {
  const t = useTranslations();
  const { unread, setUnread } = useUnread();
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      {/* The button has no tooltip, because the focus returns to it when the sheet closes, and the tooltip would then
          cover the page. */}
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
        <CountBadge count={unread} className="left-5" />
      </button>
      <InboxSheet open={isOpen} onOpenChange={setOpen} opener={opener} unread={unread} onRead={setUnread} />
    </>
  );
}
