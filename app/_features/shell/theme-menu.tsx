"use client";

import { Popover } from "@base-ui/react/popover";
import { SunMoon } from "lucide-react";
import { words } from "@/app/_messages/en";
import { IconButton } from "@/app/_ui/icon-button";
import { ThemeChoice } from "./theme-choice";

/** Chooses how the app looks. A phone has no room for it in the header: there it is in the account menu. */
export function ThemeMenu() {
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <IconButton label={words.theme.label} icon={<SunMoon size={20} aria-hidden />} className="max-md:hidden" />
        }
      />
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={4} className="z-50">
          <Popover.Popup
            aria-label={words.theme.label}
            className="min-w-56 rounded-md border border-line bg-raised py-2 text-ink shadow-lg outline-none"
          >
            <ThemeChoice />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
