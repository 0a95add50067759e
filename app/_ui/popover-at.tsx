"use client";

import { Popover } from "@base-ui/react/popover";
import type { ReactNode, RefObject } from "react";

interface PopoverAtProps extends Pick<Popover.Positioner.Props, "align" | "side" | "sideOffset" | "collisionPadding"> {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** The button that opens it, beside which it stands. It does not belong to the popover, whose code may be loaded only then. */
  trigger: RefObject<HTMLElement | null>;
  /** Its name, where it has no title. */
  label?: string;
  className: string;
  children: ReactNode;
}

/** A popover beside a button that was on the page before it. */
export function PopoverAt({ open, onOpenChange, trigger, label, className, children, ...place }: PopoverAtProps) {
  return (
    <Popover.Root
      open={open}
      onOpenChange={(isOpen, { event }) => {
        // The button closes it by itself.
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
