import { useTranslations } from "next-intl";
import { PageLink } from "@/app/_ui/page-link";
import { ORDERS } from "@/lib/library/listing";
import { type ListState, listAddress } from "./list-address";

interface ListOptionsProps {
  asked: ListState;
  /** The numbers of reports that aren't archived, and of those that are. */
  counts: { listed: number; archived: number };
}

const LINK =
  "inline-flex min-h-11 items-center underline-offset-4 hover:underline aria-[current]:font-semibold aria-[current]:text-ink text-accent";

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
              className={LINK}
              {...(order === asked.order && { "aria-current": "true" as const })}
            >
              {t(`library.orders.${order}`)}
            </PageLink>
          </li>
        ))}
      </ul>
      {(counts.archived > 0 || asked.isArchive) && (
        <PageLink href={listAddress({ ...asked, isArchive: !asked.isArchive })} className={`ms-auto ${LINK}`}>
          {asked.isArchive
            ? t("library.showListed", { count: counts.listed })
            : t("library.showArchived", { count: counts.archived })}
        </PageLink>
      )}
    </nav>
  );
}
