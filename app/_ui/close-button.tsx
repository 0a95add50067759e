import { X } from "lucide-react";
import type { Translate } from "@/app/_messages/translate";
import { ICON_BUTTON } from "./icon-button";

/**
 * What a dialog's or popover's close button is made of: `<Dialog.Close {...closeButton(t)} />`. It has no tool tip, since it
 * is the first thing focused and Escape would close the tip instead of the dialog.
 */
export function closeButton(t: Translate) {
  return {
    "aria-label": t("app.close"),
    className: `${ICON_BUTTON} -mr-2`,
    children: <X size={20} aria-hidden />,
  };
}
