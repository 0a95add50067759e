import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { Instances } from "@/app/_features/team/server/instances";
import { Jobs } from "@/app/_features/team/server/jobs";
import { Limits } from "@/app/_features/team/server/limits";
import { LogLevel } from "@/app/_features/team/server/log-level";
import { RefreshedPage } from "@/app/_features/team/server/refreshed-page";
import { Storage } from "@/app/_features/team/server/storage";
import { Warnings } from "@/app/_features/team/server/warnings";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { sayHere } from "@/app/_messages/say-here";
import { Section } from "@/app/_ui/section";
import { authorize, may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";
import { serverOverview } from "@/lib/operations/overview";

export const generateMetadata = pageTitle("server.title");

/** What owners should know about the running server. */
export default async function ServerPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  if (!may(actor, "server.read", null)) notFound();
  const account = await accountOf(actor);
  const permit = authorize(actor, "server.read", null);
  const overview = await serverOverview(await getDatabase(), permit, await sayHere());
  return (
    <PageMessages page="team/server/page">
      <MemberPage account={account} title={t("server.title")} lead={t("server.lead")} width="max-w-5xl">
        <RefreshedPage />
        <Warnings warnings={overview.warnings} />
        <Section title={t("server.instances.title")}>
          <Instances instances={overview.instances} />
        </Section>
        <Section title={t("server.storage.title")}>
          <Storage {...overview} />
        </Section>
        <Section title={t("server.jobs.title")}>
          <Jobs jobs={overview.jobs} />
        </Section>
        <Section title={t("server.limits.title")} lead={t("server.limits.lead")}>
          <Limits {...overview} />
        </Section>
        <Section title={t("server.log.title")} lead={t("server.log.lead")}>
          <LogLevel {...overview.log} />
        </Section>
      </MemberPage>
    </PageMessages>
  );
}
