import type { ReactNode } from "react";
import { Button } from "@/app/_ui/button";

interface ListedProps {
  /** Of the row, which takes the focus when its button is gone. */
  id: string;
  title: ReactNode;
  /** Shown in one line, as far as they are there. */
  details: readonly (string | null | false)[];
  /** What can be done with it. */
  action: { label: string; name: string; onClick(): void } | null | false;
}

/** A row of a list of things that a person has made or has open, and the button that ends one. */
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

/** A thing, and whether it works. */
export function Stated({ what, state, isOpen }: { what: string; state: string; isOpen: boolean }) {
  return (
    <>
      {what} · <span className={isOpen ? "" : "text-muted"}>{state}</span>
    </>
  );
}
