import { X } from "lucide-react";
import { words } from "@/app/_messages/en";
import { ICON_BUTTON } from "./icon-button";

/**
 * What a dialog's or popover's close button is made of: `<Dialog.Close {...closeButton} />`. It has no tool tip, since it
 * is the first thing focused and Escape would close the tip instead of the dialog.
 */
export const closeButton = {
  "aria-label": words.close,
  className: `${ICON_BUTTON} -mr-2`,
  children: <X size={20} aria-hidden />,
};
