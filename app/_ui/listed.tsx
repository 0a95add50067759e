import type { ReactNode } from "react";
import { Button } from "@/app/_ui/button";

interface ListedProps {
  /** The row's id. The row receives the focus when its button is removed. */
  id: string;
  title: ReactNode;
  /** Texts that are shown on one line. Empty values are skipped. */
  details: readonly (string | null | false)[];
  /** The row's button. */
  action: { label: string; name: string; onClick(): void } | null | false;
}

/** A row for something that a user has created or opened, such as a session. A button ends it. */
export function Listed({ id, title, details, action }: ListedProps) {
  return (
    <li id={id} tabIndex={-1} className="flex min-h-16 items-center gap-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere">{title}</p>
        <p className="text-muted text-small wrap-anywhere">{details.filter(Boolean).join(" · ")}</p>
      </div>
      {action && (
        <Button aria-label={action.name} onClick={action.onClick} className="shrink-0">
          {action.label}
        </Button>
      )}
    </li>
  );
}

/** A label and its status. Statuses are muted if they are inactive. */
export function Stated({ what, state, isOpen }: { what: string; state: string; isOpen: boolean }) {
  return (
    <>
      {what} · <span className={isOpen ? "" : "text-muted"}>{state}</span>
    </>
  );
}
