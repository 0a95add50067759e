"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";

interface PdfExportProps {
  address: string;
  /** The name of the file. */
  name: string;
  className: string;
  children: React.ReactNode;
}

/** Downloads the annotated PDF. It isn't a link, because writing the file can take a while, or fail. */
export function PdfExport({ address, name, className, children }: PdfExportProps) {
  const t = useTranslations();
  const [isBusy, setIsBusy] = useState(false);
  const save = async () => {
    if (isBusy) return;
    setIsBusy(true);
    const { savePdf } = await import("./save-pdf");
    await savePdf(t, address, name);
    setIsBusy(false);
  };
  return (
    <button type="button" aria-disabled={isBusy || undefined} onClick={() => void save()} className={className}>
      {children}
      <span role="status" className="block text-small">
        {isBusy && t("exports.preparing")}
      </span>
    </button>
  );
}
