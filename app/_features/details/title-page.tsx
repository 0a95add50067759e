import { Archive } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { fileSize } from "@/app/_ui/file-size";
import type { ReportMeta } from "@/lib/report/model";
import type { UploadedSource } from "@/lib/sources/schemas";
import { publicationDate } from "./publication-date";

interface TitlePageProps {
  meta: ReportMeta;
  source: UploadedSource | null;
  /** The PDF that was added to the edition. */
  pdf: UploadedSource | null;
  ordinal: number;
  /** URL of the list of editions. */
  editions: string;
  isArchived: boolean;
  isRestricted: boolean;
  /** Tells members that the report is public, and whether its notes are; null if it isn't. */
  published: { withNotes: boolean } | null;
  /** URL of the page for editing the details; null if the user can't edit them. */
  editing: string | null;
}

/** What stands above the text of a report: its title, people and files, and who can read it. */
export function TitlePage({
  meta,
  source,
  pdf,
  ordinal,
  editions,
  isArchived,
  isRestricted,
  published,
  editing,
}: TitlePageProps) {
  const t = useTranslations();
  const format = useFormatter();
  const date = publicationDate(format, meta);
  const imprint = [meta.publisher, [meta.place, date].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return (
    <div className="mb-[1.1em] border-line border-b pb-8 font-sans text-body text-muted print:text-[10.5pt]">
      {isRestricted && <p className="mb-0!">{t("access.restricted")}</p>}
      {published && <p className="mb-0!">{t("access.publicHow", { withNotes: String(published.withNotes) })}</p>}
      {isArchived && (
        <p className="mb-6! rounded border border-line bg-accent-soft px-4 py-3 text-ink">
          <Archive size={18} aria-hidden className="mr-2 inline align-[-0.2em]" />
          {t("lifecycle.archived")}
        </p>
      )}
      <h1 className="mb-4 text-balance font-semibold font-serif text-ink text-title">{meta.title}</h1>
      {meta.authors.length > 0 && <p className="mb-1!">{format.list(meta.authors)}</p>}
      {meta.editor && <p className="mb-1!">{t("library.editedBy", { name: meta.editor })}</p>}
      {imprint && <p className="mb-0!">{imprint}</p>}
      {meta.status && <p className="mb-0!">{t(`details.statuses.${meta.status}`)}</p>}
      {source && (
        <p className="mt-3! mb-0! print:hidden">
          <a href={`/api/sources/${source.id}`} download>
            {t("reader.source", { name: source.name, size: fileSize(format, source.size) })}
          </a>
        </p>
      )}
      {pdf && (
        <p className="mt-3! mb-0! print:hidden">
          <a href={`/api/sources/${pdf.id}`} download>
            {t("reader.pdf", { name: pdf.name, size: fileSize(format, pdf.size) })}
          </a>
        </p>
      )}
      {ordinal > 1 && (
        <p className="mt-3! mb-0! print:hidden">
          <a href={editions}>{t("compare.open", { ordinal })}</a>
        </p>
      )}
      {editing !== null && (
        <p className="mt-3! mb-0! print:hidden">
          <a href={editing}>{t("details.open")}</a>
        </p>
      )}
    </div>
  );
}
