"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { FormProblem } from "@/app/_ui/form-problem";
import { SubmitButton } from "@/app/_ui/submit-button";
import { showToast } from "@/app/_ui/toasts";
import type { AccessChange, AccessView } from "@/lib/library/access-schemas";
import { AccessFields, rightOf } from "./access-fields";

const AUDIENCES = ["team", "restricted", "public"] as const;

/** Shows, and lets people change, who can read and edit a report. */
export function Access({ slug, access: given }: { slug: string; access: AccessView }) {
  const t = useTranslations();
  const router = useRouter();
  const id = useId();
  const [access, setAccess] = useState(given);
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { audience, publicNotes, may } = access;
  /** Only people who can publish the report are offered to, but everyone sees that it is public. */
  const audiences = AUDIENCES.filter((each) => each !== "public" || may.publish || given.audience === "public");

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setProblem("");
    const body: AccessChange = {
      ...{ version: access.version, audience, publicNotes },
      ...{ people: access.people.map(rightOf), groups: access.groups.map(rightOf) },
    };
    try {
      setAccess(await withReauthentication(() => sendJson<AccessView>("PUT", `/api/reports/${slug}/access`, body)));
      showToast({ title: t("access.saved") });
      router.refresh();
    } catch (error) {
      setProblem(explain(t, error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section aria-labelledby={`${id}-title`} className="mt-16 border-line border-t pt-8">
      <h2 id={`${id}-title`} className="mb-4 font-semibold font-serif text-heading">
        {t("access.title")}
      </h2>
      <form method="post" onSubmit={save} className="max-w-prose">
        <AccessFields
          access={access}
          audiences={audiences}
          choices={access.choices}
          mayChange={may.change}
          mayPublishNotes={may.publish || given.publicNotes}
          onChange={(change) => setAccess({ ...access, ...change })}
        />
        <p className="mt-4 text-muted text-small">{t("access.owners")}</p>
        <FormProblem>{problem}</FormProblem>
        {may.change && (
          <SubmitButton className="mt-4" aria-disabled={isBusy || undefined}>
            {t("access.save")}
          </SubmitButton>
        )}
      </form>
    </section>
  );
}
