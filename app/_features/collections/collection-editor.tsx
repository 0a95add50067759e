"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { sendJson } from "@/app/_features/request";
import { ConfirmDialog, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { PageLink } from "@/app/_ui/page-link";
import { showToast } from "@/app/_ui/toasts";
import type { CollectionView } from "@/lib/sharing/schemas";
import { CollectionLink } from "./collection-link";
import { CollectionText } from "./collection-text";
import { PickedPassages } from "./picked-passages";
import { useCollection } from "./use-collection";

interface CollectionEditorProps {
  first: CollectionView;
  /**
   * Whether the user can edit the collection. A user who has become a reader can only revoke its link and delete it.
   */
  mayEdit: boolean;
}

/** Editor for a collection's owner. */
export function CollectionEditor({ first, mayEdit }: CollectionEditorProps) {
  const t = useTranslations();
  const collection = useCollection(first);
  const { view } = collection;
  return (
    <>
      <p className="mb-2 text-small">
        <PageLink
          href="/collections"
          className="inline-flex min-h-11 items-center text-accent underline-offset-4 hover:underline"
        >
          {t("collections.all")}
        </PageLink>
      </p>
      <h1 className="font-semibold font-serif text-title wrap-anywhere">{view.title}</h1>
      {mayEdit && <CollectionText collection={collection} />}
      <PickedPassages collection={collection} mayEdit={mayEdit} />
      <CollectionLink collection={collection} mayEdit={mayEdit} />
      <DeleteCollection view={view} />
    </>
  );
}

function DeleteCollection({ view: { id, title, state } }: { view: CollectionView }) {
  const t = useTranslations();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  if (state === "open") return <p className="mt-12 text-muted text-small">{t("collections.deleteOpen")}</p>;
  return (
    <>
      <Button onClick={() => setAsking(true)} variant="danger" className="-mx-4 mt-12">
        {t("collections.delete")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={title}
        lead={t("collections.deleteHow")}
        submit={t("collections.delete")}
        onSubmit={async () => {
          await withReauthentication(() => sendJson("DELETE", `/api/collections/${id}`));
          showToast({ title: t("collections.deleted") });
          router.push("/collections");
        }}
      />
    </>
  );
}
