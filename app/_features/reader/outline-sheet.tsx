"use client";

import { Dialog } from "@base-ui/react/dialog";
import { List } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { words } from "@/app/_messages/en";
import { closeButton } from "@/app/_ui/close-button";
import { IconButton } from "@/app/_ui/icon-button";
import { OutlineHere } from "./reading-place";

/** The outline as a sheet, where the screen has no room for it beside the text. */
export function OutlineSheet(props: Omit<ComponentProps<typeof OutlineHere>, "onChoose">) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        render={
          <IconButton label={words.reader.openOutline} icon={<List size={20} aria-hidden />} className="md:hidden" />
        }
      />
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim md:hidden" />
        <Dialog.Popup className="fixed inset-y-0 right-0 z-50 w-80 max-w-[calc(100vw-3rem)] overflow-y-auto border-line border-l bg-paper p-3 text-ink outline-none md:hidden">
          <div className="flex items-center justify-between pl-3">
            <Dialog.Title className="font-semibold">{words.reader.outline}</Dialog.Title>
            <Dialog.Close {...closeButton} />
          </div>
          <OutlineHere {...props} onChoose={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
