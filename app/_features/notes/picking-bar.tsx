import { CircleCheck, ListPlus, Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { CollectDialog } from "@/app/_features/collections";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { PopoverAt } from "@/app/_ui/popover-at";
import { TextButton } from "@/app/_ui/text-button";
import { MAX_TAG } from "@/lib/annotations/highlights/tags";
import type { HighlightView } from "@/lib/annotations/schemas";
import { MAX_PICKED_EXPORT } from "@/lib/exchange/formats";
import { ExportMenu } from "./export-menu";
import { ALL_NOTES } from "./notes-in-address";
import { useBulk } from "./use-bulk";

interface PickingBarProps {
  /** Email of the signed-in user. */
  email: string;
  /** The selected highlights, in order of selection. */
  picked: readonly HighlightView[];
  /** Selects all listed highlights. */
  onAll(): void;
  onEnd(): void;
}

/** Actions for the selected highlights. Fixed at the bottom of the window, so that it is visible in a long list. */
export function PickingBar({ email, picked, onAll, onEnd }: PickingBarProps) {
  const t = useTranslations();
  const bulk = useBulk(email);
  const [collecting, setCollecting] = useState<readonly string[] | null>(null);
  const [isTagging, setTagging] = useState(false);
  const collect = useRef<HTMLButtonElement>(null);
  const tagger = useRef<HTMLButtonElement>(null);
  const ids = picked.map(({ id }) => id);
  const isEmpty = picked.length === 0;
  const tag = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (bulk.tag(picked, String(new FormData(event.currentTarget).get("tag")))) setTagging(false);
  };
  return (
    <section
      aria-label={t("allNotes.bulk.label")}
      className="sticky bottom-4 z-20 mt-4 flex flex-wrap items-center gap-2 rounded-md border border-control bg-raised px-4 py-2 shadow-lg print:hidden"
    >
      <p role="status" className="mr-auto">
        {t("collections.pick.chosen", { count: picked.length })}
      </p>
      <TextButton onClick={onAll}>{t("allNotes.bulk.all")}</TextButton>
      <TextButton onClick={onEnd}>{t("collections.pick.end")}</TextButton>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          ref={tagger}
          aria-disabled={isEmpty || undefined}
          aria-haspopup="dialog"
          aria-expanded={isTagging}
          onClick={() => !isEmpty && setTagging(!isTagging)}
        >
          <Tag size={18} aria-hidden />
          {t("notes.tags.add")}
        </Button>
        <PopoverAt
          open={isTagging}
          onOpenChange={setTagging}
          trigger={tagger}
          label={t("notes.tags.add")}
          side="top"
          className="w-72 max-w-[calc(100vw-1rem)] rounded-md border border-line bg-raised p-4 text-ink shadow-lg outline-none"
        >
          <form onSubmit={tag}>
            <Field label={t("allNotes.bulk.tag")} name="tag" autoComplete="off" required maxLength={MAX_TAG} />
            <Button type="submit" variant="primary" className="mt-3">
              {t("notes.tags.add")}
            </Button>
          </form>
        </PopoverAt>
        <Button aria-disabled={isEmpty || undefined} onClick={() => !isEmpty && bulk.resolve(picked)}>
          <CircleCheck size={18} aria-hidden />
          {t("notes.thread.resolve")}
        </Button>
        <Button ref={collect} aria-disabled={isEmpty || undefined} onClick={() => !isEmpty && setCollecting(ids)}>
          <ListPlus size={18} aria-hidden />
          {t("collections.collectShort")}
        </Button>
        {!isEmpty && picked.length <= MAX_PICKED_EXPORT && (
          <ExportMenu asked={ALL_NOTES} ids={ids} total={picked.length} />
        )}
      </div>
      <CollectDialog highlights={collecting} opener={collect} onClose={() => setCollecting(null)} />
    </section>
  );
}
