"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useTranslations } from "next-intl";
import { AudienceIcon, audienceKey, useAudiences } from "@/app/_features/notes";
import type { Audience } from "@/lib/annotations/rules";

interface VisibilityChoiceProps {
  /** The current audience. */
  audience: Audience;
  onChoose(audience: Audience): void;
}

/** Radio buttons for the audience of a highlight and its note. */
export function VisibilityChoice({ audience, onChoose }: VisibilityChoiceProps) {
  const t = useTranslations();
  const { choices, nameOf } = useAudiences();
  return (
    <RadioGroup
      aria-label={t("notes.seenBy")}
      value={audienceKey(audience)}
      onValueChange={(value) => {
        const chosen = choices.find((choice) => audienceKey(choice) === value);
        if (chosen) onChoose(chosen);
      }}
      className="mt-2 mb-1.5 flex w-fit max-w-full flex-wrap rounded border border-control text-small"
    >
      {choices.map((choice) => (
        <Radio.Root
          key={audienceKey(choice)}
          value={audienceKey(choice)}
          aria-label={nameOf(choice)}
          className="inline-flex min-h-8 min-w-0 cursor-pointer items-center gap-1.5 rounded-sm px-3 text-muted wrap-anywhere hover:text-ink data-checked:bg-accent data-checked:text-paper pointer-coarse:min-h-11"
        >
          <AudienceIcon visibility={choice.visibility} />
          {nameOf(choice)}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
