"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { showToast } from "@/app/_ui/toasts";
import { MAX_IMPORT } from "@/lib/exchange/formats";
import type { ImportFile, ImportOutcome } from "@/lib/exchange/schemas";
import { usePreviewUpload } from "./use-preview-upload";
import { useUploads } from "./use-uploads";

/** The import options, apart from the file. */
export type ImportChoice = Pick<ImportFile, "report" | "visibility" | "deletions">;

/** The content of the file, or the id of a PDF that was uploaded. */
type Sent = Pick<ImportFile, "text" | "source">;

const isPdf = ({ name, type }: File) => type === "application/pdf" || /\.pdf$/iu.test(name);

/**
 * The state of the import of an annotation file. The user chooses a file, previews it, and then imports or cancels it.
 */
export function useImporting() {
  const t = useTranslations();
  const [file, setFile] = useState<{ name: string; sent: Sent } | null>(null);
  const [choice, setChoice] = useState<ImportChoice>({ report: null, visibility: "file" });
  const uploads = useUploads();
  const [done, setDone] = useState<ImportOutcome | null>(null);
  const looked = usePreviewUpload<ImportFile, ImportOutcome, ImportOutcome>({
    look: "/api/imports/preview",
    take: "/api/imports",
  });
  const { preview, busy, problem, look } = looked;

  const fail = (sentence: string) => looked.fail({ code: "choice", sentence });
  const forget = () => {
    setFile(null);
    for (const { key } of uploads.uploads) uploads.cancel(key);
    return looked.forget();
  };
  /** @returns null if the upload failed or was cancelled, or another file was chosen in the meantime */
  const upload = async (chosen: File, isLatest: () => boolean): Promise<Sent | null> => {
    try {
      const source = await uploads.send(chosen);
      if (isLatest()) return { source: source.id };
      uploads.discard(source);
    } catch (error) {
      if (!isLatest()) return null;
      if (uploads.isCancelled(error)) showToast({ title: t("add.uploadCancelled") });
      else looked.failWith(error);
    }
    return null;
  };

  return {
    file,
    uploads: uploads.uploads,
    cancelUpload: uploads.cancel,
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
        const sent = await upload(chosen, isLatest);
        if (!sent) return;
        setFile({ name: chosen.name, sent });
        await look({ ...sent, ...next });
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
