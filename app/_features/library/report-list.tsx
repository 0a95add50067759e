import { useFormatter, useTranslations } from "next-intl";
import { PageLink } from "@/app/_ui/page-link";
import type { ListedReport } from "@/lib/library/library";
import type { ReportActivity } from "@/lib/library/report-activity";
import { type ListState, listAddress } from "./list-address";
import { pageOf } from "./pagination";
import { ReportLink } from "./report-link";

interface ShelfProps {
  reports: readonly ListedReport[];
  /** The recent activity in each report, by slug. */
  activity: ReadonlyMap<string, ReportActivity>;
  /** Email of the signed-in user. */
  email: string;
  /** Whether the user can edit a report's details. */
  mayEdit(slug: string): boolean;
  /** The choice of reports, for the links to other pages. */
  list: ListState;
  /** The page number from the URL. */
  asked: string | string[] | undefined;
}

/** The reports, paginated. */
export function ReportList({ reports, activity, email, mayEdit, list, asked }: ShelfProps) {
  const t = useTranslations();
  const { page, pages, from, to } = pageOf(reports.length, asked);
  return (
    <>
      <ul className="divide-y divide-line border-line border-y">
        {reports.slice(from, to).map((report) => (
          <ReportCard
            key={report.slug}
            report={report}
            activity={activity.get(report.slug)}
            email={email}
            mayEdit={mayEdit(report.slug)}
          />
        ))}
      </ul>
      {pages > 1 && (
        <nav aria-label={t("library.pages")} className="mt-4 flex flex-wrap items-center gap-x-6">
          <p className="text-muted tabular-nums">{t("library.part", { from: from + 1, to, of: reports.length })}</p>
          {page > 1 && <ListPageLink href={listAddress(list, page - 1)}>{t("library.before")}</ListPageLink>}
          {page < pages && <ListPageLink href={listAddress(list, page + 1)}>{t("library.after")}</ListPageLink>}
        </nav>
      )}
    </>
  );
}

function ListPageLink({ href, children }: { href: string; children: string }) {
  return (
    <PageLink href={href} className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
      {children}
    </PageLink>
  );
}

interface ReportCardProps extends Pick<ShelfProps, "email"> {
  mayEdit: boolean;
  report: ListedReport;
  /** Undefined if there has been no activity. */
  activity: ReportActivity | undefined;
}

function ReportCard({
  report: { slug, meta, length, topics, isRestricted, isPublic },
  activity,
  email,
  mayEdit,
}: ReportCardProps) {
  const t = useTranslations();
  const format = useFormatter();
  const { pages, words: count, minutes } = length;
  const imprint = [meta.publisher, meta.place, meta.year].filter(Boolean).join(", ");
  return (
    <li lang={meta.language}>
      <ReportLink email={email} slug={slug} className="group -mx-3 block rounded px-3 py-6 hover:bg-accent-soft">
        <h2 id={`title-${slug}`} className="text-balance font-semibold font-serif text-heading group-hover:underline">
          {meta.title}
        </h2>
        <div className="mt-2">
          {meta.authors.length > 0 && <p>{format.list(meta.authors)}</p>}
          {meta.editor && <p>{t("library.editedBy", { name: meta.editor })}</p>}
          {imprint && <p className="text-muted">{imprint}</p>}
        </div>
        <p className="mt-2 text-muted text-small tabular-nums">
          {isRestricted && `${t("access.restricted")} · `}
          {isPublic && `${t("access.public")} · `}
          {meta.status && `${t(`details.statuses.${meta.status}`)} · `}
          {t("library.length", { pages: pages ?? 0, words: count, minutes })}
        </p>
        {topics.length > 0 && (
          <p className="wrap-anywhere mt-1 text-muted text-small">
            {t("library.topics.of", { topics: format.list(topics, { type: "unit", style: "short" }) })}
          </p>
        )}
        <p className="mt-1 flex flex-wrap gap-x-4 text-muted text-small tabular-nums">
          <span>{t("library.activity.notes", { count: activity?.notes ?? 0 })}</span>
          {activity && (
            <>
              <span>{t("library.activity.people", { count: activity.people })}</span>
              <time dateTime={activity.last}>{t("library.activity.last", { at: new Date(activity.last) })}</time>
            </>
          )}
        </p>
      </ReportLink>
      {mayEdit && (
        <a
          href={`/r/${slug}/details`}
          aria-describedby={`title-${slug}`}
          className="-mt-4 mb-2 inline-flex min-h-11 items-center text-accent text-small underline underline-offset-4"
        >
          {t("details.open")}
        </a>
      )}
    </li>
  );
}
