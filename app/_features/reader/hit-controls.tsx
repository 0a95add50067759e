"use client";

import { ChevronDown, ChevronUp, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "@/app/_ui/icon-button";

interface HitControlsProps {
  total: number;
  /** Index of the open hit in the list; -1 if none is open. */
  position: number;
  /** Shown before the count. */
  children?: ReactNode;
  onStep(by: 1 | -1): void;
  onClose(): void;
}

/** The number of the open hit, with buttons for going to the previous and next hits. */
export function HitControls({ total, position, children, onStep, onClose }: HitControlsProps) {
  const t = useTranslations();
  return (
    <div className="flex items-center gap-1">
      {children}
      <p className="min-w-0 flex-1 whitespace-nowrap px-3 text-muted text-small tabular-nums">
        {position < 0 ? t("search.total", { count: total }) : t("search.position", { count: position + 1, total })}
      </p>
      {total > 0 && (
        <>
          <IconButton
            label={t("search.previous")}
            shortcut="N"
            icon={<ChevronUp size={20} aria-hidden />}
            onClick={() => onStep(-1)}
          />
          <IconButton
            label={t("search.next")}
            shortcut="n"
            icon={<ChevronDown size={20} aria-hidden />}
            onClick={() => onStep(1)}
          />
        </>
      )}
      <IconButton label={t("search.close")} shortcut="Esc" icon={<X size={20} aria-hidden />} onClick={onClose} />
    </div>
  );
}

/** Returns to the reading position before the first hit was opened. */
export function BackButton({ onBack, short = false }: { onBack(): void; short?: boolean }) {
  const t = useTranslations();
  return (
    <button
      type="button"
      onClick={onBack}
      aria-label={t("search.back")}
      className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded px-3 text-accent hover:bg-accent-soft"
    >
      <Undo2 size={16} aria-hidden />
      {short ? t("search.backShort") : t("search.back")}
    </button>
  );
}
