"use client";

import Link from "next/link";
import { useState } from "react";
import useSWR from "swr";
import type { Role } from "@/lib/accounts/roles";
import type { ShareView } from "@/lib/sharing/schemas";
import { passageName } from "../linked-passage";
import { endWithUndo } from "../ui/end-with-undo";
import { explain } from "../ui/explain";
import { fetchJson, sendJson } from "../ui/fetch-json";
import { LoadFailed } from "../ui/load-failed";
import { MadeLink } from "../ui/made-link";
import { Section } from "../ui/section";
import { whileSignedIn } from "../ui/sign-in-again";
import { words } from "../words/en";

/** The links to passages that work or did, and the way to end them; for owner and editors, those of anybody. */
export function Shares({ role }: { role: Role }) {
  const { data, error, mutate } = useSWR<{ shares: ShareView[] }, Error>("/api/shares", (address: string) =>
    whileSignedIn(() => fetchJson<{ shares: ShareView[] }>(address)),
  );
  // The server decides; this only keeps from those who read what they could not do.
  const mayShare = role !== "reader";

  const end = ({ id }: ShareView) =>
    endWithUndo({
      address: `/api/shares/${id}`,
      ended: words.share.ended,
      restored: words.share.restored,
      mayUndo: mayShare,
      reload: mutate,
      row: id,
    });

  return (
    <Section title={words.share.listTitle}>
      {error && <LoadFailed message={error.message} onRetry={() => void mutate()} />}
      {data?.shares.length === 0 && (
        <div className="rounded-md border border-line p-6">
          <p>{words.share.listEmpty}</p>
          <p className="mt-2 text-muted">{mayShare ? words.share.listEmptyHow : words.share.listEmptyReader}</p>
        </div>
      )}
      <ul className="divide-y divide-line">
        {data?.shares.map((share) => (
          <Share key={share.id} share={share} mayRenew={mayShare} onEnd={() => void end(share)} />
        ))}
      </ul>
    </Section>
  );
}

interface ShareProps {
  share: ShareView;
  mayRenew: boolean;
  onEnd(): void;
}

function Share({ share, mayRenew, onEnd }: ShareProps) {
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const renew = async () => {
    setProblem(null);
    try {
      const { path } = await whileSignedIn(() => sendJson<{ path: string }>("POST", `/api/shares/${share.id}/link`));
      setLink(new URL(path, window.location.origin).href);
    } catch (error) {
      setProblem(explain(error));
    }
  };
  const { id, report, ordinal: edition, start, end, quote, state } = share;
  const passage = new URLSearchParams({ at: passageName({ edition, start, end }) });
  return (
    <li id={id} tabIndex={-1} className="py-5">
      <p className="mb-2 text-small">
        <span
          className={`rounded border px-2 py-0.5 ${state === "open" ? "border-control" : "border-line text-muted"}`}
        >
          {words.share.state[state](dateOf(share))}
        </span>
      </p>
      <blockquote className="line-clamp-3 font-serif">
        <Link
          href={`/r/${report}?${passage}`}
          className="underline decoration-line underline-offset-4 hover:text-accent"
        >
          {quote}
        </Link>
      </blockquote>
      <p className="mt-2 text-muted text-small">{describe(share)}</p>
      {link && (
        <>
          <p role="status" className="mt-3">
            {words.share.renewed}
          </p>
          <MadeLink link={link} />
        </>
      )}
      <p role="alert" className="mt-2 text-danger empty:hidden">
        {problem}
      </p>
      {state === "open" && mayRenew && (
        <button
          type="button"
          aria-label={words.share.renewNamed(quote)}
          onClick={() => void renew()}
          className="mt-2 mr-3 min-h-11 cursor-pointer rounded border border-control px-4 hover:bg-accent-soft"
        >
          {words.share.renew}
        </button>
      )}
      {state === "open" && (
        <button
          type="button"
          aria-label={words.share.endNamed(quote)}
          onClick={onEnd}
          className="mt-2 min-h-11 cursor-pointer rounded border border-control px-4 hover:bg-accent-soft"
        >
          {words.share.end}
        </button>
      )}
    </li>
  );
}

/** When it ended, or will. */
function dateOf({ revokedAt, expiresAt }: ShareView): string {
  const time = revokedAt ?? expiresAt;
  return time ? words.date(time) : "";
}

function describe({ reportTitle, withNote, withNames, createdBy, createdAt, views }: ShareView): string {
  return [
    reportTitle,
    withNote ? words.share.withNoteShort : null,
    withNames ? null : words.share.withoutNamesShort,
    words.share.madeBy(createdBy.name, words.date(createdAt)),
    words.share.views(views),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
