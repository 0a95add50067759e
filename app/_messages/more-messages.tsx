"use client";

import { IntlProvider, useLocale, useMessages } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { type MessageTree, merged } from "./message-tree";

/** Adds messages to those that are already available. */
export function MoreMessages({ messages, children }: { messages: MessageTree; children: ReactNode }) {
  const locale = useLocale();
  const before: MessageTree = useMessages();
  const all = useMemo(() => merged(before, messages), [before, messages]);
  return (
    <IntlProvider locale={locale} messages={all}>
      {children}
    </IntlProvider>
  );
}
