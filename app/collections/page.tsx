import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { NewCollectionForm } from "@/app/_features/collections/new-collection";
import { shareState } from "@/app/_features/sharing/share-state";
import { Header } from "@/app/_features/shell/header";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import type { Translate } from "@/app/_messages/translate";
import { may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";
import { listCollections } from "@/lib/sharing/collections";
import type { ShareView } from "@/lib/sharing/schemas";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("collections.title") };
}

/** The user's collections of passages. */
export default async function CollectionsPage() {
  const t = await getTranslations();
  const actor = await requireActor();
  const account = await accountOf(actor);
  const collections = await listCollections(await getDatabase(), actor);
  const mayMake = may(actor, "share.create", null);
  return (
    <PageMessages page="collections/page">
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{t("collections.title")}</h1>
        <p className="mt-1 mb-6 text-muted">{t("collections.lead")}</p>
        {collections.length === 0 && (
          <div className="rounded-md border border-line p-6">
            <p>{t("collections.empty")}</p>
            <p className="mt-2 text-muted">{mayMake ? t("collections.emptyHow") : t("share.listEmptyReader")}</p>
          </div>
        )}
        <ul className="divide-y divide-line">
          {collections.map((collection) => (
            <li key={collection.id} className="py-4">
              <Link
                href={`/collections/${collection.id}`}
                className="inline-flex min-h-11 items-center font-semibold font-serif text-prose underline decoration-line underline-offset-4 wrap-anywhere hover:text-accent"
              >
                {collection.title}
              </Link>
              <p className="text-muted text-small">{describe(t, collection)}</p>
            </li>
          ))}
        </ul>
        {mayMake && <NewCollectionForm />}
      </main>
    </PageMessages>
  );
}

function describe(t: Translate, collection: ShareView): string {
  const { count, state, views } = collection;
  const parts = [t("share.collection.holds", { count }), shareState(t, collection)];
  return [...parts, state !== "draft" && t("share.views", { count: views })].filter(Boolean).join(" · ");
}
