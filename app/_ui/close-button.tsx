import { X } from "lucide-react";
import type { Translate } from "@/app/_messages/translate";
import { ICON_BUTTON } from "./icon-button";

/**
 * Props of a dialog's or popover's close button: `<Dialog.Close {...closeButton(t)} />`. It has no tooltip, because it
 * receives the initial focus, and Escape would close the tooltip instead of the dialog.
 */
export function closeButton(t: Translate) {
  return {
    "aria-label": t("app.close"),
    className: `${ICON_BUTTON} -mr-2`,
    children: <X size={20} aria-hidden />,
  };
}
