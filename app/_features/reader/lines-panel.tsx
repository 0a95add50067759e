"use client";

import { Maximize2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useEffect, useMemo, useRef, useState } from "react";
import { Lines, lineKey } from "@/app/_features/search";
import { IconButton } from "@/app/_ui/icon-button";

interface LinesPanelProps extends Omit<ComponentProps<typeof Lines>, "showReport" | "current"> {
  /** Whether the panel leaves the upper part of the window free for the text that contains the open line. */
  isDocked: boolean;
  /** Expands the panel, so that it covers the text again. */
  onEnlarge(): void;
  onClose(): void;
}

/** The concordance. At first, it covers the text. When a line is opened, it moves below the text. */
export function LinesPanel({ hits, isDocked, onEnlarge, onClose, onOpen, ...props }: LinesPanelProps) {
  const t = useTranslations();
  const panel = useRef<HTMLElement>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const inOrder = useMemo(() => hits.toSorted((a, b) => a.start - b.start), [hits]);
  // The panel covers the focused element, so it takes the focus, unless the focus is in the search box. If a line is
  // already open, the focus stays in the text.
  useEffect(() => {
    if (!isDocked && !document.activeElement?.closest("search")) panel.current?.focus();
  }, [isDocked]);
  useEffect(() => {
    if (isDocked && opened) panel.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [isDocked, opened]);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={t("search.concordance.label")}
      className={`fixed inset-x-0 bottom-0 z-20 scroll-pt-16 overflow-y-auto bg-paper px-3 pb-3 outline-none md:left-(--spacing-side) md:border-line md:border-l md:px-6 print:hidden ${
        isDocked ? "top-[60dvh] border-line border-t shadow-lg" : "top-header"
      }`}
    >
      <div className="sticky top-0 z-10 flex items-center justify-between bg-paper pt-3 pl-3">
        <h1 className="font-semibold text-prose">{t("search.concordance.label")}</h1>
        <span className="flex">
          {isDocked && (
            <IconButton
              label={t("search.enlargeLines")}
              icon={<Maximize2 size={18} aria-hidden />}
              onClick={onEnlarge}
            />
          )}
          <IconButton
            label={t("search.closeLines")}
            shortcut="Esc"
            icon={<X size={20} aria-hidden />}
            onClick={onClose}
          />
        </span>
      </div>
      <Lines
        hits={inOrder}
        showReport={false}
        current={isDocked ? opened : null}
        onOpen={(line) => {
          setOpened(lineKey(line));
          onOpen?.(line);
        }}
        {...props}
      />
    </section>
  );
}
