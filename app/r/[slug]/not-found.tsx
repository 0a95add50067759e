import { MessagePage } from "@/app/message-page";
import { words } from "@/app/words/en";

export default function ReportNotFound() {
  return <MessagePage title={words.notFound.title}>{words.notFound.report}</MessagePage>;
}
