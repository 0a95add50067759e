import { useTranslations } from "next-intl";
import { TextButton } from "@/app/_ui/text-button";

/** Notice of an unsaved draft, with a button to continue editing it. */
export function DraftKept({ onGoOn }: { onGoOn(): void }) {
  const t = useTranslations();
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-2 border-line border-t text-small">
      <span className="text-muted">{t("notes.draftKept")}</span>
      <TextButton onClick={onGoOn}>{t("notes.goOnWriting")}</TextButton>
    </div>
  );
}
