"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { ConfirmDialog, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { FormProblem } from "@/app/_ui/form-problem";
import { showToast } from "@/app/_ui/toasts";
import type { DeletedReport } from "@/lib/library/lifecycle-schemas";

interface DeletedReportsProps {
  reports: readonly DeletedReport[];
  /** Fetches the list again. */
  reload(): Promise<unknown>;
  /** Gets the focus when the focused button is removed. */
  heading: RefObject<HTMLElement | null>;
}

/** Deleted reports, with buttons to restore them. */
export function DeletedReports({ reports, reload, heading }: DeletedReportsProps) {
  const t = useTranslations();
  return (
    <section aria-labelledby="deleted-reports" className="mb-10">
      <h2 id="deleted-reports" className="font-semibold font-serif text-heading">
        {t("deleted.reports")}
      </h2>
      <ul className="divide-y divide-line">
        {reports.map((report) => (
          <Item
            key={report.slug}
            report={report}
            onGone={async () => {
              await reload();
              heading.current?.focus();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function Item({ report: { slug, title, by, at, until }, onGone }: { report: DeletedReport; onGone(): Promise<void> }) {
  const t = useTranslations();
  const [isErasing, setErasing] = useState(false);
  const [problem, setProblem] = useState("");
  const restore = async () => {
    setProblem("");
    try {
      await withReauthentication(() => sendJson("POST", `/api/reports/${slug}/restore`));
      showToast({ title: t("deleted.reportRestored") });
      await onGone();
    } catch (error) {
      setProblem(explain(t, error));
    }
  };
  const erase = async () => {
    await withReauthentication(() => sendJson("POST", `/api/reports/${slug}/erase`));
    showToast({ title: t("deleted.reportErased") });
    await onGone();
  };
  return (
    <li className="py-5">
      <p className="font-serif text-prose wrap-anywhere">{title}</p>
      <p className="mt-1 text-muted text-small">
        {t("deleted.reportWhen", { by: by ?? "unknown", deleted: new Date(at), until: new Date(until) })}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button aria-label={t("deleted.reportRestore", { title })} onClick={() => void restore()}>
          {t("deleted.restore")}
        </Button>
        <Button aria-label={t("deleted.reportErase", { title })} onClick={() => setErasing(true)} variant="danger">
          {t("deleted.erase")}
        </Button>
      </div>
      <FormProblem>{problem}</FormProblem>
      <ConfirmDialog
        open={isErasing}
        onOpenChange={setErasing}
        title={t("deleted.reportEraseTitle", { title })}
        lead={t("deleted.reportEraseLead")}
        submit={t("deleted.erase")}
        onSubmit={erase}
      />
    </li>
  );
}
