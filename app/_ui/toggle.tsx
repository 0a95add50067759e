"use client";

import { Switch } from "@base-ui/react/switch";

interface ToggleProps {
  checked: boolean;
  onChange(checked: boolean): void;
  /** Ids of the elements that name it and say more. */
  labelledBy: string;
  describedBy?: string;
}

/** A switch between on and off. */
export function Toggle({ checked, onChange, labelledBy, describedBy }: ToggleProps) {
  return (
    <Switch.Root
      checked={checked}
      onCheckedChange={onChange}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      // 44 px for a finger, of which 24 are seen.
      className="relative h-6 w-10 shrink-0 cursor-pointer rounded-full bg-control before:absolute before:-inset-x-1 before:-inset-y-2.5 data-checked:bg-accent"
    >
      <Switch.Thumb className="absolute top-1 left-1 size-4 rounded-full bg-paper data-checked:left-5" />
    </Switch.Root>
  );
}
