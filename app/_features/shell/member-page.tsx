import type { ReactNode } from "react";
import { type Account, Header } from "./header";

interface MemberPageProps {
  account: Account;
  title: string;
  /** A sentence about the page's purpose. */
  lead?: string;
  /** The page's width, as a class. */
  width?: string;
  children: ReactNode;
}

/** A page for signed-in people: the header, a title and the content. */
export function MemberPage({ account, title, lead, width = "max-w-3xl", children }: MemberPageProps) {
  return (
    <>
      <Header account={account} />
      <main id="main" tabIndex={-1} className={`mx-auto ${width} px-5 pt-10 pb-24 outline-none`}>
        <h1 className="font-semibold font-serif text-title">{title}</h1>
        {lead && <p className="mt-1 mb-6 max-w-prose text-muted">{lead}</p>}
        {children}
      </main>
    </>
  );
}
