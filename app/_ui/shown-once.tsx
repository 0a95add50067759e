"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Field } from "./field";
import { useCopyField } from "./use-copy-field";

interface ShownOnceProps {
  label: string;
  /** Explains the purpose of the secret, and that it won't be shown again. */
  hint: string;
  value: string;
}

/** A new secret that is only shown once, with a copy button. Receives the focus. */
export function ShownOnce({ label, hint, value }: ShownOnceProps) {
  const t = useTranslations();
  const { field, status, copy } = useCopyField(value, { copied: t("once.copied"), notCopied: t("once.notCopied") });
  return (
    <div className="mt-6 rounded-md border border-line bg-raised p-4">
      <Field ref={field} label={label} hint={hint} value={value} readOnly onFocus={(event) => event.target.select()} />
      <div className="mt-3 flex flex-wrap items-center gap-4">
        <Button onClick={() => void copy()}>{t("once.copy")}</Button>
        <p role="status" className="text-muted">
          {status}
        </p>
      </div>
    </div>
  );
}
