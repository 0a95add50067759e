"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Lock, Users } from "lucide-react";
import { words } from "@/app/words/en";
import type { Visibility } from "@/lib/annotations/schemas";

const CHOICES = [
  { value: "private", Icon: Lock },
  { value: "team", Icon: Users },
] as const;

interface VisibilityChoiceProps {
  /** Who sees it now. */
  visibility: Visibility;
  onChoose(visibility: "private" | "team"): void;
}

/** Who sees a highlight and its note, and a choice of it. */
export function VisibilityChoice({ visibility, onChoose }: VisibilityChoiceProps) {
  return (
    <RadioGroup
      aria-label={words.notes.seenBy}
      value={visibility}
      onValueChange={(value) => onChoose(value === "private" ? "private" : "team")}
      className="mt-2 mb-1.5 flex w-fit rounded border border-control text-small"
    >
      {CHOICES.map(({ value, Icon }) => (
        <Radio.Root
          key={value}
          value={value}
          aria-label={words.notes.visibility[value]}
          className="inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-sm px-3 text-muted hover:text-ink data-checked:bg-accent data-checked:text-paper pointer-coarse:min-h-11"
        >
          <Icon size={14} aria-hidden />
          {words.notes.visibility[value]}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
