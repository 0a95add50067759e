import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Access } from "@/app/_features/details/access";
import { DetailsForm } from "@/app/_features/details/details-form";
import { Lifecycle } from "@/app/_features/details/lifecycle";
import { AddedPdf } from "@/app/_features/import/added-pdf";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { type Actor, may } from "@/lib/accounts/policy";
import { config } from "@/lib/config";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { readAccess } from "@/lib/library/access";
import { readAddedPdf } from "@/lib/library/added-pdf";
import { readDetails } from "@/lib/library/details";
import { currentLibrary } from "@/lib/library/library";
import { readableLibrary } from "@/lib/library/readable-library";
import { servedReport } from "@/lib/library/served-report";
import { topicsAmong } from "@/lib/report/topics";

/** Maximum number of other reports' topics that the form offers. */
const MAX_OFFERED = 30;

interface Props {
  params: Promise<{ slug: string }>;
}

export const generateMetadata = pageTitle("details.title");

/** The page where owners and editors edit a report's details. */
export default async function DetailsPage({ params }: Props) {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const { slug } = await params;
  if (!may(actor, "report.edit", { report: slug })) notFound();
  const details = await readDetails(await getDatabase(), actor, slug).catch((error: unknown) => {
    if (error instanceof UserError && error.status === 404) notFound();
    throw error;
  });
  const { edition, addedPdf, hasPages } = await servedReport(actor, slug);
  // A report whose own file has pages needs no other.
  const pdf = hasPages && !addedPdf ? null : await readAddedPdf(await getDatabase(), actor, edition.id);
  return (
    <PageMessages page="r/[slug]/details/page">
      <MemberPage account={account} title={t("details.title")} lead={t("details.lead")}>
        <DetailsForm details={details} offeredTopics={await offeredTopics(actor)} />
        <Access slug={slug} access={await readAccess(await getDatabase(), actor, slug)} />
        {pdf && <AddedPdf edition={edition.id} given={pdf} maxBytes={config().maxFileBytes} />}
        <Lifecycle
          slug={details.slug}
          title={details.title}
          archivedAt={(await currentLibrary()).bySlug.get(details.slug)?.archivedAt ?? null}
          mayArchive={may(actor, "report.archive", { report: details.slug })}
          mayDelete={may(actor, "report.delete", { report: details.slug })}
        />
      </MemberPage>
    </PageMessages>
  );
}

/** The topics that most reports have, among those that the user can read. */
async function offeredTopics(actor: Actor): Promise<string[]> {
  const { reports } = await readableLibrary(actor);
  return topicsAmong(reports)
    .slice(0, MAX_OFFERED)
    .map(({ name }) => name);
}
