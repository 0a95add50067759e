import { type RefObject, useEffect, useRef, useState } from "react";
import { copyText } from "./copy-text";

interface CopyField {
  /** Of the box that holds the text: it takes the focus when it comes, since the button that made it is gone. */
  field: RefObject<HTMLInputElement | null>;
  /** What to say of the last try; empty where there was none. */
  status: string;
  copy(): Promise<void>;
}

/** A text in a box, to be copied: by a button, and where the browser refuses that, by hand. */
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
