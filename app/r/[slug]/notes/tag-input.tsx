"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { useRef, useState } from "react";
import useSWR from "swr";
import { fetchJson } from "@/app/ui/fetch-json";
import { words } from "@/app/words/en";
import type { TagList } from "@/lib/annotations/schemas";
import { MAX_TAG, tagKey } from "@/lib/annotations/tags";

/** Tags that are offered at most. */
const MAX_OFFERED = 8;

interface TagInputProps {
  /** Those that are there already are not offered. */
  tags: readonly string[];
  /** Adds what was typed or chosen: one tag, or several with commas between them. */
  onAdd(typed: string): void;
  onClose(): void;
}

/**
 * Where a tag is typed: Enter, a comma or leaving it adds it, Escape gives it up. Tags that stand on what the person may see are
 * offered while they type.
 */
export function TagInput({ tags, onAdd, onClose }: TagInputProps) {
  const [typed, setTyped] = useState("");
  const { data } = useSWR<TagList, Error>("/api/tags", fetchJson);
  const [isOpen, setOpen] = useState(false);
  const isChosen = useRef(false);
  const there = new Set(tags.map(tagKey));
  const offered = (data?.tags ?? [])
    .map(({ name }) => name)
    .filter((name) => !there.has(tagKey(name)) && tagKey(name).includes(tagKey(typed.trim())))
    .slice(0, MAX_OFFERED);

  const add = (tag: string) => {
    onAdd(tag);
    setTyped("");
  };
  return (
    <div className="flex min-w-40 flex-1">
      <Autocomplete.Root
        items={offered}
        filter={null}
        // An open list hides what is around the box from those who hear the page, so an empty one is none.
        open={isOpen && offered.length > 0}
        onOpenChange={setOpen}
        onItemHighlighted={(item) => {
          isChosen.current = item !== undefined;
        }}
        value={typed}
        onValueChange={(next, { reason }) => {
          const at = next.lastIndexOf(",");
          if (reason === "item-press") add(next);
          else if (at < 0) setTyped(next);
          else {
            onAdd(next.slice(0, at));
            setTyped(next.slice(at + 1));
          }
        }}
      >
        <Autocomplete.Input
          // It was asked for just now.
          autoFocus
          aria-label={words.notes.tags.add}
          placeholder={words.notes.tags.add}
          maxLength={MAX_TAG}
          autoCapitalize="off"
          enterKeyHint="done"
          onBlur={() => {
            if (typed.trim() !== "") onAdd(typed);
            onClose();
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !isChosen.current && !event.nativeEvent.isComposing) {
              event.preventDefault();
              if (typed.trim() === "") onClose();
              else add(typed);
            }
            // The list of offers, where it is open, has closed and kept the key.
            if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            setTyped("");
            onClose();
          }}
          className="h-8 w-full min-w-0 rounded border border-control bg-paper px-2 text-ink placeholder:text-muted pointer-coarse:h-11 max-md:text-[1rem]"
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} align="start" className="z-60">
            <Autocomplete.Popup className="max-h-60 w-(--anchor-width) min-w-40 overflow-y-auto rounded-md border border-control bg-raised text-ink shadow-lg data-empty:hidden">
              <Autocomplete.List aria-label={words.notes.tags.offered} className="py-1">
                {(tag: string) => (
                  <Autocomplete.Item
                    key={tag}
                    value={tag}
                    className="flex min-h-9 cursor-pointer items-center px-3 wrap-anywhere data-highlighted:bg-accent-soft pointer-coarse:min-h-11"
                  >
                    {tag}
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
    </div>
  );
}
