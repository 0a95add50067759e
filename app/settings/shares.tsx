"use client";

import useSWR from "swr";
import type { ShareView } from "@/lib/sharing/schemas";
import type { AccountMenuProps } from "../ui/account-menu";
import { explain } from "../ui/explain";
import { fetchJson, sendJson } from "../ui/fetch-json";
import { Header } from "../ui/header";
import { LoadFailed } from "../ui/load-failed";
import { whileSignedIn } from "../ui/sign-in-again";
import { say } from "../ui/toasts";
import { words } from "../words/en";

/** The links to passages that work or did, and the way to end them. */
export function Shares({ account }: { account: AccountMenuProps }) {
  const { data, error, mutate } = useSWR<{ shares: ShareView[] }, Error>("/api/shares", (address: string) =>
    whileSignedIn(() => fetchJson<{ shares: ShareView[] }>(address)),
  );

  const end = async (share: ShareView) => {
    try {
      await whileSignedIn(() => sendJson("DELETE", `/api/shares/${share.id}`));
      say({ title: words.share.ended });
    } catch (problem) {
      say({ title: explain(problem) });
    }
    await mutate();
  };

  return (
    <>
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="mb-6 font-semibold font-serif text-title">{words.share.listTitle}</h1>
        {error && <LoadFailed message={error.message} onRetry={() => void mutate()} />}
        {data?.shares.length === 0 && (
          <div className="rounded-md border border-line p-6">
            <p>{words.share.listEmpty}</p>
            <p className="mt-2 text-muted">{words.share.listEmptyHow}</p>
          </div>
        )}
        <ul className="divide-y divide-line">
          {data?.shares.map((share) => (
            <li key={share.id} className="py-5">
              <blockquote className="line-clamp-3 font-serif">{share.quote}</blockquote>
              <p className="mt-2 text-muted text-small">{describe(share)}</p>
              {share.state === "open" && (
                <button
                  type="button"
                  onClick={() => void end(share)}
                  className="mt-2 min-h-11 cursor-pointer rounded border border-control px-4 hover:bg-accent-soft"
                >
                  {words.share.end}
                </button>
              )}
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}

function describe(share: ShareView): string {
  return [
    share.reportTitle,
    words.share.state[share.state],
    share.withNote ? words.share.withNoteShort : null,
    words.share.madeBy(share.createdBy.name, words.date(share.createdAt)),
    words.share.views(share.views),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
