"use client";

import { Tag, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef, useState } from "react";
import { explain } from "@/app/_features/request";
import { tryPersist } from "@/app/_features/sync";
import { showToast } from "@/app/_ui/toasts";
import { readTags } from "@/lib/annotations/highlights/tags";
import { useActions } from "../state/context";
import type { PlacedHighlight } from "../state/state";
import { TagInput } from "./tag-input";

interface TagsProps {
  highlight: PlacedHighlight;
  /** Whether the highlight's card is open, which allows editing the tags. */
  isOpen: boolean;
}

/** A highlight's tags, in its card. */
export function Tags({ highlight, isOpen }: TagsProps) {
  const t = useTranslations();
  const { setTags } = useActions();
  const { tags } = highlight;
  const [isAdding, setAdding] = useState(false);
  const adder = useRef<HTMLButtonElement>(null);
  const mayChange = isOpen && highlight.may.edit;

  // The element that had the focus has been removed: the text box, or the button of a removed tag.
  const before = useRef({ isAdding, count: tags.length });
  useLayoutEffect(() => {
    const isLess = (before.current.isAdding && !isAdding) || tags.length < before.current.count;
    before.current = { isAdding, count: tags.length };
    if (isLess && document.activeElement === document.body) adder.current?.focus({ preventScroll: true });
  }, [isAdding, tags.length]);

  /** @returns whether it succeeded */
  const save = (next: readonly string[]): boolean => {
    const read = readTags(next);
    if (Array.isArray(read)) return tryPersist(t, () => setTags(highlight, read));
    showToast({ title: explain(t, read) });
    return false;
  };

  if (tags.length === 0 && !mayChange) return null;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-1.5 text-small">
      {tags.length > 0 && (
        <ul aria-label={t("notes.tags.label")} className="contents">
          {tags.map((tag) => (
            <li
              key={tag}
              className="inline-flex min-h-6 max-w-full items-center rounded-full border border-line bg-paper text-muted"
            >
              <span className={`truncate pl-2.5 ${mayChange ? "" : "pr-2.5"}`}>{tag}</span>
              {mayChange && (
                <button
                  type="button"
                  aria-label={t("notes.tags.remove", { tag })}
                  title={t("notes.tags.remove", { tag })}
                  onClick={() => save(tags.filter((other) => other !== tag))}
                  className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-full hover:bg-accent-soft hover:text-ink pointer-coarse:size-11"
                >
                  <X size={14} aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange &&
        (isAdding ? (
          <TagInput tags={tags} onAdd={(typed) => save([...tags, typed])} onClose={() => setAdding(false)} />
        ) : (
          <button
            ref={adder}
            type="button"
            onClick={() => setAdding(true)}
            className="inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded px-1 text-muted hover:bg-accent-soft hover:text-ink pointer-coarse:min-h-11"
          >
            <Tag size={14} aria-hidden />
            {t("notes.tags.add")}
          </button>
        ))}
    </div>
  );
}
