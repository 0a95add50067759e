"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { ConfirmDialog, LoadFailed, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { fileSize } from "@/app/_ui/file-size";
import { FormProblem } from "@/app/_ui/form-problem";
import { showToast } from "@/app/_ui/toasts";
import type { Archiving, Deletion, DeletionPreview } from "@/lib/library/lifecycle-schemas";

interface LifecycleProps {
  slug: string;
  title: string;
  /** In ISO 8601; null unless the report is archived. */
  archivedAt: string | null;
  mayArchive: boolean;
  mayDelete: boolean;
}

/** Archives and deletes a report. */
export function Lifecycle({ slug, title, archivedAt, mayArchive, mayDelete }: LifecycleProps) {
  const t = useTranslations();
  return (
    <section aria-labelledby="lifecycle" className="mt-16 border-line border-t pt-8">
      <h2 id="lifecycle" className="mb-4 font-semibold font-serif text-heading">
        {t("lifecycle.title")}
      </h2>
      <div className="divide-y divide-line rounded border border-line">
        {mayArchive && <Archive slug={slug} archivedAt={archivedAt} />}
        {mayDelete && <Delete slug={slug} title={title} />}
      </div>
    </section>
  );
}

function Archive({ slug, archivedAt }: Pick<LifecycleProps, "slug" | "archivedAt">) {
  const t = useTranslations();
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const change = archivedAt === null ? "archive" : "unarchive";
  const send = async () => {
    if (isBusy) return;
    setBusy(true);
    setProblem("");
    try {
      const method = archivedAt === null ? "PUT" : "DELETE";
      await withReauthentication(() => sendJson<Archiving>(method, `/api/reports/${slug}/archive`));
      showToast({ title: t(`lifecycle.${change}.done`) });
      router.refresh();
    } catch (error) {
      setProblem(explain(t, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Step
      title={t(`lifecycle.${change}.title`)}
      lead={
        archivedAt === null ? t("lifecycle.archive.lead") : t("lifecycle.unarchive.lead", { at: new Date(archivedAt) })
      }
    >
      <Button onClick={() => void send()} aria-disabled={isBusy || undefined}>
        {t(`lifecycle.${change}.submit`)}
      </Button>
      <FormProblem>{problem}</FormProblem>
    </Step>
  );
}

function Step({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="p-4">
      <h3 className="font-semibold">{title}</h3>
      <p className="mt-1 mb-3 max-w-prose text-muted">{lead}</p>
      {children}
    </div>
  );
}

function Delete({ slug, title }: Pick<LifecycleProps, "slug" | "title">) {
  const t = useTranslations();
  const [isAsking, setAsking] = useState(false);
  const remove = async (fields: FormData) => {
    const body: Deletion = { title: String(fields.get("title")) };
    await withReauthentication(() => sendJson("POST", `/api/reports/${slug}/deletion`, body));
    // The page of the report is gone. The list of deleted items shows that the report can be restored.
    window.location.assign("/deleted");
  };
  return (
    <Step title={t("lifecycle.delete.title")} lead={t("lifecycle.delete.lead")}>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t("lifecycle.delete.submit")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("lifecycle.delete.confirmTitle", { title })}
        lead={t("lifecycle.delete.confirmLead")}
        submit={t("lifecycle.delete.submit")}
        onSubmit={remove}
      >
        <Belongings slug={slug} />
        <Field label={t("lifecycle.delete.type")} name="title" required autoComplete="off" maxLength={1000} />
      </ConfirmDialog>
    </Step>
  );
}

/** Everything that is deleted with a report. */
function Belongings({ slug }: { slug: string }) {
  const t = useTranslations();
  const format = useFormatter();
  const { data, error, mutate } = useSWR<DeletionPreview, Error>(
    `/api/reports/${slug}/deletion`,
    (address: string) => withReauthentication(() => fetchJson<DeletionPreview>(address), "reading"),
    { revalidateOnMount: true },
  );
  if (error && !data)
    return <LoadFailed message={t("lifecycle.delete.failed")} error={error} onRetry={() => void mutate()} />;
  const size = fileSize(format, data?.bytes ?? 0);
  return (
    <ul aria-busy={!data} className="my-4 min-h-20 list-disc pl-5">
      {data && (
        <>
          <li>{t("lifecycle.delete.editions", data)}</li>
          {data.highlights > 0 && <li>{t("lifecycle.delete.highlights", data)}</li>}
          {data.notes > 0 && <li>{t("lifecycle.delete.notes", data)}</li>}
          {data.links > 0 && <li>{t("lifecycle.delete.links", data)}</li>}
          {data.collections > 0 && <li>{t("lifecycle.delete.collections", data)}</li>}
          {data.savedSearches > 0 && <li>{t("lifecycle.delete.savedSearches", data)}</li>}
          {data.files > 0 && <li>{t("lifecycle.delete.files", { files: data.files, size })}</li>}
        </>
      )}
    </ul>
  );
}
