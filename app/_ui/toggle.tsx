"use client";

import { Switch } from "@base-ui/react/switch";

interface ToggleProps {
  checked: boolean;
  onChange(checked: boolean): void;
  /** Ids of the label and the description. */
  labelledBy: string;
  describedBy?: string;
}

/** An on/off switch. */
export function Toggle({ checked, onChange, labelledBy, describedBy }: ToggleProps) {
  return (
    <Switch.Root
      checked={checked}
      onCheckedChange={onChange}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      // The touch target is 44 px tall, although the visible part is only 24 px tall.
      className="relative h-6 w-10 shrink-0 cursor-pointer rounded-full bg-control before:absolute before:-inset-x-1 before:-inset-y-2.5 data-checked:bg-accent"
    >
      <Switch.Thumb className="absolute top-1 left-1 size-4 rounded-full bg-paper data-checked:left-5" />
    </Switch.Root>
  );
}
