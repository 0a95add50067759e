"use client";

import { SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import { onOpening } from "@/app/_ui/on-demand";

const ThemePopover = onOpening(() => import("./theme-popover").then((module) => module.ThemePopover));

/** Button for the theme. Phones have no room for it in the header and show it in the account menu instead. */
export function ThemeMenu() {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={trigger}
        label={t("theme.label")}
        icon={<SunMoon size={20} aria-hidden />}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="max-md:hidden"
      />
      <ThemePopover open={open} onOpenChange={setOpen} trigger={trigger} />
    </>
  );
}
