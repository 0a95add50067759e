"use client";

import { Tabs } from "@base-ui/react/tabs";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Markdown } from "@/app/_ui/markdown";

const TAB =
  "min-h-8 cursor-pointer rounded-t border-transparent border-b-2 px-3 text-muted text-small hover:text-ink data-active:border-accent data-active:text-ink pointer-coarse:min-h-11";

interface NoteTabsProps {
  /** The text in the editor, as Markdown. */
  text: string;
  /** The editor. */
  children: ReactNode;
}

/** Tabs for editing and previewing a note. */
export function NoteTabs({ text, children }: NoteTabsProps) {
  const t = useTranslations();
  const [side, setSide] = useState("write");
  return (
    <Tabs.Root value={side} onValueChange={setSide}>
      <Tabs.List className="mb-1 flex">
        <Tabs.Tab value="write" className={TAB}>
          {t("notes.writeTab")}
        </Tabs.Tab>
        <Tabs.Tab value="preview" className={TAB}>
          {t("notes.previewTab")}
        </Tabs.Tab>
      </Tabs.List>
      {/* Kept mounted, to preserve the caret and the undo history. */}
      <Tabs.Panel value="write" keepMounted tabIndex={-1} className="relative">
        {children}
      </Tabs.Panel>
      <Tabs.Panel
        value="preview"
        className="max-h-96 min-h-24 overflow-y-auto rounded border border-line border-dashed p-2"
      >
        {text.trim() === "" ? (
          <p className="text-muted text-small">{t("notes.previewEmpty")}</p>
        ) : (
          <Markdown>{text}</Markdown>
        )}
      </Tabs.Panel>
    </Tabs.Root>
  );
}
