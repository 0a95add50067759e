"use client";

import { List } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useRef, useState } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import { onOpening } from "@/app/_ui/on-demand";
import type { OutlineHere } from "./reading-place";

const OutlineDialog = onOpening(() => import("./outline-dialog").then((module) => module.OutlineDialog));

/** The outline in a sheet, for screens without room for it beside the text. */
export function OutlineSheet(props: Omit<ComponentProps<typeof OutlineHere>, "onChoose">) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={opener}
        label={t("reader.openOutline")}
        icon={<List size={20} aria-hidden />}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className="md:hidden"
      />
      <OutlineDialog {...props} open={open} onOpenChange={setOpen} opener={opener} />
    </>
  );
}
