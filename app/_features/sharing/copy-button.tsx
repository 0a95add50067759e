"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { copyText } from "@/app/_ui/copy-text";
import { TextButton } from "@/app/_ui/text-button";

interface CopyButtonProps {
  text: string;
  /** Accessible label that says what the button will copy. */
  label: string;
  children: ReactNode;
}

/** Button that copies text and announces that it was copied. It isn't rendered without JavaScript. */
export function CopyButton({ text, label, children }: CopyButtonProps) {
  const t = useTranslations();
  const [status, setStatus] = useState("");
  const isLive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
  if (!isLive) return null;
  const copy = async () => setStatus((await copyText(text)) ? t("share.cite.copied") : t("share.cite.notCopied"));
  return (
    <span className="print:hidden">
      <TextButton aria-label={label} onClick={() => void copy()}>
        {children}
      </TextButton>
      <span role="status" className="ms-2 text-muted empty:hidden">
        {status}
      </span>
    </span>
  );
}
