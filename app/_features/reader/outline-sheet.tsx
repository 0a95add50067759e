"use client";

import { List } from "lucide-react";
import { type ComponentProps, useRef, useState } from "react";
import { words } from "@/app/_messages/en";
import { IconButton } from "@/app/_ui/icon-button";
import { onOpening } from "@/app/_ui/on-demand";
import type { OutlineHere } from "./reading-place";

const OutlineDialog = onOpening(() => import("./outline-dialog").then((module) => module.OutlineDialog));

/** The outline as a sheet, where the screen has no room for it beside the text. */
export function OutlineSheet(props: Omit<ComponentProps<typeof OutlineHere>, "onChoose">) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={opener}
        label={words.reader.openOutline}
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
