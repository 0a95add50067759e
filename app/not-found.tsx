import { useTranslations } from "next-intl";
import { MessagePage } from "@/app/_features/shell/message-page";
import { pageTitle } from "@/app/_messages/page-title";

export const generateMetadata = pageTitle("notFound.title");

export default function NotFound() {
  const t = useTranslations();
  return <MessagePage title={t("notFound.title")}>{t("notFound.page")}</MessagePage>;
}
