"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, RefObject } from "react";
import { SideSheet } from "@/app/_ui/side-sheet";
import { OutlineHere } from "./reading-place";

interface OutlineDialogProps extends Omit<ComponentProps<typeof OutlineHere>, "onChoose"> {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Receives the focus when the sheet closes. */
  opener: RefObject<HTMLElement | null>;
}

/** The outline in a side sheet. */
export function OutlineDialog({ open, onOpenChange, opener, ...props }: OutlineDialogProps) {
  const t = useTranslations();
  return (
    <SideSheet open={open} onOpenChange={onOpenChange} title={t("reader.outline")} opener={opener} narrow>
      <OutlineHere {...props} onChoose={() => onOpenChange(false)} />
    </SideSheet>
  );
}
