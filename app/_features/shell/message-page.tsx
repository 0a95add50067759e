import type { ReactNode } from "react";
import { Message } from "@/app/_ui/message";
import { HeaderLater } from "./on-demand";
import { accountOf, currentActor } from "./session";

interface MessagePageProps {
  title: string;
  children: ReactNode;
  /** In place of the way to all reports, for people outside, who cannot go there. */
  outside?: ReactNode;
}

/** A page that has only something to say, with the bar that leads on for those who are signed in. */
export async function MessagePage({ title, children, outside }: MessagePageProps) {
  const actor = await currentActor();
  const account = actor && (await accountOf(actor));
  const isOutside = !actor && outside !== undefined;
  return (
    <>
      {/* Every page carries the page that says that it was not found: its bar must cost the others nothing. */}
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
