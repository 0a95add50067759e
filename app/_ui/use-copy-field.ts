import { type RefObject, useEffect, useRef, useState } from "react";
import { copyText } from "./copy-text";

interface CopyField {
  /** The text box. It receives the focus when it appears, because the button that opened it has been removed. */
  field: RefObject<HTMLInputElement | null>;
  /** The result of the last attempt to copy; empty if there was none. */
  status: string;
  copy(): Promise<void>;
}

/**
 * A text box to copy from. The user copies with its button, or manually if the browser denies access to the clipboard.
 */
export function useCopyField(text: string, said: { copied: string; notCopied: string }): CopyField {
  const field = useRef<HTMLInputElement>(null);
  const [status, setStatus] = useState("");
  useEffect(() => field.current?.focus(), []);
  const copy = async () => {
    const isCopied = await copyText(text);
    if (!isCopied) field.current?.focus();
    setStatus(isCopied ? said.copied : said.notCopied);
  };
  return { field, status, copy };
}
