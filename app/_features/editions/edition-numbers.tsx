"use client";

import { useTranslations } from "next-intl";
import useSWR from "swr";
import { explain, fetchJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { Comparison } from "@/lib/library/comparison-schemas";

/** What changed between two editions, in numbers. */
export function EditionNumbers({ slug, from, to }: { slug: string; from: number; to: number }) {
  const t = useTranslations();
  const { data, error } = useSWR<Comparison, Error>(
    `/api/reports/${slug}/comparison?from=${from}&to=${to}&only=numbers`,
    (address: string) => withReauthentication(() => fetchJson<Comparison>(address), "reading"),
    { revalidateOnFocus: false },
  );
  if (error) return <p className="text-muted text-small">{explain(t, error)}</p>;
  return (
    <p className="min-h-6 text-muted text-small tabular-nums" aria-busy={!data}>
      {data ? t("compare.numbers", { ...data.numbers }) : t("compare.loading")}
    </p>
  );
}
