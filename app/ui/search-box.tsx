"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, type Ref, useRef } from "react";
import { words } from "@/app/words/en";

interface SearchBoxProps {
  label: string;
  value: string;
  onChange(value: string): void;
  /** Enter: opens the first hit. */
  onSubmit(): void;
  /** Arrow down: on to the list of hits. */
  onDown(): void;
  /** Escape: one step back. */
  onEscape(): void;
  onFocus?(): void;
  inputRef: Ref<HTMLInputElement>;
}

/** The search box. It is a real form, so that a search works before the page's scripts have come. */
export function SearchBox({ label, value, onChange, onSubmit, onDown, onEscape, onFocus, inputRef }: SearchBoxProps) {
  const form = useRef<HTMLFormElement>(null);
  const keys = (event: KeyboardEvent) => {
    const action = { ArrowDown: onDown, Escape: onEscape }[event.key];
    if (!action || event.nativeEvent.isComposing) return;
    event.preventDefault();
    action();
  };
  return (
    <search className="min-w-0 flex-1 max-[22.5rem]:focus-within:absolute max-[22.5rem]:focus-within:inset-x-2 max-[22.5rem]:focus-within:z-10">
      <form
        ref={form}
        method="get"
        className="relative flex items-center"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Search size={16} aria-hidden className="pointer-events-none absolute left-2.5 text-muted" />
        <input
          ref={inputRef}
          type="text"
          name="q"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={1000}
          aria-label={label}
          placeholder={words.search.label}
          title={words.search.hint}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={keys}
          onFocus={onFocus}
          className="h-9 w-full min-w-0 rounded border border-control bg-raised pr-9 pl-8 text-ink placeholder:text-muted max-md:h-11 max-md:text-[1rem]"
        />
        {value === "" ? (
          <kbd
            aria-hidden
            className="pointer-events-none absolute right-2.5 font-sans text-muted text-small max-md:hidden"
          >
            /
          </kbd>
        ) : (
          <button
            type="button"
            aria-label={words.search.clear}
            onClick={() => {
              onChange("");
              form.current?.querySelector("input")?.focus();
            }}
            className="absolute right-0 grid h-full w-9 cursor-pointer place-items-center rounded text-muted hover:text-ink"
          >
            <X size={16} aria-hidden />
          </button>
        )}
      </form>
    </search>
  );
}
