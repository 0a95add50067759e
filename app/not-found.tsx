import type { Metadata } from "next";
import { MessagePage } from "./message-page";
import { words } from "./words/en";

export const metadata: Metadata = { title: words.notFound.title };

export default function NotFound() {
  return <MessagePage title={words.notFound.title}>{words.notFound.page}</MessagePage>;
}
