"use client";

import { useFormatter, useTranslations } from "next-intl";
import { explain } from "@/app/_features/request";
import { LoadFailed } from "@/app/_features/session";
import { EmptySheet } from "@/app/_ui/empty-state";
import { PageLink } from "@/app/_ui/page-link";
import type {
  FactorsItemView,
  ImportItemView,
  InboxItemView,
  NoteItemView,
  ResetItemView,
} from "@/lib/annotations/inbox/inbox-schemas";
import { useInbox } from "./use-inbox";

interface InboxListProps {
  unread: number;
  onRead(unread: number): void;
  /** Called with the item to open; returns whether its note is on this page. */
  onChoose(item: InboxItemView): boolean;
}

const BUTTON = "min-h-11 cursor-pointer rounded border border-control px-4 hover:bg-accent-soft";

/** The inbox items, newest first. Opening an item goes to its note and marks it as read. */
export function InboxList({ unread, onRead, onChoose }: InboxListProps) {
  const t = useTranslations();
  const { items, hasMore, more, error, retry, isLoading, read, problem } = useInbox(onRead);
  if (error) return <LoadFailed message={t("inbox.failed")} error={error} onRetry={retry} />;
  const [newest] = items ?? [];
  if (items && !newest) {
    return <EmptySheet title={t("inbox.empty")} hint={t("inbox.emptyHow")} />;
  }
  return (
    <div aria-busy={isLoading}>
      {newest && unread > 0 && (
        <button type="button" onClick={() => void read(newest, true)} className={`${BUTTON} mx-3 mb-2`}>
          {t("inbox.readAll")}
        </button>
      )}
      {problem !== undefined && (
        <p role="alert" className="mx-3 mb-2 text-danger text-small">
          {t("inbox.notRead")} {explain(t, problem)}
        </p>
      )}
      <ul>
        {items?.map((item) => (
          <li key={item.id}>
            <Item
              item={item}
              onChoose={(event) => {
                if (!item.isRead) void read(item);
                if (onChoose(item)) event.preventDefault();
              }}
            />
          </li>
        ))}
      </ul>
      {hasMore && (
        <button type="button" onClick={more} className={`${BUTTON} mx-3 mt-2`}>
          {t("inbox.older")}
        </button>
      )}
    </div>
  );
}

interface ItemProps<Item extends InboxItemView = InboxItemView> {
  item: Item;
  onChoose(event: { preventDefault(): void }): void;
}

const ITEM = "flex gap-2 rounded px-3 py-2 hover:bg-accent-soft";

function Item({ item, onChoose }: ItemProps) {
  if (item.kind === "reset" || item.kind === "factorsReset") return <ResetItem item={item} onChoose={onChoose} />;
  if (item.kind === "imported") return <ImportItem item={item} onChoose={onChoose} />;
  return <NoteItem item={item} onChoose={onChoose} />;
}

function NewMark({ isRead }: { isRead: boolean }) {
  const t = useTranslations();
  return (
    <span className="mt-2 size-2 shrink-0">
      {!isRead && <span role="img" aria-label={t("inbox.new")} className="block size-2 rounded-full bg-accent" />}
    </span>
  );
}

/** Links to the settings, where people see their sessions and change their password. */
function ResetItem({ item: { kind, by, at, isRead }, onChoose }: ItemProps<ResetItemView | FactorsItemView>) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <PageLink href="/settings" onClick={onChoose} className={ITEM}>
      <NewMark isRead={isRead} />
      <span className="min-w-0 flex-1">
        <span className="wrap-anywhere font-medium">
          {by ? t(`inbox.${kind}By`, { name: by.name }) : t(`inbox.${kind}`)}
        </span>
        <span className={`mt-0.5 block ${isRead ? "text-muted" : ""}`}>{t(`inbox.${kind}How`)}</span>
        <time dateTime={at} className="mt-0.5 block text-muted text-small">
          {format.dateTime(new Date(at), "moment")}
        </time>
      </span>
    </PageLink>
  );
}

/** Links to the preview, or to the page on which a PDF can be added to a report. */
function ImportItem({ item: { job, name, addedTo, hasFailed, at, isRead }, onChoose }: ItemProps<ImportItemView>) {
  const t = useTranslations();
  const format = useFormatter();
  const address = addedTo === null ? `/add?${new URLSearchParams({ import: job })}` : `/r/${addedTo}/details#pdf`;
  return (
    <PageLink href={address} onClick={onChoose} className={ITEM}>
      <NewMark isRead={isRead} />
      <span className="min-w-0 flex-1">
        <span className="wrap-anywhere font-medium">
          {hasFailed
            ? t(addedTo === null ? "inbox.importFailed" : "inbox.pdfFailed", { name })
            : t("inbox.imported", { name })}
        </span>
        <time dateTime={at} className="mt-0.5 block text-muted text-small">
          {format.dateTime(new Date(at), "moment")}
        </time>
      </span>
    </PageLink>
  );
}

function NoteItem({ item, onChoose }: ItemProps<NoteItemView>) {
  const t = useTranslations();
  const format = useFormatter();
  const { kind, isReply, by, at, isRead, text, report, highlight } = item;
  return (
    <a
      href={`/r/${report.slug}?${new URLSearchParams({ note: highlight.id })}`}
      onClick={onChoose}
      data-colour={highlight.colour}
      className={ITEM}
    >
      <NewMark isRead={isRead} />
      <span className="min-w-0 flex-1">
        <span className="wrap-anywhere font-medium">{by.name}</span>{" "}
        {kind === "reply" ? t("inbox.replied") : isReply ? t("inbox.mentionedInReply") : t("inbox.mentioned")}
        <span className={`mt-0.5 line-clamp-3 wrap-anywhere font-serif ${isRead ? "text-muted" : ""}`}>{text}</span>
        <q className="mt-0.5 line-clamp-1 border-(--colour) border-l-4 pl-2 font-serif text-muted italic">
          {highlight.quote}
        </q>
        <span className="mt-0.5 flex gap-x-2 text-muted text-small">
          <span className="min-w-0 truncate">{report.title}</span>
          <time dateTime={at} className="shrink-0">
            {format.dateTime(new Date(at), "moment")}
          </time>
        </span>
      </span>
    </a>
  );
}
