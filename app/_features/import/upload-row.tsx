import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/button";
import type { UploadState } from "./use-uploads";

interface UploadRowProps {
  upload: UploadState;
  onCancel(): void;
}

/** A file that is being uploaded, with its progress, in a list of files. */
export function UploadRow({ upload: { name, sent, size }, onCancel }: UploadRowProps) {
  const t = useTranslations();
  const uploading = t("add.uploading", { file: name });
  return (
    <Row name={name} status={sent === null ? t("add.jobs.queued") : uploading}>
      {sent !== null && <Bar label={uploading} value={sent} max={size} />}
      <Button aria-label={t("add.cancelUploadNamed", { name })} onClick={onCancel}>
        {t("add.cancelUpload")}
      </Button>
    </Row>
  );
}

export function Row({ name, status, children }: { name: string; status: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className="min-w-36 flex-1">
        <span className="wrap-anywhere font-medium">{name}</span>
        <span className="wrap-anywhere block text-muted text-small tabular-nums">{status}</span>
      </span>
      <span className="ml-auto flex items-center gap-x-2 md:gap-x-4">{children}</span>
    </li>
  );
}

export function Bar({ label, value, max }: { label: string; value: number; max: number }) {
  return <progress aria-label={label} value={value} max={max} className="h-2 w-32 accent-accent" />;
}
