import { getTranslations } from "next-intl/server";
import { NewCollectionForm } from "@/app/_features/collections/new-collection";
import { shareState } from "@/app/_features/sharing/share-state";
import { MemberPage } from "@/app/_features/shell/member-page";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import type { Translate } from "@/app/_messages/translate";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageLink } from "@/app/_ui/page-link";
import { may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";
import { listCollections } from "@/lib/sharing/collections";
import type { ShareView } from "@/lib/sharing/schemas";

export const generateMetadata = pageTitle("collections.title");

/** The user's collections of passages. */
export default async function CollectionsPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const collections = await listCollections(await getDatabase(), actor);
  const mayMake = may(actor, "share.create", null);
  return (
    <PageMessages page="collections/page">
      <MemberPage account={account} title={t("collections.title")} lead={t("collections.lead")}>
        {collections.length === 0 && (
          <EmptyState
            title={t("collections.empty")}
            hint={mayMake ? t("collections.emptyHow") : t("share.listEmptyReader")}
          />
        )}
        <ul className="divide-y divide-line">
          {collections.map((collection) => (
            <li key={collection.id} className="py-4">
              <PageLink
                href={`/collections/${collection.id}`}
                className="inline-flex min-h-11 items-center font-semibold font-serif text-prose underline decoration-line underline-offset-4 wrap-anywhere hover:text-accent"
              >
                {collection.title}
              </PageLink>
              <p className="text-muted text-small">{describe(t, collection)}</p>
            </li>
          ))}
        </ul>
        {mayMake && <NewCollectionForm />}
      </MemberPage>
    </PageMessages>
  );
}

function describe(t: Translate, collection: ShareView): string {
  const { count, state, views } = collection;
  const parts = [t("share.collection.holds", { count }), shareState(t, collection)];
  return [...parts, state !== "draft" && t("share.views", { count: views })].filter(Boolean).join(" · ");
}
