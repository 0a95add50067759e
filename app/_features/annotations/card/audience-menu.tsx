"use client";

import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { AudienceIcon, audienceKey, useAudiences } from "@/app/_features/notes";
import type { Audience } from "@/lib/annotations/rules";

interface AudienceMenuProps {
  /** Label that says what the audience applies to. */
  label: string;
  /** The keyboard shortcut for choosing another audience, shown in the tooltip. */
  shortcut?: string;
  audience: Audience;
  onChoose(audience: Audience): void;
}

/** Button that shows the audience and opens a menu to change it. The text selection is kept. */
export function AudienceMenu({ label, shortcut, audience, onChoose }: AudienceMenuProps) {
  const { choices, nameOf } = useAudiences();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        title={shortcut === undefined ? label : `${label} (${shortcut})`}
        onMouseDown={(event) => event.preventDefault()}
        className="inline-flex min-h-11 min-w-0 cursor-pointer items-center gap-1.5 rounded px-2 text-muted text-small hover:bg-accent-soft hover:text-ink data-popup-open:bg-accent-soft"
      >
        <AudienceIcon visibility={audience.visibility} size={16} />
        <span className="sr-only">{`${label}: `}</span>
        {/* Announced when a keyboard shortcut changes the audience. */}
        <span aria-live="polite" className="max-w-40 truncate">
          {nameOf(audience)}
        </span>
        <ChevronDown size={14} aria-hidden className="shrink-0" />
      </Menu.Trigger>
      {/* A portal is outside all landmarks, so this one is a landmark of its own, to which screen reader users can
          navigate. */}
      <Menu.Portal render={<section aria-label={label} />}>
        <Menu.Positioner align="start" sideOffset={4} collisionPadding={8} className="z-60">
          <Menu.Popup
            aria-label={label}
            onMouseDown={(event) => event.preventDefault()}
            className="min-w-48 max-w-[calc(100vw-1rem)] rounded-md border border-line bg-raised py-1 text-ink shadow-lg outline-none"
          >
            <Menu.RadioGroup
              value={audienceKey(audience)}
              onValueChange={(value) => {
                const chosen = choices.find((choice) => audienceKey(choice) === value);
                if (chosen) onChoose(chosen);
              }}
            >
              {choices.map((choice) => (
                <Menu.RadioItem
                  key={audienceKey(choice)}
                  value={audienceKey(choice)}
                  closeOnClick
                  className="flex min-h-11 cursor-pointer items-center gap-2 px-3 outline-none data-highlighted:bg-accent-soft"
                >
                  <AudienceIcon visibility={choice.visibility} size={16} />
                  <span className="flex-1 wrap-anywhere">{nameOf(choice)}</span>
                  <span className="grid size-4 shrink-0 place-items-center">
                    <Menu.RadioItemIndicator>
                      <Check size={16} aria-hidden />
                    </Menu.RadioItemIndicator>
                  </span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
