"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { PopoverAt } from "@/app/_ui/popover-at";
import { ThemeChoice } from "./theme-choice";

/** Popover for the theme. */
export function ThemePopover(popover: Pick<ComponentProps<typeof PopoverAt>, "open" | "onOpenChange" | "trigger">) {
  const t = useTranslations();
  return (
    <PopoverAt
      {...popover}
      align="end"
      label={t("theme.label")}
      className="min-w-56 rounded-md border border-line bg-raised py-2 text-ink shadow-lg outline-none"
    >
      <ThemeChoice />
    </PopoverAt>
  );
}
