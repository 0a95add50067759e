"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import useSWR from "swr";
import { fetchJson, sendJson } from "@/app/_features/request";
import { ConfirmDialog, LoadFailed, withReauthentication } from "@/app/_features/session";
import { type Account, Header } from "@/app/_features/shell";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { showToast } from "@/app/_ui/toasts";
import { typedForm } from "@/lib/annotations/notes/mentions";
import type { DeletedItem, DeletedList } from "@/lib/annotations/schemas";
import type { DeletedReports as DeletedReportList } from "@/lib/library/lifecycle-schemas";
import { DeletedReports } from "./deleted-reports";
import { keyOf, useRestoring } from "./use-restoring";

/** The endpoint that permanently erases a deleted item. */
function eraseAddress({ kind, highlight, reply }: DeletedItem): string {
  const place = { highlight: "", note: "/note", reply: `/replies/${reply}` }[kind];
  return `/api/highlights/${highlight}${place}/erase`;
}

/** Items that the user deleted in the last 30 days, and reports that anyone deleted, with buttons to restore them. */
export function Deleted({ account }: { account: Account }) {
  const t = useTranslations();
  const { data, error, mutate } = useSWR<DeletedList, Error>("/api/deleted", (address: string) =>
    withReauthentication(() => fetchJson<DeletedList>(address), "reading"),
  );
  const reports = useSWR<DeletedReportList, Error>("/api/deleted/reports", (address: string) =>
    withReauthentication(() => fetchJson<DeletedReportList>(address), "reading"),
  );
  const failure = (!data && error) || (!reports.data && reports.error);
  const retry = () => void Promise.all([mutate(), reports.mutate()]);
  const heading = useRef<HTMLHeadingElement>(null);
  const { restore, coming } = useRestoring(account.email, mutate);
  const erase = async (item: DeletedItem) => {
    await withReauthentication(() => sendJson("POST", eraseAddress(item)));
    showToast({ title: t(`deleted.erased.${item.kind}`) });
    await mutate();
    heading.current?.focus();
  };
  return (
    <>
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 ref={heading} tabIndex={-1} className="mb-2 font-semibold font-serif text-title outline-none">
          {t("deleted.title")}
        </h1>
        <p className="mb-6 text-muted">{t("deleted.lead")}</p>
        {failure && <LoadFailed message={t("deleted.failed")} error={failure} onRetry={retry} />}
        {reports.data && reports.data.reports.length > 0 && (
          <>
            <DeletedReports reports={reports.data.reports} reload={reports.mutate} heading={heading} />
            {data && data.items.length > 0 && (
              <h2 className="font-semibold font-serif text-heading">{t("deleted.items")}</h2>
            )}
          </>
        )}
        {data?.items.length === 0 && reports.data?.reports.length === 0 && (
          <EmptyState title={t("deleted.empty")} hint={t("deleted.emptyHow")} />
        )}
        <ul className="divide-y divide-line">
          {data?.items.map((item) => (
            <Item
              key={keyOf(item)}
              item={item}
              isComing={coming.has(keyOf(item))}
              onRestore={() => {
                // Move the focus, because the focused button is about to be removed.
                if (restore(item)) heading.current?.focus();
              }}
              onErase={() => erase(item)}
            />
          ))}
        </ul>
      </main>
    </>
  );
}

interface ItemProps {
  item: DeletedItem;
  /** Whether the item is being restored. */
  isComing: boolean;
  onRestore(): void;
  onErase(): Promise<void>;
}

function Item({ item, isComing, onRestore, onErase }: ItemProps) {
  const t = useTranslations();
  const { kind, report, reportTitle, quote, colour, text, author, at, until, mayErase } = item;
  const [isErasing, setErasing] = useState(false);
  return (
    <li className="py-5">
      <p className="mb-2 text-muted text-small">
        {t(`deleted.kind.${kind}`, { author: author.name })} ·{" "}
        {t("deleted.when", { deleted: new Date(at), until: new Date(until) })}
      </p>
      <blockquote data-colour={colour} className="line-clamp-3 border-(--colour) border-l-4 pl-3 font-serif">
        {quote}
      </blockquote>
      {text !== null && <p className="mt-2 line-clamp-4 whitespace-pre-wrap wrap-anywhere">{typedForm(text).text}</p>}
      <p className="mt-2 text-muted text-small">
        <a href={`/r/${report}`} className="underline decoration-line underline-offset-4 hover:text-accent">
          {reportTitle}
        </a>
      </p>
      {isComing ? (
        <p className="mt-2">{t("deleted.coming")}</p>
      ) : (
        <Button aria-label={t(`deleted.restoreNamed.${kind}`, { quote })} onClick={onRestore} className="mt-2">
          {t("deleted.restore")}
        </Button>
      )}
      {mayErase && !isComing && (
        <Button
          aria-label={t(`deleted.eraseNamed.${kind}`, { quote })}
          onClick={() => setErasing(true)}
          variant="danger"
          className="mt-2 ms-2"
        >
          {t("deleted.erase")}
        </Button>
      )}
      <ConfirmDialog
        open={isErasing}
        onOpenChange={setErasing}
        title={t(`deleted.eraseTitle.${kind}`)}
        lead={t(`deleted.eraseLead.${kind}`)}
        submit={t("deleted.erase")}
        onSubmit={onErase}
      />
    </li>
  );
}
