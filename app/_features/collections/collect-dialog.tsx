"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { LoadFailed, withReauthentication } from "@/app/_features/session";
import type { Translate } from "@/app/_messages/translate";
import { Button, buttonClass } from "@/app/_ui/button";
import { closeButton } from "@/app/_ui/close-button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { PageLink } from "@/app/_ui/page-link";
import { MAX_TITLE } from "@/lib/sharing/limits";
import type { NewCollection, ShareView } from "@/lib/sharing/schemas";

interface CollectDialogProps {
  /** Ids of the highlights whose passages will be added to a collection; null while the dialog is closed. */
  highlights: readonly string[] | null;
  /** Receives the focus afterwards. */
  opener: RefObject<HTMLElement | null>;
  onClose(): void;
}

/** Adds passages to one of the user's collections, or to a new one. */
export function CollectDialog({ highlights, opener, onClose }: CollectDialogProps) {
  const t = useTranslations();
  const finalFocus = () => {
    opener.current?.focus({ preventScroll: true });
    return false;
  };
  return (
    <Dialog.Root open={highlights !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogFrame width="lg" finalFocus={finalFocus}>
        <div className="mb-3 flex items-center justify-between gap-4">
          <Dialog.Title className="font-semibold text-prose">
            {t("collections.collect", { count: highlights?.length ?? 0 })}
          </Dialog.Title>
          <Dialog.Close {...closeButton(t)} />
        </div>
        {highlights && <CollectForm highlights={highlights} />}
      </DialogFrame>
    </Dialog.Root>
  );
}

/** The collection to which the passages were added. */
interface Collected {
  id: string;
  title: string;
  said: string;
}

function CollectForm({ highlights }: { highlights: readonly string[] }) {
  const t = useTranslations();
  const { data, error, mutate } = useSWR<{ collections: ShareView[] }, Error>(
    "/api/collections",
    (address: string) => withReauthentication(() => fetchJson<{ collections: ShareView[] }>(address)),
    // Fetches the list again, because collections may have been created elsewhere in the meantime.
    { revalidateOnMount: true },
  );
  const [done, setDone] = useState<Collected | null>(null);
  const collections = data?.collections ?? [];

  const collect = async (into: ShareView | null, title: string) => {
    const answer = await withReauthentication(() =>
      into ? put(t, into, highlights) : putIntoNew(t, title, highlights),
    );
    setDone(answer);
    void mutate();
  };

  if (done) {
    return (
      <>
        <p role="status">{done.said}</p>
        <p className="mt-4">
          <PageLink href={`/collections/${done.id}`} className={buttonClass("primary")}>
            {t("collections.openNamed", { title: done.title })}
          </PageLink>
        </p>
      </>
    );
  }
  if (error) return <LoadFailed message={explain(t, error)} onRetry={() => void mutate()} />;
  if (!data) return <p className="min-h-11 text-muted">{t("collections.looking")}</p>;
  return <Choice collections={collections} onChoose={collect} />;
}

async function put(t: Translate, into: ShareView, highlights: readonly string[]): Promise<Collected> {
  const address = `/api/collections/${into.id}/passages`;
  const { added } = await sendJson<{ added: number }>("POST", address, { highlights });
  const title = into.title ?? "";
  return { id: into.id, title, said: t("collections.added", { added, present: highlights.length - added, title }) };
}

async function putIntoNew(t: Translate, title: string, highlights: readonly string[]): Promise<Collected> {
  const body: NewCollection = { title, highlights: [...highlights] };
  const made = await sendJson<ShareView>("POST", "/api/collections", body);
  return {
    id: made.id,
    title: made.title ?? "",
    said: t("collections.added", { added: made.count, present: 0, title: made.title ?? "" }),
  };
}

interface ChoiceProps {
  collections: readonly ShareView[];
  /** @throws the server's error */
  onChoose(into: ShareView | null, title: string): Promise<void>;
}

/** Lets the user choose an existing collection (newest first), or enter the title of a new one. */
function Choice({ collections, onChoose }: ChoiceProps) {
  const t = useTranslations();
  const [chosen, setChosen] = useState(collections[0]?.id ?? "");
  const [title, setTitle] = useState("");
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const into = collections.find(({ id }) => id === chosen) ?? null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setProblem("");
    try {
      await onChoose(into, title);
    } catch (error) {
      setProblem(explain(t, error));
      setBusy(false);
      if (!into) field.current?.focus();
    }
  };

  return (
    <form method="post" onSubmit={submit}>
      {collections.length > 0 && (
        <fieldset>
          <legend className="sr-only">{t("collections.which")}</legend>
          {[...collections, null].map((collection) => (
            <label key={collection?.id ?? ""} className="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="radio"
                name="collection"
                checked={chosen === (collection?.id ?? "")}
                onChange={() => setChosen(collection?.id ?? "")}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 wrap-anywhere">
                {collection?.title ?? t("collections.another")}
                {collection && (
                  <span className="ms-2 text-muted text-small">
                    {t("share.collection.holds", { count: collection.count })}
                  </span>
                )}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {into === null && (
        <div className="mt-2">
          <Field
            ref={field}
            label={t("collections.newTitle")}
            value={title}
            maxLength={MAX_TITLE}
            placeholder={t("collections.titleExample")}
            onChange={({ target }) => setTitle(target.value)}
          />
        </div>
      )}
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" aria-disabled={isBusy || undefined} variant="primary" className="mt-4">
        {t("collections.put")}
      </Button>
    </form>
  );
}
