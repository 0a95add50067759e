"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { MAX_IMPORT } from "@/lib/exchange/formats";
import type { ImportFile, ImportOutcome } from "@/lib/exchange/schemas";
import { usePreviewUpload } from "./use-preview-upload";

/** The import options, apart from the file. */
export type ImportChoice = Pick<ImportFile, "report" | "visibility">;

/**
 * The state of the import of an annotation file. The user chooses a file, previews it, and then imports or cancels it.
 */
export function useImporting() {
  const t = useTranslations();
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [choice, setChoice] = useState<ImportChoice>({ report: null, visibility: "file" });
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
      if (chosen.size > MAX_IMPORT) return fail(t("imports.tooLarge"));
      const text = await chosen.text().catch(() => null);
      if (!isLatest()) return;
      if (text === null) return fail(t("add.unreadable"));
      setFile({ name: chosen.name, text });
      await look({ text, ...choice });
    },
    change: async (change: Partial<ImportChoice>) => {
      if (looked.isTaking()) return;
      const next = { ...choice, ...change };
      setChoice(next);
      looked.fail(null);
      if (file) await look({ text: file.text, ...next });
    },
    accept: async () => {
      if (!file) return;
      await looked.take({ text: file.text, ...choice }, (answer) => {
        forget();
        setDone(answer);
      });
    },
  };
}
