import { useFormatter, useTranslations } from "next-intl";
import type { Citations as Cited } from "@/lib/sharing/citations/formats";
import type { Shared, SharedPassage } from "@/lib/sharing/shared";
import { Citations } from "./citations";
import { CopyQuoted } from "./copy-quoted";
import { OpenInReport, Remarks, rightsOf, SharedNotes, whereIs } from "./shared-parts";
import { SharedPlace } from "./shared-place";
import { SharedText } from "./shared-text";

interface SharedAloneProps {
  shared: Shared;
  passage: SharedPassage;
  citations: Cited;
  isMember: boolean;
  /** Notes that are shown as plain Markdown (`typedNotesOf`). */
  typed: ReadonlySet<string>;
}

/** A single shared passage. */
export function SharedAlone({ shared: { sharedBy, sharedAt }, passage, citations, isMember, typed }: SharedAloneProps) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <>
      <p className="text-muted text-small">{t("share.passage")}</p>
      <h1 className="mt-1 text-balance font-semibold font-serif text-heading">{passage.report.title}</h1>
      <Imprint passage={passage} />
      <div lang={passage.report.language} className="prose mt-8 border-line border-y py-8 [&>:first-child]:mt-0">
        <SharedText passage={passage} />
        <SharedPlace passage={passage} />
      </div>
      <Remarks passage={passage} />
      <SharedNotes passage={passage} level="h2" typed={typed} />
      <p className="mt-8 text-muted text-small">
        {sharedBy === null
          ? t("share.shared", { at: sharedAt })
          : t("share.sharedBy", { name: sharedBy, at: sharedAt })}{" "}
        {rightsOf(t, format, [passage])}
      </p>
      <details className="mt-8 rounded-md border border-line px-4 open:pb-4">
        <summary className="min-h-11 cursor-pointer py-2.5 font-semibold">{t("share.cite.title")}</summary>
        <Citations citations={citations} />
        <CopyQuoted label={t("share.cite.quote")} quotes={[{ quote: passage.quote, source: citations.chicago }]} />
      </details>
      {isMember && <OpenInReport passage={passage} />}
    </>
  );
}

function Imprint({ passage }: { passage: SharedPassage }) {
  const t = useTranslations();
  const format = useFormatter();
  const { authors, editor, publisher, place, year } = passage.report;
  const imprint = [publisher, [place, year].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  const where = whereIs(t, passage);
  return (
    <div className="mt-3 text-muted">
      {authors.length > 0 && <p>{format.list(authors)}</p>}
      {editor && <p>{t("library.editedBy", { name: editor })}</p>}
      {imprint && <p>{imprint}</p>}
      {where && <p className="mt-2 text-ink">{where}</p>}
    </div>
  );
}
