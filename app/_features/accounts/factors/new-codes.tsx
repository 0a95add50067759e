"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/app/_ui/button";
import { copyText } from "@/app/_ui/copy-text";
import { saveFile } from "@/app/_ui/save-file";

/** New recovery codes, which are only shown once. Receives the focus. */
export function NewCodes({ codes, onSaved }: { codes: string[]; onSaved(): void }) {
  const t = useTranslations();
  const heading = useRef<HTMLHeadingElement>(null);
  const [status, setStatus] = useState("");
  useEffect(() => heading.current?.focus(), []);
  const text = `${codes.join("\n")}\n`;
  const copy = async () => setStatus((await copyText(text)) ? t("settings.factors.codes.copied") : t("once.notCopied"));
  const download = () => saveFile(new Blob([text], { type: "text/plain" }), "concord-recovery-codes.txt");
  return (
    <section className="mt-6 rounded-md border border-line bg-raised p-4">
      <h3 ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {t("settings.factors.codes.made")}
      </h3>
      <p className="mt-1 text-muted">{t("settings.factors.codes.once")}</p>
      <ul className="mt-4 grid gap-x-8 gap-y-1 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button onClick={() => void copy()}>{t("settings.factors.codes.copy")}</Button>
        <Button onClick={download}>{t("settings.factors.codes.download")}</Button>
        <Button variant="primary" onClick={onSaved}>
          {t("settings.factors.codes.saved")}
        </Button>
        <p role="status" className="text-muted">
          {status}
        </p>
      </div>
    </section>
  );
}
