"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import useSWRInfinite from "swr/infinite";
import { fetchJson } from "@/app/_features/request";
import { LoadFailed, withReauthentication } from "@/app/_features/session";
import { useLive } from "@/app/_features/sync";
import { openNote } from "@/app/_features/text";
import { Button } from "@/app/_ui/button";
import { EmptySheet } from "@/app/_ui/empty-state";
import { SideSheet } from "@/app/_ui/side-sheet";
import type { ActivityEntry, ActivityPage } from "@/lib/annotations/live/live-schemas";

/** Throttle interval, in milliseconds, for a list that changes constantly. */
const PACE = 1_000;

interface ActivityProps {
  slug: string;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

/** Recent activity in the report, in a side sheet. */
export function Activity({ slug, isOpen, onOpenChange }: ActivityProps) {
  const t = useTranslations();
  /** The chosen entry opens only after the sheet has returned the focus. */
  const chosen = useRef<string | null>(null);
  const choose = (highlight: string) => {
    chosen.current = highlight;
    onOpenChange(false);
  };
  const openChosen = (isOpen: boolean) => {
    if (!isOpen && chosen.current) openNote(chosen.current);
    chosen.current = null;
  };
  return (
    <SideSheet
      open={isOpen}
      onOpenChange={onOpenChange}
      onOpenChangeComplete={openChosen}
      title={t("activity.title")}
      lead={t("activity.lead")}
    >
      <ActivityList slug={slug} onChoose={choose} />
    </SideSheet>
  );
}

function ActivityList({ slug, onChoose }: { slug: string; onChoose(highlight: string): void }) {
  const t = useTranslations();
  const address = `/api/reports/${slug}/activity`;
  const { data, error, size, setSize, isLoading, mutate } = useSWRInfinite<ActivityPage, Error>(
    (_: number, previous: ActivityPage | null) => {
      if (!previous) return address;
      return previous.next && `${address}?${new URLSearchParams({ before: previous.next })}`;
    },
    (page: string) => withReauthentication(() => fetchJson<ActivityPage>(page), "reading"),
  );

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // While the pointer is over the list, new entries wait, so that none moves away as it is clicked.
  const isPointedAt = useRef(false);
  const hasWaiting = useRef(false);
  const refresh = () => {
    hasWaiting.current = isPointedAt.current;
    if (!isPointedAt.current) void mutate();
  };
  useLive(({ event }) => {
    if (event === "beat" || event === "ready" || timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      refresh();
    }, PACE);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  if (error && !data) {
    return <LoadFailed message={t("activity.failed")} error={error} onRetry={() => void mutate()} />;
  }
  const entries = data?.flatMap((page) => page.entries) ?? [];
  if (data && entries.length === 0) {
    return <EmptySheet title={t("activity.empty")} hint={t("activity.emptyHow")} />;
  }
  return (
    <div
      aria-busy={isLoading}
      onPointerEnter={({ pointerType }) => {
        isPointedAt.current = pointerType === "mouse";
      }}
      onPointerLeave={() => {
        isPointedAt.current = false;
        if (hasWaiting.current) refresh();
      }}
    >
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {data?.at(-1)?.next && (
        <Button onClick={() => void setSize(size + 1)} className="mx-3 mt-2">
          {t("activity.older")}
        </Button>
      )}
    </div>
  );
}

function Entry({ entry, onChoose }: { entry: ActivityEntry; onChoose(highlight: string): void }) {
  const t = useTranslations();
  const format = useFormatter();
  const { did, by, at, highlight } = entry;
  const time = (
    <time dateTime={at} className="block text-muted text-small">
      {format.dateTime(new Date(at), "moment")}
    </time>
  );
  if (!highlight) {
    return (
      <div className="px-3 py-2">
        {by ? (
          <>
            <span className="wrap-anywhere font-medium">{by.name}</span> {t(`activity.did.${did}`)}
          </>
        ) : (
          t(`activity.came.${did === "report.added" ? did : "edition.stored"}`)
        )}
        {time}
      </div>
    );
  }
  return (
    <button
      type="button"
      data-colour={highlight.colour}
      onClick={() => onChoose(highlight.id)}
      className="block min-h-11 w-full cursor-pointer rounded px-3 py-2 text-left hover:bg-accent-soft"
    >
      <span className="wrap-anywhere font-medium">{by?.name ?? t("activity.somebody")}</span> {t(`activity.did.${did}`)}{" "}
      <q className="line-clamp-2 border-(--colour) border-l-4 pl-2 font-serif italic">{highlight.quote}</q>
      {time}
    </button>
  );
}
