import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { RECOGNITIONS, type Recognition } from "@/lib/report-import/recognition";

interface RecognitionChoiceProps {
  /** How the pages were read. */
  current: Recognition;
  /** The choices to offer; by default, all. */
  choices?: readonly Recognition[];
  isBusy: boolean;
  onChoose(recognize: Recognition): void;
}

/** Buttons that read a PDF again, using its text or the images of its pages. */
export function RecognitionChoice({ current, choices = RECOGNITIONS, isBusy, onChoose }: RecognitionChoiceProps) {
  const t = useTranslations();
  return (
    <div className="mt-3 flex flex-wrap gap-3">
      {choices
        .filter((choice) => choice !== current)
        .map((choice) => (
          <Button key={choice} aria-disabled={isBusy || undefined} onClick={() => !isBusy && onChoose(choice)}>
            {t(`add.recognize.choose.${choice}`)}
          </Button>
        ))}
    </div>
  );
}
