import { useTranslations } from "next-intl";
import { PageLink } from "@/app/_ui/page-link";
import { type TopicCount, topicKey } from "@/lib/report/topics";
import { type ListState, listAddress } from "./list-address";
import { LIST_LINK } from "./list-link";

/** Maximum number of topics that are visible at first, and that can be unfolded. */
const MAX_SHOWN = 12;
const MAX_FOLDED = 200;

interface TopicFilterProps {
  asked: ListState;
  /** The topics of the listed reports, the most frequent first. */
  topics: readonly TopicCount[];
}

/** Links that list only the reports with one topic. Less frequent topics are folded. */
export function TopicFilter({ asked, topics }: TopicFilterProps) {
  const t = useTranslations();
  if (topics.length === 0 && asked.topic === null) return null;
  const chosen = asked.topic === null ? null : topicKey(asked.topic);
  const shown = topics.slice(0, MAX_SHOWN);
  const folded = topics.slice(MAX_SHOWN, MAX_SHOWN + MAX_FOLDED);
  const link = ({ key, name, count }: TopicCount) => (
    <li key={key} className="min-w-0">
      <PageLink
        href={listAddress({ ...asked, topic: key === chosen ? null : name })}
        className={`wrap-anywhere ${LIST_LINK}`}
        {...(key === chosen && { "aria-current": "true" as const })}
      >
        {t("library.topics.one", { name, count })}
      </PageLink>
    </li>
  );
  return (
    <nav aria-label={t("library.topics.label")} className="mb-2 text-small">
      <ul className="flex flex-wrap items-center gap-x-4">
        <li className="text-muted">{t("library.topics.label")}</li>
        <li>
          <PageLink
            href={listAddress({ ...asked, topic: null })}
            className={LIST_LINK}
            {...(chosen === null && { "aria-current": "true" as const })}
          >
            {t("library.topics.all")}
          </PageLink>
        </li>
        {shown.map(link)}
      </ul>
      {folded.length > 0 && (
        <details open={folded.some(({ key }) => key === chosen)}>
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent">
            {t("library.topics.more", { count: folded.length })}
          </summary>
          <ul className="flex flex-wrap items-center gap-x-4">{folded.map(link)}</ul>
        </details>
      )}
    </nav>
  );
}
