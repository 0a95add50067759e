"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useId } from "react";
import { Button } from "@/app/_ui/button";
import { REGION_KINDS } from "@/lib/report-import/corrections/schemas";

type RegionKind = (typeof REGION_KINDS)[number];

const SMALL = "min-h-9! px-3! text-small pointer-coarse:min-h-11!";

interface RegionToolsProps {
  isMarking: boolean;
  isBusy: boolean;
  /** The button that starts marking. It receives the focus afterwards. */
  button: RefObject<HTMLButtonElement | null>;
  onStart(): void;
  onCancel(): void;
  onChoose(as: RegionKind): void;
}

/** Buttons that mark a region of a page, and say what it is. */
export function RegionTools({ isMarking, isBusy, button, onStart, onCancel, onChoose }: RegionToolsProps) {
  const t = useTranslations();
  const ids = useId();
  if (!isMarking) {
    return (
      <div className="px-3 py-2">
        <Button ref={button} className={SMALL} onClick={onStart}>
          {t("add.region.start")}
        </Button>
      </div>
    );
  }
  return (
    <div
      role="toolbar"
      aria-label={t("add.region.tools")}
      aria-describedby={`${ids}-hint`}
      className="px-3 py-2"
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      <p id={`${ids}-hint`} className="mb-2 text-muted text-small">
        {t("add.region.hint")}
      </p>
      <div className="flex flex-wrap gap-2">
        {REGION_KINDS.map((kind) => (
          <Button
            key={kind}
            className={SMALL}
            aria-disabled={isBusy || undefined}
            onClick={() => !isBusy && onChoose(kind)}
          >
            {t(`add.region.as.${kind}`)}
          </Button>
        ))}
        <Button variant="quiet" className={SMALL} onClick={onCancel}>
          {t("add.region.cancel")}
        </Button>
      </div>
    </div>
  );
}
