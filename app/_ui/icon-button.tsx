import type { ComponentProps, ReactNode } from "react";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** The accessible name and tooltip. */
  label: string;
  /** The keyboard shortcut, shown in the tooltip. */
  shortcut?: string;
  icon: ReactNode;
}

/** Classes of a square 44 px icon button. */
export const ICON_BUTTON =
  "inline-grid size-11 shrink-0 cursor-pointer place-items-center rounded text-muted hover:bg-accent-soft hover:text-ink disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default aria-disabled:opacity-50";

/** A square 44 px icon button with an accessible name and a tooltip. `Tips` shows the tooltip. */
export function IconButton({ label, shortcut, icon, className = "", ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      {...props}
      aria-label={label}
      data-tip={label}
      data-tip-key={shortcut}
      className={`${ICON_BUTTON} ${className}`}
    >
      {icon}
    </button>
  );
}
