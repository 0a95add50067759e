"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { useCopyField } from "@/app/_ui/use-copy-field";

/** A new link to a passage. It is shown only once. */
export function MadeLink({ link }: { link: string }) {
  const t = useTranslations();
  const { field, status, copy } = useCopyField(link, { copied: t("share.copied"), notCopied: t("share.notCopied") });
  return (
    <>
      <div className="mt-2 flex gap-2">
        <input
          ref={field}
          readOnly
          value={link}
          aria-label={t("share.link")}
          onFocus={(event) => event.target.select()}
          className="h-11 min-w-0 flex-1 rounded border border-control bg-paper px-3 text-ink"
        />
        <Button onClick={() => void copy()} variant="primary">
          {t("share.copy")}
        </Button>
      </div>
      <p role="status" className="mt-2 empty:hidden">
        {status}
      </p>
      <p className="mt-3 text-muted text-small">
        {t("share.once")}{" "}
        <a href="/settings" className="text-accent underline underline-offset-2">
          {t("share.list")}
        </a>
      </p>
    </>
  );
}
