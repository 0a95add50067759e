"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Translate } from "@/app/_messages/translate";
import type { Completion, Relaxation, UnknownWord } from "@/lib/search/engine";
import type { Hint } from "@/lib/search/query";
import { AskingLink } from "./asking-link";
import { droppedFrom, isRespelled, quotable } from "./change-query";
import type { Asking } from "./use-query";

/** Maximum number of hints, because a pasted page could cause many. */
const MAX_HINTS = 3;

const LINK = "text-accent underline underline-offset-3 wrap-anywhere max-md:inline-block max-md:py-2.5";

interface WithAsking {
  asking: Asking;
  /** Called when the user has followed a link. The link may disappear as a result. */
  onAsked(): void;
}

/** Completions of the word being typed. The row is present even if there are none, to prevent layout shifts. */
export function Completions({ completions, asking, onAsked }: WithAsking & { completions: readonly Completion[] }) {
  const t = useTranslations();
  return (
    <div className="h-7 overflow-hidden px-3 max-md:h-11">
      {completions.length > 0 && (
        <ul aria-label={t("search.completions")} className="flex flex-wrap gap-x-3">
          {completions.map(({ word, query, count }) => (
            <li key={query}>
              <AskingLink
                asking={asking}
                change={{ query: `${query} ` }}
                onAsked={onAsked}
                title={t("search.total", { count })}
                className="inline-flex h-7 items-center rounded text-accent text-small hover:underline max-md:h-11"
              >
                {word}
              </AskingLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface AdviceProps extends WithAsking {
  query: string;
  hints: readonly Hint[];
  unknown: readonly UnknownWord[];
}

/** Hints about parts of the query that may not have been interpreted as intended. */
export function Advice({ query, hints, unknown, asking, onAsked }: AdviceProps) {
  const t = useTranslations();
  const sentences = new Set(hints.map(({ code, from, to }) => hintOf(t, code, query.slice(from, to))));
  if (sentences.size + unknown.length === 0) return null;
  return (
    <div className="px-3 pb-2 text-muted text-small">
      {[...sentences].slice(0, MAX_HINTS).map((sentence) => (
        <p key={sentence} className="wrap-anywhere">
          {sentence}
        </p>
      ))}
      {unknown.map(({ word, instead }) => (
        <p key={word} className="wrap-anywhere">
          {t("search.unknown", { word: quotable(word) })}
          {instead.length > 0 && ` ${t("search.showing")} `}
          {instead.map((near, index) => (
            <Fragment key={near.word}>
              {index > 0 && ", "}
              <AskingLink asking={asking} change={{ query: near.query }} onAsked={onAsked} className={LINK}>
                {near.word}
              </AskingLink>
            </Fragment>
          ))}
          {instead.length > 0 && "."}
        </p>
      ))}
    </div>
  );
}

/**
 * A hint as a sentence.
 *
 * @param piece the part of the query that it refers to
 */
function hintOf(t: Translate, code: Hint["code"], piece: string): string {
  switch (code) {
    case "lone-operator":
      return t("search.hints.lone-operator", { operator: piece === "OR" ? "or" : piece === "-" ? "minus" : "other" });
    case "unknown-field":
      return t("search.hints.unknown-field", { piece });
    case "unknown-value":
      return t("search.hints.unknown-value", { piece, field: piece.slice(0, piece.indexOf(":")).toLowerCase() });
    default:
      return t(`search.hints.${code}`);
  }
}

function relaxedLabel(t: Translate, dropped: string | null, count: number): string {
  return dropped === null ? t("search.relaxed.anyWord", { count }) : t("search.relaxed.without", { dropped, count });
}

interface NoHitsProps extends WithAsking {
  query: string;
  relaxations: readonly Relaxation[];
}

/** Empty state, which suggests relaxed queries that have results. */
export function NoHits({ query, relaxations, asking, onAsked }: NoHitsProps) {
  const t = useTranslations();
  const isAll = asking.asked.match === "all";
  return (
    <div className="px-3 py-2">
      <p className="wrap-anywhere">{t("search.none", { query: quotable(query.trim()) })}</p>
      {relaxations.length + (isAll ? 1 : 0) > 0 ? (
        <ul className="mt-2 flex flex-col gap-1">
          {isAll && (
            <li>
              <AskingLink asking={asking} change={{ match: "any" }} onAsked={onAsked} className={LINK}>
                {t("search.anyWord")}
              </AskingLink>
            </li>
          )}
          {relaxations.map((relaxed) => (
            <li key={relaxed.query}>
              <AskingLink asking={asking} change={{ query: `${relaxed.query} ` }} onAsked={onAsked} className={LINK}>
                {isRespelled(query, relaxed.query)
                  ? t("search.respelled", { query: relaxed.query, total: relaxed.total })
                  : relaxedLabel(t, droppedFrom(query, relaxed.query), relaxed.total)}
              </AskingLink>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-2 text-muted">{t("search.noneHow")}</p>
      )}
    </div>
  );
}
