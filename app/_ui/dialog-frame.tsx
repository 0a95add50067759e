import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";

const WIDTHS = { md: "w-md", lg: "w-lg", "2xl": "w-2xl", "3xl": "w-3xl" } as const;

interface DialogFrameProps extends Pick<Dialog.Popup.Props, "initialFocus" | "finalFocus"> {
  /** Maximum width of the dialog. */
  width?: keyof typeof WIDTHS;
  children: ReactNode;
}

/** The centred popup of a `Dialog.Root`, with a backdrop that dims the page. */
export function DialogFrame({ width = "md", children, ...focus }: DialogFrameProps) {
  return (
    <Dialog.Portal>
      <Dialog.Backdrop className="fixed inset-0 z-50 bg-scrim" />
      <Dialog.Popup
        {...focus}
        className={`fixed top-1/2 left-1/2 z-50 max-h-[85dvh] ${WIDTHS[width]} max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-lg border border-line bg-raised p-6 text-ink shadow-xl outline-none max-md:p-4`}
      >
        {children}
      </Dialog.Popup>
    </Dialog.Portal>
  );
}
