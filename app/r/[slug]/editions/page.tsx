import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EditionNumbers } from "@/app/_features/editions/edition-numbers";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { Button } from "@/app/_ui/button";
import { PageLink } from "@/app/_ui/page-link";
import { SelectField } from "@/app/_ui/select";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { listEditions } from "@/lib/library/comparison";

interface Props {
  params: Promise<{ slug: string }>;
}

export const generateMetadata = pageTitle("compare.list.title");

const LINK = "inline-flex min-h-11 items-center text-accent underline underline-offset-4";

/** All editions of a report, newest first. */
export default async function EditionsPage({ params }: Props) {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const { slug } = await params;
  const editions = await listEditions(await getDatabase(), actor, slug).catch((error: unknown) => {
    if (error instanceof UserError && error.status === 404) notFound();
    throw error;
  });
  const current = editions[0]?.ordinal;
  return (
    <PageMessages page="r/[slug]/editions/page">
      <MemberPage account={account} title={t("compare.list.title")} lead={t("compare.list.lead")}>
        <ol reversed className="divide-y divide-line border-line border-y">
          {editions.map(({ ordinal, createdAt, by }) => (
            <li key={ordinal} className="py-4">
              <h2 className="font-semibold">
                {t("compare.edition", { ordinal, at: new Date(createdAt) })}
                {ordinal === current && ` · ${t("compare.list.current")}`}
              </h2>
              {by !== null && <p className="text-muted text-small">{t("compare.list.by", { by })}</p>}
              {ordinal > 1 && <EditionNumbers slug={slug} from={ordinal - 1} to={ordinal} />}
              <p className="mt-1 flex flex-wrap gap-x-6">
                {/* Only a full page load includes the text of a report. */}
                <a href={ordinal === current ? `/r/${slug}` : `/r/${slug}/editions/${ordinal}`} className={LINK}>
                  {t("compare.list.read", { ordinal })}
                </a>
                {ordinal > 1 && (
                  <PageLink href={`/r/${slug}/editions/compare?from=${ordinal - 1}&to=${ordinal}`} className={LINK}>
                    {t("compare.list.compare", { ordinal, former: ordinal - 1 })}
                  </PageLink>
                )}
              </p>
            </li>
          ))}
        </ol>
        {editions.length > 2 && (
          <form method="get" action={`/r/${slug}/editions/compare`} className="mt-8 flex flex-wrap items-end gap-4">
            {(["from", "to"] as const).map((name) => (
              <SelectField
                key={name}
                label={t(`compare.list.${name}`)}
                name={name}
                defaultValue={String(name === "from" ? 1 : current)}
              >
                {editions.map(({ ordinal, createdAt }) => (
                  <option key={ordinal} value={ordinal}>
                    {t("compare.edition", { ordinal, at: new Date(createdAt) })}
                  </option>
                ))}
              </SelectField>
            ))}
            <Button type="submit">{t("compare.list.submit")}</Button>
          </form>
        )}
      </MemberPage>
    </PageMessages>
  );
}
