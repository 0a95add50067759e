import { useTranslations } from "next-intl";
import { MessagePage } from "@/app/_features/shell/message-page";

export default function ReportNotFound() {
  const t = useTranslations();
  return <MessagePage title={t("notFound.title")}>{t("notFound.report")}</MessagePage>;
}
