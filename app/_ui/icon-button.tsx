import type { ComponentProps, ReactNode } from "react";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** What it does: its name for assistive technology, and its tool tip. */
  label: string;
  /** The key that does the same, shown in the tool tip. */
  shortcut?: string;
  icon: ReactNode;
}

/** How a square button of 44 px with an icon looks. */
export const ICON_BUTTON =
  "inline-grid size-11 shrink-0 cursor-pointer place-items-center rounded text-muted hover:bg-accent-soft hover:text-ink disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default aria-disabled:opacity-50";

/** A square button of 44 px with an icon, a name and a tool tip, which `Tips` shows. */
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
