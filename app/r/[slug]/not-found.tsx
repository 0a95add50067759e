import { MessagePage } from "@/app/_features/shell/message-page";
import { words } from "@/app/_messages/en";

export default function ReportNotFound() {
  return <MessagePage title={words.notFound.title}>{words.notFound.report}</MessagePage>;
}
