import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/app/_ui/button";
import type { UploadState } from "./use-source-upload";

/** Upload progress with a cancel button. */
export function UploadProgress({ name, sent, size, onCancel }: UploadState & { onCancel(): void }) {
  const t = useTranslations();
  const label = useId();
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      <p id={label} role="status" className="min-w-0 break-words text-muted">
        {t("add.uploading", { file: name })}
      </p>
      <progress aria-labelledby={label} value={sent} max={size} className="h-2 w-48 accent-accent" />
      <Button onClick={onCancel}>{t("add.cancelUpload")}</Button>
    </div>
  );
}
