"use client";

import { type ReactNode, useState, useSyncExternalStore } from "react";
import { copyText } from "@/app/ui/copy-text";
import { TextButton } from "@/app/ui/text-button";
import { words } from "@/app/words/en";

interface CopyButtonProps {
  text: string;
  /** What it copies, for assistive technology. */
  label: string;
  children: ReactNode;
}

/** Copies a text, and says so. Without scripts it is not there, since it could do nothing. */
export function CopyButton({ text, label, children }: CopyButtonProps) {
  const [status, setStatus] = useState("");
  const isLive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
  if (!isLive) return null;
  const copy = async () => setStatus((await copyText(text)) ? words.share.cite.copied : words.share.cite.notCopied);
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
