"use client";

import { Tooltip } from "@base-ui/react/tooltip";
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

/** A square button of 44 px with an icon, a name and a tool tip. */
export function IconButton({ label, shortcut, icon, className = "", ...props }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger {...props} aria-label={label} className={`${ICON_BUTTON} ${className}`}>
        {icon}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={4} className="z-50">
          <Tooltip.Popup className="rounded bg-ink px-2 py-1 text-paper text-small">
            {label}
            {shortcut && <kbd className="ms-2 font-sans opacity-80">{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
