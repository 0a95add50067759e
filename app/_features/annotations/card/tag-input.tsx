"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { MAX_TAG, tagKey } from "@/lib/annotations/highlights/tags";
import type { TagList } from "@/lib/annotations/schemas";

/** The maximum number of suggestions. */
const MAX_OFFERED = 8;
const NONE = -1;

interface TagInputProps {
  /** The highlight's current tags, which are left out of the suggestions. */
  tags: readonly string[];
  /**
   * Adds the entered tag, or several separated by commas.
   * @returns false if it failed
   */
  onAdd(typed: string): boolean;
  onClose(): void;
}

/**
 * Text box for adding tags. Enter or a comma adds a tag, and so does leaving the box; Escape cancels. The tags of all
 * highlights that the user can see are suggested.
 */
export function TagInput({ tags, onAdd, onClose }: TagInputProps) {
  const t = useTranslations();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  /** Index of the suggestion selected with the arrow keys. */
  const [at, setAt] = useState(NONE);
  // Fetched whenever the box opens, so that a tag added elsewhere a second ago is suggested too.
  const { data } = useSWR<TagList, Error>("/api/tags", fetchJson, { dedupingInterval: 0 });
  const there = new Set(tags.map(tagKey));
  const offered = (data?.tags ?? [])
    .map(({ name }) => name)
    .filter((name) => !there.has(tagKey(name)) && tagKey(name).includes(tagKey(typed.trim())))
    .slice(0, MAX_OFFERED);
  const isOpen = offered.length > 0;

  // The text box appears when the user opens it, so it takes the focus immediately.
  useEffect(() => box.current?.focus({ preventScroll: true }), []);

  const type = (next: string) => {
    setAt(NONE);
    setTyped(next);
  };
  const add = (tag: string) => {
    if (onAdd(tag)) type("");
  };
  const change = (next: string) => {
    const comma = next.lastIndexOf(",");
    if (comma < 0 || next.slice(0, comma).trim() === "") type(next.replace(",", ""));
    else if (onAdd(next.slice(0, comma))) type(next.slice(comma + 1).trimStart());
  };
  const chosen = offered[at] ?? typed;
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const action = {
      ArrowDown: () => setAt(at + 1 < offered.length ? at + 1 : NONE),
      ArrowUp: () => setAt(at === NONE ? offered.length - 1 : at - 1),
      Enter: () => (chosen.trim() === "" ? onClose() : add(chosen)),
      Escape: () => {
        // Clear the text, because the box adds its text as a tag when it loses the focus.
        if (box.current) box.current.value = "";
        setTyped("");
        onClose();
      },
    }[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };

  return (
    <div className="min-w-40 flex-1">
      <p role="status" className="sr-only">
        {isOpen && t("notes.tags.count", { count: offered.length })}
      </p>
      <input
        ref={box}
        type="text"
        role="combobox"
        aria-label={t("notes.tags.add")}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-activedescendant={at === NONE ? undefined : `${id}-${at}`}
        placeholder={t("notes.tags.add")}
        maxLength={MAX_TAG}
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="done"
        value={typed}
        onChange={({ target }) => change(target.value)}
        onKeyDown={keys}
        onBlur={({ target }) => {
          if (target.value.trim() !== "" && !onAdd(target.value)) return;
          onClose();
        }}
        className="h-8 w-full min-w-0 rounded border border-control bg-paper px-2 text-ink placeholder:text-muted max-md:text-[1rem] pointer-coarse:h-11"
      />
      {isOpen && (
        <div
          id={id}
          role="listbox"
          aria-label={t("notes.tags.offered")}
          className="mt-1 max-h-60 overflow-y-auto rounded-md border border-control bg-paper py-1"
        >
          {offered.map((tag, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the text box keeps the focus and handles the keys
            <div
              key={tag}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              // Keeps the focus in the text box, because losing it would close the list.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => add(tag)}
              className="flex min-h-9 cursor-pointer items-center px-3 wrap-anywhere hover:bg-accent-soft aria-selected:bg-accent-soft aria-selected:text-accent pointer-coarse:min-h-11"
            >
              {tag}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
