import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { TAGS } from "@/lib/errors/problems/tags";
import { LAYOUT_MESSAGES, MEMBER_MESSAGES, PAGE_MESSAGES, type PageFile } from "./client-messages";
import { copyAt, type MessageTree } from "./message-tree";
import { MoreMessages } from "./more-messages";

/** Errors that the browser itself detects. It already has the English messages for these. */
const OWN_ERRORS = Object.keys(TAGS).map((key) => `errors.${key}`);

interface LayoutMessagesProps {
  /** Whether the user is signed in. */
  isMember: boolean;
  children: ReactNode;
}

/** Sends the browser the messages that client components need on every page. */
export async function LayoutMessages({ isMember, children }: LayoutMessagesProps) {
  const paths = isMember ? [...LAYOUT_MESSAGES, ...MEMBER_MESSAGES, ...OWN_ERRORS] : LAYOUT_MESSAGES;
  return <NextIntlClientProvider messages={await messagesAt(paths)}>{children}</NextIntlClientProvider>;
}

/** Sends the browser the messages that a page's client components need, in addition to those of the layout. */
export async function PageMessages({ page, children }: { page: PageFile; children: ReactNode }) {
  return <MoreMessages messages={await messagesAt(PAGE_MESSAGES[page])}>{children}</MoreMessages>;
}

async function messagesAt(paths: readonly string[]): Promise<MessageTree> {
  const all: MessageTree = await getMessages();
  const found: MessageTree = {};
  for (const path of paths) copyAt(path.split("."), all, found);
  return found;
}
