"use client";

import { X } from "lucide-react";
import { type ComponentProps, useEffect, useMemo, useRef } from "react";
import { IconButton } from "@/app/ui/icon-button";
import { Lines } from "@/app/ui/lines";
import { words } from "@/app/words/en";

interface LinesPanelProps extends Omit<ComponentProps<typeof Lines>, "showReport"> {
  onClose(): void;
}

/** Every occurrence of what was searched for, one a line, over the text until it is closed. */
export function LinesPanel({ hits, onClose, ...props }: LinesPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const inOrder = useMemo(() => hits.toSorted((a, b) => a.start - b.start), [hits]);
  // It covers what had the focus, unless that is the search box.
  useEffect(() => {
    if (!document.activeElement?.closest("search")) panel.current?.focus();
  }, []);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={words.search.concordance.label}
      className="fixed inset-x-0 top-header bottom-0 z-20 overflow-y-auto bg-paper p-3 outline-none md:left-(--spacing-side) md:border-line md:border-l md:px-6 print:hidden"
    >
      <div className="flex items-center justify-between pl-3">
        <h1 className="font-semibold text-prose">{words.search.concordance.label}</h1>
        <IconButton
          label={words.search.closeLines}
          shortcut="Esc"
          icon={<X size={20} aria-hidden />}
          onClick={onClose}
        />
      </div>
      <Lines hits={inOrder} showReport={false} {...props} />
    </section>
  );
}
