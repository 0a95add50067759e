import type { ReactNode } from "react";
import { Button } from "@/app/_ui/button";

interface ListedProps {
  /** The row's id. The row receives the focus when its button is removed. */
  id: string;
  title: ReactNode;
  /** Texts that are shown on one line. Empty values are skipped. */
  details: readonly (string | null | false)[];
  /** The row's button. */
  action: Action | null | false;
  /** A button before it, which opens and closes `children`. */
  opener?: (Action & { isOpen: boolean }) | null | false;
  children?: ReactNode;
}

interface Action {
  label: string;
  name: string;
  onClick(): void;
}

/** A row for something that a user has created or opened, such as a session. A button ends it. */
export function Listed({ id, title, details, action, opener, children }: ListedProps) {
  return (
    <li id={id} tabIndex={-1} className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-3 py-3">
      <div className="min-w-0 flex-1 basis-40">
        <p className="wrap-anywhere">{title}</p>
        <p className="text-muted text-small wrap-anywhere">{details.filter(Boolean).join(" · ")}</p>
      </div>
      {opener && (
        <Button aria-label={opener.name} aria-expanded={opener.isOpen} onClick={opener.onClick} className="shrink-0">
          {opener.label}
        </Button>
      )}
      {action && (
        <Button aria-label={action.name} onClick={action.onClick} className="shrink-0">
          {action.label}
        </Button>
      )}
      {children}
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
