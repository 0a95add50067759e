import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { cache } from "react";
import { TitlePage } from "@/app/_features/details/title-page";
import { GroupsProvider } from "@/app/_features/notes/audiences";
import { PublicReport } from "@/app/_features/reader/public-report";
import { Reader } from "@/app/_features/reader/reader";
import { renderPublicText, renderText } from "@/app/_features/reader/rendered-text";
import { FOOTNOTES_ID } from "@/app/_features/reader/report-text";
import { StaticText } from "@/app/_features/reader/static-text";
import {
  FIRST_HITS,
  isSearch,
  readSearch,
  type SearchParams,
  type SearchState,
} from "@/app/_features/search/search-state";
import { accountOf, enteringActor, requireActor } from "@/app/_features/shell/session";
import { clientAddress } from "@/app/_http/address";
import { limitVisitorSearch } from "@/app/_http/rate-limits";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import type { Format, Translate } from "@/app/_messages/translate";
import { type Actor, may } from "@/lib/accounts/policy";
import { prepareNoteTrees } from "@/lib/annotations/notes/note-trees";
import { config } from "@/lib/config";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { currentLibrary } from "@/lib/library/library";
import {
  type PublicHits,
  type PublicReport as Published,
  publicNotes,
  publicReport,
  searchPublicReport,
  showsTeamNotes,
} from "@/lib/library/public-reports";
import type { SearchAnswer } from "@/lib/library/schemas";
import { searchLibrary } from "@/lib/library/search";
import { openReport, type ServedReport } from "@/lib/library/served-report";
import type { Report, ReportMeta } from "@/lib/report/model";
import { type OutlineEntry, outlineOf } from "@/lib/report/outline";

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}

interface Opened extends ServedReport {
  actor: Actor;
  archivedAt: string | null;
  /** Whether only some people can read the report. */
  isRestricted: boolean;
  /** Whether people without an account can read the report. */
  isPublic: boolean;
}

/**
 * The report for people without an account; null if the user has one, or the report isn't public. They are then asked
 * to sign in, whether or not the report exists. Cached per request, for the page and its metadata.
 */
const openForVisitor = cache(async (slug: string): Promise<Published | null> => {
  return (await enteringActor()) ? null : publicReport(await getDatabase(), slug);
});

/** Opens a report. Cached per request, for the page and its metadata. */
const open = cache(async (slug: string): Promise<Opened> => {
  const actor = await requireActor();
  const shelved = (await currentLibrary()).bySlug.get(slug);
  if (!shelved || !may(actor, "report.read", { report: slug })) notFound();
  const { archivedAt, isRestricted, isPublic } = shelved;
  const served = await openReport(shelved);
  return { actor, ...served, archivedAt, isRestricted, isPublic };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  const published = await openForVisitor(slug);
  const { meta } = (published ?? (await open(slug))).report;
  const { title } = meta;
  const authors = meta.authors.map((name) => ({ name }));
  if (!published) return { title, authors };
  // Like shared passages, public reports aren't for search engines: their copies would outlive access.
  const robots = { index: false, follow: false };
  const t = await getTranslations();
  const url = `${config().origin}/r/${slug}`;
  return {
    ...{ title, authors, robots },
    openGraph: { type: "article", siteName: t("app.name"), title, url, authors: meta.authors },
    twitter: { card: "summary", title },
  };
}

export default async function ReportPage(props: Props) {
  const published = await openForVisitor((await props.params).slug);
  if (published) return <VisitorPage published={published} asked={readSearch(await props.searchParams)} />;
  const t = await getTranslations();
  const format = await getFormatter();
  const { actor, report, edition, source, addedPdf, hasPages, archivedAt, isRestricted, isPublic } = await open(
    (await props.params).slug,
  );
  const account = await accountOf(actor);
  const address = await props.searchParams;
  const asked = readSearch(address);
  // URL parameters point to a position in the text. If there are any, the whole text is served, because without
  // JavaScript the rest would never be added.
  const text = renderText({ edition, report, source }, Object.keys(address).length > 0);
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
          outline={outlineWithFootnotes(t, report)}
          pages={report.pages}
          hasPages={hasPages}
          isWhole={text.isWhole}
        >
          <TitlePage
            meta={report.meta}
            source={source}
            pdf={addedPdf}
            ordinal={edition.ordinal}
            editions={`/r/${report.slug}/editions`}
            isArchived={archivedAt !== null}
            isRestricted={isRestricted}
            published={isPublic ? { withNotes: await showsTeamNotes(await getDatabase(), report.slug) } : null}
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

/** The page for people without an account. */
async function VisitorPage({ published, asked }: { published: Published; asked: SearchState }) {
  const t = await getTranslations();
  const format = await getFormatter();
  const { report } = published;
  const { slug, meta } = report;
  const { notes, total } = await publicNotes(await getDatabase(), published);
  // People without an account share one place in the fair queue for each report.
  const typed = await prepareNoteTrees(
    notes.map(({ body }) => body),
    `public ${slug}`,
  );
  return (
    <PublicReport
      slug={slug}
      language={meta.language}
      outline={outlineWithFootnotes(t, report)}
      query={asked.query}
      found={isSearch(asked) ? await foundByVisitor(published, asked) : null}
      notes={notes}
      noteTotal={total}
      typed={typed}
    >
      <TitlePage
        meta={meta}
        source={null}
        pdf={null}
        ordinal={1}
        editions=""
        isArchived={published.archivedAt !== null}
        isRestricted={false}
        published={null}
        editing={null}
      />
      <StaticText name={renderPublicText(published)} />
      <p className="source-note mt-12! border-line border-t pt-4">{rightsOf(t, format, meta)}</p>
    </PublicReport>
  );
}

async function foundByVisitor(published: Published, { query }: SearchState): Promise<PublicHits | "too-fast"> {
  try {
    limitVisitorSearch(clientAddress(await headers()));
  } catch (error) {
    if (error instanceof UserError) return "too-fast";
    throw error;
  }
  return searchPublicReport(published, query);
}

/** Search results shown until hydration. */
async function found(actor: Actor, report: string, { query, match, sort }: SearchState): Promise<SearchAnswer> {
  return searchLibrary(await getDatabase(), actor, query, { report, match, sort, limit: FIRST_HITS });
}

function outlineWithFootnotes(t: Translate, report: Report): OutlineEntry[] {
  const [first] = report.footnotes;
  const outline = outlineOf(report);
  return first ? [...outline, footnotesEntry(t, report.blocks[first.block]!.start)] : outline;
}

/** The reader adds the list of footnotes, so the report's own outline doesn't include it. */
function footnotesEntry(t: Translate, start: number): OutlineEntry {
  return { kind: "section", title: t("reader.footnotes"), level: 0, target: FOOTNOTES_ID, start, page: null };
}

function rightsOf(t: Translate, format: Format, { authors, editor, publisher }: ReportMeta): string {
  const owners = [...new Set([...authors, editor, publisher].filter((name) => name !== undefined))];
  return t("reader.rights", { count: owners.length, owners: format.list(owners, "unit") });
}
