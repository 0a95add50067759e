import { getTranslations } from "next-intl/server";
import { LibrarySearch } from "@/app/_features/library/library-search";
import { readList } from "@/app/_features/library/list-address";
import { ListOptions } from "@/app/_features/library/list-options";
import { ReportList } from "@/app/_features/library/report-list";
import { TopicFilter } from "@/app/_features/library/topic-filter";
import { FIRST_HITS, isSearch, readSearch, type SearchParams } from "@/app/_features/search/search-state";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { sayHere } from "@/app/_messages/say-here";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageLink } from "@/app/_ui/page-link";
import { may } from "@/lib/accounts/policy";
import { isListed } from "@/lib/current-reports";
import { getDatabase } from "@/lib/db/own-database";
import { inOrder } from "@/lib/library/listing";
import { readableLibrary } from "@/lib/library/readable-library";
import { activityByReport } from "@/lib/library/report-activity";
import { searchLibrary } from "@/lib/library/search";
import { onTopic, topicsAmong } from "@/lib/report/topics";

/** URL parameters: for a search, or for the list of reports. */
type InAddress = SearchParams & Partial<Record<"page" | "order" | "archived" | "topic", string | string[]>>;

/** The library: the list of reports, and a search in all of them. */
export default async function LibraryPage({ searchParams }: { searchParams: Promise<InAddress> }) {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const mayAdd = may(actor, "import.create", null);
  const { reports: all, listed, problems } = await readableLibrary(actor);
  const say = await sayHere();
  const address = await searchParams;
  const asked = readSearch(address);
  const { query, match, sort } = asked;
  const found = isSearch(asked)
    ? await searchLibrary(await getDatabase(), actor, query, { match, sort, limit: FIRST_HITS })
    : null;
  const activity = await activityByReport(await getDatabase(), actor);
  const list = readList(address);
  const ofEvery = list.isArchive ? all.filter((report) => !isListed(report)) : listed;
  const shown = list.topic === null ? ofEvery : onTopic(ofEvery, list.topic);
  return (
    <PageMessages page="page">
      <LibrarySearch account={account} found={found}>
        <h1 className="font-semibold font-serif text-title">{t("library.title")}</h1>
        <div className="mt-1 mb-8 flex flex-wrap items-baseline justify-between gap-x-6">
          <p className="text-muted">{t("library.lead")}</p>
          {mayAdd && (
            <PageLink
              href="/add"
              className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
            >
              {t("library.add")}
            </PageLink>
          )}
        </div>
        {all.length > 0 && (
          <ListOptions asked={list} counts={{ listed: listed.length, archived: all.length - listed.length }} />
        )}
        <TopicFilter asked={list} topics={topicsAmong(ofEvery)} />
        {shown.length === 0 && list.topic !== null ? (
          <EmptyState title={t("library.topics.none", { topic: list.topic })} hint={t("library.topics.noneHow")} />
        ) : shown.length === 0 && all.length > 0 ? (
          <EmptyState
            title={list.isArchive ? t("library.noneArchived") : t("library.allArchived")}
            hint={list.isArchive ? t("library.noneArchivedHow") : t("library.allArchivedHow")}
          />
        ) : shown.length === 0 ? (
          <EmptyState
            title={t("library.empty")}
            hint={t(mayAdd ? "library.emptyAdd" : actor.role === "guest" ? "library.emptyGuest" : "library.emptyHow")}
          />
        ) : (
          <ReportList
            reports={inOrder(shown, list.order, activity)}
            list={list}
            activity={activity}
            email={account.email}
            mayEdit={(slug) => may(actor, "report.edit", { report: slug })}
            asked={address.page}
          />
        )}
        {problems.length > 0 && actor.role !== "guest" && (
          <div className="mt-8 text-danger">
            <p>{t("library.problems")}</p>
            <ul className="mt-1 list-disc pl-5">
              {problems.map(({ file, reason }) => (
                <li key={file}>
                  {file}: {say(reason)}
                </li>
              ))}
            </ul>
          </div>
        )}
      </LibrarySearch>
    </PageMessages>
  );
}
