import type { Metadata } from "next";
import { MessagePage } from "@/app/_features/shell/message-page";
import { words } from "@/app/_messages/en";

export const metadata: Metadata = { title: words.notFound.title };

export default function NotFound() {
  return <MessagePage title={words.notFound.title}>{words.notFound.page}</MessagePage>;
}
