"use client";

import { Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import { onOpening } from "@/app/_ui/on-demand";
import { useKeys } from "@/app/_ui/use-keys";

const KeysList = onOpening(() => import("./keys-list").then((module) => module.KeysList));

/**
 * The list of keyboard shortcuts, opened with a button or the key "?".
 *
 * @param hasSearch whether the page has a search box, and thus the search syntax help
 * @param mayMark whether the user can highlight text; shortcuts that do nothing for readers are hidden
 */
export function KeysDialog({ hasSearch, mayMark }: { hasSearch: boolean; mayMark: boolean }) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLElement>(null);
  const show = (from: HTMLElement | null) => {
    opener.current = from;
    setOpen(true);
  };
  useKeys({ "?": () => show(null) });
  return (
    <>
      <IconButton
        label={t("keys.label")}
        shortcut="?"
        icon={<Keyboard size={20} aria-hidden />}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={({ currentTarget }) => show(currentTarget)}
        className="max-md:hidden"
      />
      <KeysList {...{ hasSearch, mayMark, open, opener }} onOpenChange={setOpen} />
    </>
  );
}
