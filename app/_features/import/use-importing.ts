"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { uploadFile } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { MAX_IMPORT } from "@/lib/exchange/formats";
import type { ImportFile, ImportOutcome } from "@/lib/exchange/schemas";
import type { UploadedSource } from "@/lib/sources/schemas";
import { usePreviewUpload } from "./use-preview-upload";

/** The import options, apart from the file. */
export type ImportChoice = Pick<ImportFile, "report" | "visibility" | "deletions">;

/** The content of the file, or the id of a PDF that was uploaded. */
type Sent = Pick<ImportFile, "text" | "source">;

const isPdf = ({ name, type }: File) => type === "application/pdf" || /\.pdf$/iu.test(name);

async function upload(file: File): Promise<Sent> {
  const address = `/api/sources?${new URLSearchParams({ name: file.name })}`;
  const options = { onProgress: () => {}, signal: new AbortController().signal };
  return { source: (await withReauthentication(() => uploadFile<UploadedSource>(address, file, options))).id };
}

/**
 * The state of the import of an annotation file. The user chooses a file, previews it, and then imports or cancels it.
 */
export function useImporting() {
  const t = useTranslations();
  const [file, setFile] = useState<{ name: string; sent: Sent } | null>(null);
  const [choice, setChoice] = useState<ImportChoice>({ report: null, visibility: "file" });
  /** The name of the PDF that is being uploaded. */
  const [uploading, setUploading] = useState<string | null>(null);
  const [done, setDone] = useState<ImportOutcome | null>(null);
  const looked = usePreviewUpload<ImportFile, ImportOutcome, ImportOutcome>({
    look: "/api/imports/preview",
    take: "/api/imports",
  });
  const { preview, busy, problem, look } = looked;

  const fail = (sentence: string) => looked.fail({ code: "choice", sentence });
  const forget = () => {
    setFile(null);
    return looked.forget();
  };

  return {
    file,
    uploading,
    choice,
    preview,
    done,
    busy,
    problem,
    fail,
    /** @returns whether the import was cancelled; once it has started, it can no longer be cancelled */
    leave: () => {
      if (looked.isTaking()) return false;
      forget();
      return true;
    },
    choose: async (chosen: File) => {
      if (looked.isTaking()) return;
      const isLatest = forget();
      setDone(null);
      const next = { ...choice, deletions: false };
      setChoice(next);
      if (isPdf(chosen)) {
        setUploading(chosen.name);
        try {
          const sent = await upload(chosen);
          if (!isLatest()) return;
          setFile({ name: chosen.name, sent });
          await look({ ...sent, ...next });
        } catch (error) {
          if (isLatest()) looked.failWith(error);
        } finally {
          setUploading(null);
        }
        return;
      }
      if (chosen.size > MAX_IMPORT) return fail(t("imports.tooLarge"));
      const text = await chosen.text().catch(() => null);
      if (!isLatest()) return;
      if (text === null) return fail(t("add.unreadable"));
      setFile({ name: chosen.name, sent: { text } });
      await look({ text, ...next });
    },
    change: async (change: Partial<ImportChoice>) => {
      if (looked.isTaking()) return;
      const next = { ...choice, ...change };
      setChoice(next);
      looked.fail(null);
      if (file) await look({ ...file.sent, ...next });
    },
    accept: async () => {
      if (!file) return;
      await looked.take({ ...file.sent, ...choice }, (answer) => {
        forget();
        setDone(answer);
      });
    },
  };
}
