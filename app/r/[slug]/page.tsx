import { Archive } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { getFormatter, getTranslations } from "next-intl/server";
import { cache } from "react";
import { publicationDate } from "@/app/_features/details/publication-date";
import { GroupsProvider } from "@/app/_features/notes/audiences";
import { Reader } from "@/app/_features/reader/reader";
import { renderText } from "@/app/_features/reader/rendered-text";
import { FOOTNOTES_ID } from "@/app/_features/reader/report-text";
import { StaticText } from "@/app/_features/reader/static-text";
import {
  FIRST_HITS,
  isSearch,
  readSearch,
  type SearchParams,
  type SearchState,
} from "@/app/_features/search/search-state";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import type { Format, Translate } from "@/app/_messages/translate";
import { fileSize } from "@/app/_ui/file-size";
import { type Actor, may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";
import { currentLibrary } from "@/lib/library/library";
import type { SearchAnswer } from "@/lib/library/schemas";
import { searchLibrary } from "@/lib/library/search";
import { openReport, type ServedReport } from "@/lib/library/served-report";
import type { ReportMeta } from "@/lib/report/model";
import { type OutlineEntry, outlineOf } from "@/lib/report/outline";
import type { UploadedSource } from "@/lib/sources/schemas";

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}

interface Opened extends ServedReport {
  actor: Actor;
  archivedAt: string | null;
  /** Whether only some people can read the report. */
  isRestricted: boolean;
}

/** Opens a report. Cached per request, for the page and its metadata. */
const open = cache(async (slug: string): Promise<Opened> => {
  const actor = await requireActor();
  const shelved = (await currentLibrary()).bySlug.get(slug);
  if (!shelved || !may(actor, "report.read", { report: slug })) notFound();
  return { actor, ...(await openReport(shelved)), archivedAt: shelved.archivedAt, isRestricted: shelved.isRestricted };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { meta } = (await open((await params).slug)).report;
  return { title: meta.title, authors: meta.authors.map((name) => ({ name })) };
}

export default async function ReportPage(props: Props) {
  const t = await getTranslations();
  const format = await getFormatter();
  const { actor, report, edition, source, hasPages, archivedAt, isRestricted } = await open((await props.params).slug);
  const account = await accountOf(actor);
  const address = await props.searchParams;
  const asked = readSearch(address);
  // URL parameters point to a position in the text. If there are any, the whole text is served, because without
  // JavaScript the rest would never be added.
  const text = renderText({ edition, report, source }, Object.keys(address).length > 0);
  const firstFootnote = report.footnotes[0];
  return (
    <PageMessages page="r/[slug]/page">
      <GroupsProvider groups={account.groups} role={account.role}>
        <Reader
          account={account}
          me={actor.id}
          slug={report.slug}
          edition={edition}
          title={report.meta.title}
          language={report.meta.language}
          found={isSearch(asked) ? await found(actor, report.slug, asked) : null}
          outline={
            firstFootnote
              ? [...outlineOf(report), footnotesEntry(t, report.blocks[firstFootnote.block]!.start)]
              : outlineOf(report)
          }
          pages={report.pages}
          hasPages={hasPages}
          isWhole={text.isWhole}
        >
          <TitlePage
            meta={report.meta}
            source={source}
            ordinal={edition.ordinal}
            editions={`/r/${report.slug}/editions`}
            isArchived={archivedAt !== null}
            isRestricted={isRestricted}
            editing={may(actor, "report.edit", { report: report.slug }) ? `/r/${report.slug}/details` : null}
          />
          <StaticText key={edition.id} name={text.name} />
          {!text.isWhole && (
            <noscript>
              <p>
                <a href="?all">{t("reader.wholeText")}</a>
              </p>
            </noscript>
          )}
          <p className="source-note mt-12! border-line border-t pt-4">{rightsOf(t, format, report.meta)}</p>
        </Reader>
      </GroupsProvider>
    </PageMessages>
  );
}

/** Search results shown until hydration. */
async function found(actor: Actor, report: string, { query, match, sort }: SearchState): Promise<SearchAnswer> {
  return searchLibrary(await getDatabase(), actor, query, { report, match, sort, limit: FIRST_HITS });
}

/** The reader adds the list of footnotes, so the report's own outline doesn't include it. */
function footnotesEntry(t: Translate, start: number): OutlineEntry {
  return { kind: "section", title: t("reader.footnotes"), level: 0, target: FOOTNOTES_ID, start, page: null };
}

interface TitlePageProps {
  meta: ReportMeta;
  source: UploadedSource | null;
  ordinal: number;
  /** URL of the list of editions. */
  editions: string;
  isArchived: boolean;
  isRestricted: boolean;
  /** URL of the page for editing the details; null if the user can't edit them. */
  editing: string | null;
}

function TitlePage({ meta, source, ordinal, editions, isArchived, isRestricted, editing }: TitlePageProps) {
  const t = useTranslations();
  const format = useFormatter();
  const date = publicationDate(format, meta);
  const imprint = [meta.publisher, [meta.place, date].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return (
    <div className="mb-[1.1em] border-line border-b pb-8 font-sans text-body text-muted print:text-[10.5pt]">
      {isRestricted && <p className="mb-0!">{t("access.restricted")}</p>}
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

function rightsOf(t: Translate, format: Format, { authors, editor, publisher }: ReportMeta): string {
  const owners = [...new Set([...authors, editor, publisher].filter((name) => name !== undefined))];
  return t("reader.rights", { count: owners.length, owners: format.list(owners, "unit") });
}
