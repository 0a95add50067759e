"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/app/_ui/button";

const SMALL = "min-h-9! px-3! text-small pointer-coarse:min-h-11!";

interface AreaToolsProps {
  /** Whether the area is for a note that is being reattached. */
  isAttaching: boolean;
  onDone(): void;
  onCancel(): void;
}

/** Buttons that finish marking an area. */
export function AreaTools({ isAttaching, onDone, onCancel }: AreaToolsProps) {
  const t = useTranslations();
  const hint = useId();
  return (
    <div
      role="toolbar"
      aria-label={t("areas.tools")}
      aria-describedby={hint}
      className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2"
    >
      <p id={hint} className="min-w-48 flex-1 text-muted text-small">
        {t("areas.hint")}
      </p>
      <Button className={SMALL} onClick={onDone}>
        {t(isAttaching ? "areas.attach" : "areas.add")}
      </Button>
      <Button variant="quiet" className={SMALL} onClick={onCancel}>
        {t("areas.cancel")}
      </Button>
    </div>
  );
}
