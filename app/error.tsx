"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Message } from "@/app/_ui/message";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations();
  return (
    <Message title={t("error.title")} action={<Button onClick={reset}>{t("error.retry")}</Button>}>
      <p>{t("error.how")}</p>
      {error.digest && <p className="mt-2">{t("error.number", { digest: error.digest })}</p>}
    </Message>
  );
}
