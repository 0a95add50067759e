"use client";

import { Popover } from "@base-ui/react/popover";
import type { ReactNode, RefObject } from "react";

interface PopoverAtProps extends Pick<Popover.Positioner.Props, "align" | "side" | "sideOffset" | "collisionPadding"> {
  open: boolean;
  onOpenChange(open: boolean): void;
  /**
   * The button that opens and anchors the popover. It isn't a `Popover.Trigger`, because the popover's code may only be
   * loaded on the first click.
   */
  trigger: RefObject<HTMLElement | null>;
  /** The accessible name if there is no title. */
  label?: string;
  className: string;
  children: ReactNode;
}

/** A popover anchored to a button that exists before the popover is loaded. */
export function PopoverAt({ open, onOpenChange, trigger, label, className, children, ...place }: PopoverAtProps) {
  return (
    <Popover.Root
      open={open}
      onOpenChange={(isOpen, { event }) => {
        // Don't close the popover for a click on the button, which toggles it anyway.
        const to = "relatedTarget" in event && event.relatedTarget ? event.relatedTarget : event.target;
        if (!isOpen && event.type !== "keydown" && to instanceof Node && trigger.current?.contains(to)) return;
        onOpenChange(isOpen);
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={trigger} sideOffset={4} className="z-50" {...place}>
          <Popover.Popup aria-label={label} finalFocus={trigger} className={className}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
