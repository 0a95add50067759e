import type { ReactNode } from "react";
import { Message } from "@/app/_ui/message";
import { HeaderLater } from "./on-demand";
import { accountOf, currentActor } from "./session";

interface MessagePageProps {
  title: string;
  children: ReactNode;
  /** Shown instead of the link to all reports to people outside the team, who can't open that page. */
  outside?: ReactNode;
}

/** A page that only shows a message, with the header for signed-in users. */
export async function MessagePage({ title, children, outside }: MessagePageProps) {
  const actor = await currentActor();
  const account = actor && (await accountOf(actor));
  const isOutside = !actor && outside !== undefined;
  return (
    <>
      {/* Next.js includes the not-found page in every page, so its header is loaded on demand. */}
      {account && (
        <div className="min-h-header print:min-h-0">
          <HeaderLater account={account} />
        </div>
      )}
      <Message title={title} home={!isOutside}>
        {children}
        {isOutside && outside}
      </Message>
    </>
  );
}
