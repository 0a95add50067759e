"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { SubmitButton } from "@/app/_ui/submit-button";
import { MAX_TITLE } from "@/lib/sharing/limits";
import type { NewCollection, ShareView } from "@/lib/sharing/schemas";

/** Creates an empty collection and opens it. */
export function NewCollectionForm() {
  const t = useTranslations();
  const router = useRouter();
  const [title, setTitle] = useState("");
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setProblem("");
    try {
      const body: NewCollection = { title };
      const { id } = await withReauthentication(() => sendJson<ShareView>("POST", "/api/collections", body));
      router.push(`/collections/${id}`);
    } catch (error) {
      setProblem(explain(t, error));
      setBusy(false);
    }
  };
  return (
    <form method="post" onSubmit={submit} className="mt-8 border-line border-t pt-6">
      <Field
        label={t("collections.newTitle")}
        value={title}
        maxLength={MAX_TITLE}
        placeholder={t("collections.titleExample")}
        onChange={({ target }) => setTitle(target.value)}
      />
      <FormProblem>{problem}</FormProblem>
      <SubmitButton aria-disabled={isBusy || undefined} className="mt-4">
        {t("collections.make")}
      </SubmitButton>
    </form>
  );
}
