import { Message } from "./ui/message";
import { words } from "./words/en";

export default function NotFound() {
  return <Message title={words.notFound.title}>{words.notFound.page}</Message>;
}
