import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { CollectionEditor } from "@/app/_features/collections/collection-editor";
import { Header } from "@/app/_features/shell/header";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { may } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { readCollection } from "@/lib/sharing/collections";
import { shareParams } from "@/lib/sharing/schemas";

interface Props {
  params: Promise<{ id: string }>;
}

/** Cached per request, for the page and its metadata. Null if the collection doesn't exist or the user can't see it. */
const collectionOf = cache(async (id: string) => {
  if (!shareParams.safeParse({ id }).success) return null;
  const actor = await requireActor();
  return readCollection(await getDatabase(), actor, id).catch((error: unknown) => {
    if (error instanceof UserError && error.status === 404) return null;
    throw error;
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations();
  const collection = await collectionOf((await params).id);
  return { title: collection?.title ?? t("notFound.title") };
}

/** The page where users edit one of their collections. */
export default async function CollectionPage({ params }: Props) {
  const actor = await requireActor();
  const account = await accountOf(actor);
  const collection = await collectionOf((await params).id);
  if (!collection) notFound();
  return (
    <PageMessages page="collections/[id]/page">
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <CollectionEditor first={collection} mayEdit={may(actor, "share.create", null)} />
      </main>
    </PageMessages>
  );
}
