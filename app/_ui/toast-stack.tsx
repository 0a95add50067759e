"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ICON_BUTTON } from "./icon-button";

const manager = Toast.createToastManager();

export interface Message {
  title: string;
  description?: string;
  /** A button to show in the toast. */
  action?: { label: string; onClick(): void };
  /** Whether the toast stays until the user dismisses it. Used for unsaved changes, which must not be overlooked. */
  stays?: boolean;
}

interface ToastStackProps {
  /** Whether the page already has a toast stack. */
  open: boolean;
  /**
   * Receives the function that shows toasts, and uses it to show pending ones.
   * @returns a function that unregisters it
   */
  onReady(show: (message: Message) => () => void): () => void;
}

/** The stack of toasts. */
export function ToastStack({ onReady }: ToastStackProps) {
  return (
    <Toast.Provider toastManager={manager} timeout={8_000}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-60 mx-auto flex w-md max-w-[calc(100vw-2rem)] flex-col gap-2 max-md:bottom-20 print:hidden">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
      {/* Comes last, so that the provider has been set up by the time this runs. */}
      <Ready onReady={onReady} />
    </Toast.Provider>
  );
}

function Ready({ onReady }: Pick<ToastStackProps, "onReady">) {
  useEffect(() => {
    // The provider's effects run after those of its children, so wait for them.
    let end = () => {};
    const later = setTimeout(() => {
      end = onReady(show);
    });
    return () => {
      clearTimeout(later);
      end();
    };
  }, [onReady]);
  return null;
}

function show({ title, description, action, stays }: Message): () => void {
  const id = manager.add({
    title,
    description,
    timeout: stays ? 0 : undefined,
    actionProps: action && {
      children: action.label,
      onClick: () => {
        manager.close(id);
        action.onClick();
      },
    },
  });
  return () => manager.close(id);
}

function List() {
  const t = useTranslations();
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      // Although a toast has the dialog role, the page's shortcuts stay enabled.
      data-keys
      className="flex items-center gap-2 rounded-md border border-control bg-raised py-1 pr-1 pl-4 text-ink shadow-lg"
    >
      <Toast.Content className="min-w-0 flex-1 py-2">
        <Toast.Title className="font-medium" />
        <Toast.Description className="text-muted text-small" />
      </Toast.Content>
      <Toast.Action className="min-h-11 shrink-0 cursor-pointer rounded px-3 font-medium text-accent hover:bg-accent-soft" />
      <Toast.Close aria-label={t("app.close")} className={ICON_BUTTON}>
        <X size={18} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}
