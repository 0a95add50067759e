import { useFormatter, useTranslations } from "next-intl";
import { AsTyped, Markdown } from "@/app/_ui/markdown";
import type { Citations as Cited } from "@/lib/sharing/citations/formats";
import type { Shared } from "@/lib/sharing/shared";
import { Citations } from "./citations";
import { CopyQuoted } from "./copy-quoted";
import { OpenInReport, Remarks, rightsOf, SharedNotes, whereIs } from "./shared-parts";
import { SharedPlace } from "./shared-place";
import { SharedText } from "./shared-text";

interface SharedCollectionProps {
  shared: Shared;
  title: string;
  /** The citations of the collection's passages, in order. */
  citations: readonly Cited[];
  isMember: boolean;
  /** Notes that are shown as plain Markdown (`typedNotesOf`). */
  typed: ReadonlySet<string>;
}

/** A shared collection: passages in the owner's order, each with its source. */
export function SharedCollection({ shared, title, citations, isMember, typed }: SharedCollectionProps) {
  const t = useTranslations();
  const format = useFormatter();
  const { introduction, passages, sharedBy, sharedAt } = shared;
  const cited = passages.map((passage, index) => ({ passage, citations: citations[index]! }));
  return (
    <>
      <p className="text-muted text-small">{t("share.collection.kind")}</p>
      <h1 className="mt-1 text-balance font-semibold font-serif text-heading wrap-anywhere">{title}</h1>
      {introduction && (
        <div className="mt-4">
          {typed.has(introduction) ? <AsTyped markdown={introduction} /> : <Markdown>{introduction}</Markdown>}
        </div>
      )}
      {passages.length === 0 && (
        <p className="mt-8 border-line border-y py-8 text-muted">{t("share.collection.nothing")}</p>
      )}
      <ol className="mt-8 border-line border-b">
        {cited.map(({ passage, citations }, index) => (
          <li key={passage.id} className="border-line border-t py-8">
            <h2 className="font-medium text-muted text-small">
              {t("share.collection.nth", {
                count: index + 1,
                where: [passage.report.title, whereIs(t, passage)].filter(Boolean).join(" · "),
              })}
            </h2>
            <div lang={passage.report.language} className="prose mt-3 [&>:first-child]:mt-0">
              <SharedText passage={passage} />
              <SharedPlace passage={passage} />
            </div>
            <Remarks passage={passage} />
            <SharedNotes passage={passage} level="h3" typed={typed} />
            <p className="mt-4 text-muted text-small wrap-anywhere">{citations.chicago}</p>
            <details className="mt-1 print:hidden">
              <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent text-small underline-offset-4 hover:underline">
                {t("share.collection.cite", { count: index + 1 })}
              </summary>
              <Citations citations={citations} />
            </details>
            {isMember && <OpenInReport passage={passage} />}
          </li>
        ))}
      </ol>
      {passages.length > 0 && (
        <CopyQuoted
          label={t("share.collection.copy")}
          quotes={cited.map(({ passage: { quote }, citations }) => ({ quote, source: citations.chicago }))}
        />
      )}
      <p className="mt-8 text-muted text-small">
        {sharedBy === null
          ? t("share.shared", { at: sharedAt })
          : t("share.sharedBy", { name: sharedBy, at: sharedAt })}{" "}
        {rightsOf(t, format, passages)}
      </p>
    </>
  );
}
