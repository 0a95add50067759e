import { ListPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { CollectDialog } from "@/app/_features/collections";
import { Button } from "@/app/_ui/button";
import { TextButton } from "@/app/_ui/text-button";

interface PickingBarProps {
  /** Ids of the selected highlights. */
  picked: readonly string[];
  onEnd(): void;
}

/** Actions for the selected highlights. Fixed at the bottom of the window, so that it is visible in a long list. */
export function PickingBar({ picked, onEnd }: PickingBarProps) {
  const t = useTranslations();
  const [collecting, setCollecting] = useState<readonly string[] | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <div className="sticky bottom-4 z-20 mt-4 flex flex-wrap items-center gap-x-3 rounded-md border border-control bg-raised px-4 py-2 shadow-lg print:hidden">
      <p role="status" className="mr-auto">
        {t("collections.pick.chosen", { count: picked.length })}
      </p>
      <TextButton onClick={onEnd}>{t("collections.pick.end")}</TextButton>
      <Button
        ref={opener}
        aria-disabled={picked.length === 0 || undefined}
        onClick={() => picked.length > 0 && setCollecting(picked)}
        variant="primary"
      >
        <ListPlus size={18} aria-hidden />
        {t("collections.collectShort")}
      </Button>
      <CollectDialog highlights={collecting} opener={opener} onClose={() => setCollecting(null)} />
    </div>
  );
}
