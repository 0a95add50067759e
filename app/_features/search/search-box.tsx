"use client";

import { CircleQuestionMark, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { onDemand, onOpening } from "@/app/_ui/on-demand";
import { onOpenSyntaxCard, openSyntaxCard } from "./open-syntax-card";
import type { How } from "./past-searches";
import { useRecentSearches } from "./recent-searches";
import { useSavedSearches } from "./use-saved-searches";

const PastSearches = onDemand(() => import("./past-searches").then((module) => module.PastSearches));
const SyntaxCard = onOpening(() => import("./syntax-card").then((module) => module.SyntaxCard));

interface SearchBoxProps {
  label: string;
  /** The searched report's slug; null for all reports. */
  report: string | null;
  value: string;
  onChange(value: string): void;
  /** Repeats a past search. If the search was saved, its options are restored too. */
  onPick(query: string, how?: How): void;
  /** Called for Enter, to open the first hit. */
  onSubmit(): void;
  /** Called for the down arrow, to move to the list of hits. */
  onDown(): void;
  /** Called for Escape. */
  onEscape(): void;
  onFocus?(): void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** Id of the element that explains what the down arrow key does. A page has only one search box. */
const HOW_ID = "past-searches-how";

/** A button inside the box. */
const INNER_BUTTON =
  "absolute grid h-full w-8 cursor-pointer place-items-center rounded text-muted hover:text-ink max-md:w-11";

/**
 * The search box. It is a native form, so that search works before hydration. While it is empty and has the focus, past
 * searches are listed below it. While it contains text, no list covers the page. On phones, it takes the full width of
 * the bar while it has the focus.
 */
export function SearchBox({ report, value, onChange, onPick, inputRef, ...props }: SearchBoxProps) {
  const t = useTranslations();
  const list = useRef<HTMLElement>(null);
  const [wasFocused, setWasFocused] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [isCardOpen, setCardOpen] = useState(false);
  useEffect(() => onOpenSyntaxCard(() => setCardOpen(true)), []);
  const [recent, clearRecent] = useRecentSearches(report);
  const saved = useSavedSearches(wasFocused);
  const searches = report === null ? saved.searches : saved.searches.filter(isFor(report));
  const isListShown = isOpen && value === "" && recent.length + searches.length > 0;

  const toBox = () => inputRef.current?.focus();
  const close = () => {
    toBox();
    setOpen(false);
  };
  const keys = (event: KeyboardEvent) => {
    const action = {
      ArrowDown: isListShown ? () => list.current?.querySelector<HTMLElement>("[data-search]")?.focus() : props.onDown,
      Escape: isListShown ? close : props.onEscape,
    }[event.key];
    if (!action || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (event.key === "Escape") setOpen(false);
    action();
  };
  const leave = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  return (
    <search onBlur={leave} className="group min-w-0 flex-1">
      <form
        method="get"
        className="@container relative flex items-center max-md:group-focus-within:absolute max-md:group-focus-within:top-1.5 max-md:group-focus-within:right-3 max-md:group-focus-within:left-14 max-md:group-focus-within:z-10"
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
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
          aria-label={props.label}
          aria-describedby={isListShown ? HOW_ID : undefined}
          placeholder={t("search.label")}
          title={t("search.hint")}
          value={value}
          onChange={(event) => {
            setOpen(true);
            onChange(event.target.value);
          }}
          onKeyDown={keys}
          onFocus={() => {
            setWasFocused(true);
            setOpen(true);
            props.onFocus?.();
          }}
          className="h-9 w-full min-w-0 rounded border border-control bg-raised pr-16 pl-8 text-ink placeholder:text-muted @max-[8rem]:placeholder:text-transparent max-md:h-11 max-md:pr-11 max-md:text-[1rem] max-md:group-focus-within:pr-22"
        />
        {value === "" ? (
          <kbd
            aria-hidden
            className="pointer-events-none absolute right-9 font-sans text-muted text-small max-md:hidden"
          >
            /
          </kbd>
        ) : (
          <button
            type="button"
            aria-label={t("search.clear")}
            onClick={() => {
              onChange("");
              toBox();
            }}
            className={`${INNER_BUTTON} right-8 max-md:right-0 max-md:group-focus-within:right-11`}
          >
            <X size={16} aria-hidden />
          </button>
        )}
        <button
          type="button"
          aria-label={t("search.syntax.title")}
          title={t("search.syntax.title")}
          aria-haspopup="dialog"
          onClick={openSyntaxCard}
          className={`${INNER_BUTTON} right-0 max-md:hidden max-md:group-focus-within:grid`}
        >
          <CircleQuestionMark size={16} aria-hidden />
        </button>
        {isListShown && (
          <>
            <p id={HOW_ID} className="sr-only">
              {t("search.past.how")}
            </p>
            <PastSearches
              recent={recent}
              saved={searches}
              report={report}
              onPick={(query, how) => {
                onPick(query, how);
                close();
              }}
              onClearRecent={() => {
                clearRecent();
                toBox();
              }}
              onDelete={(search) => {
                toBox();
                void saved.remove(search);
              }}
              onLeave={close}
              listRef={list}
            />
          </>
        )}
      </form>
      <SyntaxCard open={isCardOpen} onOpenChange={setCardOpen} onTry={onChange} finalFocus={inputRef} />
    </search>
  );
}

/** Searches that were saved in other reports aren't suggested within a report. */
function isFor(report: string) {
  return (search: { report: string | null }) => search.report === null || search.report === report;
}
