import { Message } from "@/app/ui/message";
import { words } from "@/app/words/en";

export default function ReportNotFound() {
  return <Message title={words.notFound.title}>{words.notFound.report}</Message>;
}
