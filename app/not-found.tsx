import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/app/_features/shell/message-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("notFound.title") };
}

export default function NotFound() {
  const t = useTranslations();
  return <MessagePage title={t("notFound.title")}>{t("notFound.page")}</MessagePage>;
}
