import { useTranslations } from "next-intl";
import { PageLink } from "@/app/_ui/page-link";
import { ORDERS } from "@/lib/library/listing";
import { type ListState, listAddress } from "./list-address";
import { LIST_LINK } from "./list-link";

interface ListOptionsProps {
  asked: ListState;
  /** The numbers of reports that aren't archived, and of those that are. */
  counts: { listed: number; archived: number };
}

/** Links that choose the order of the reports, and switch to the archived ones. */
export function ListOptions({ asked, counts }: ListOptionsProps) {
  const t = useTranslations();
  return (
    <nav aria-label={t("library.options")} className="mb-2 flex flex-wrap items-center gap-x-8 text-small">
      <p id="library-order" className="-me-4 text-muted">
        {t("library.order")}
      </p>
      <ul aria-labelledby="library-order" className="flex flex-wrap items-center gap-x-4">
        {ORDERS.map((order) => (
          <li key={order}>
            <PageLink
              href={listAddress({ ...asked, order })}
              className={LIST_LINK}
              {...(order === asked.order && { "aria-current": "true" as const })}
            >
              {t(`library.orders.${order}`)}
            </PageLink>
          </li>
        ))}
      </ul>
      {(counts.archived > 0 || asked.isArchive) && (
        <PageLink href={listAddress({ ...asked, isArchive: !asked.isArchive })} className={`ms-auto ${LIST_LINK}`}>
          {asked.isArchive
            ? t("library.showListed", { count: counts.listed })
            : t("library.showArchived", { count: counts.archived })}
        </PageLink>
      )}
    </nav>
  );
}
