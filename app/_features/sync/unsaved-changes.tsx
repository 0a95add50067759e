"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { onSignedIn } from "@/app/_features/session";
import { inOwnTask } from "@/app/_ui/in-own-task";
import { onOpening } from "@/app/_ui/on-demand";
import { useLive } from "./live";
import { outboxOf } from "./outbox";
import { useOutbox } from "./use-outbox";

const UnsavedPopover = onOpening(() => import("./unsaved-popover").then((module) => module.UnsavedPopover));

/**
 * Sends a user's changes to highlights and notes. While there are unsaved changes, the header contains a button that
 * lists them.
 */
export function UnsavedChanges({ email }: { email: string }) {
  const t = useTranslations();
  const { unsaved } = useOutbox(email);
  useEffect(() => inOwnTask(() => outboxOf(email).open()), [email]);
  useEffect(() => onSignedIn(() => outboxOf(email).wake()), [email]);
  // A live message means that the server can be reached again.
  useLive(() => {
    if (outboxOf(email).state().trouble === "unreachable") outboxOf(email).wake();
  });

  const [hadSome, setHadSome] = useState(false);
  if (unsaved.length > 0 && !hadSome) setHadSome(true);
  const [open, setOpen] = useState(false);
  if (open && unsaved.length === 0) setOpen(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <p role="status" className="sr-only">
        {unsaved.length > 0 ? t("unsaved.open", { count: unsaved.length }) : hadSome && t("unsaved.allSaved")}
      </p>
      {unsaved.length > 0 && (
        <>
          <button
            ref={trigger}
            type="button"
            aria-label={t("unsaved.open", { count: unsaved.length })}
            title={t("unsaved.title")}
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="flex min-h-11 min-w-11 shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded px-2 font-medium text-danger text-small hover:bg-accent-soft"
          >
            <CloudOff size={18} aria-hidden />
            <span className="max-lg:hidden">{t("unsaved.open", { count: unsaved.length })}</span>
            <span className="tabular-nums lg:hidden">{unsaved.length}</span>
          </button>
          <UnsavedPopover email={email} open={open} onOpenChange={setOpen} trigger={trigger} />
        </>
      )}
    </>
  );
}
