"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { endWithUndo, LoadFailed, withReauthentication } from "@/app/_features/session";
import { passageName } from "@/app/_features/text";
import type { Format, Translate } from "@/app/_messages/translate";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { FormProblem } from "@/app/_ui/form-problem";
import { PageLink } from "@/app/_ui/page-link";
import { Section } from "@/app/_ui/section";
import type { Role } from "@/lib/accounts/roles";
import type { NewLink, ShareView } from "@/lib/sharing/schemas";
import { MadeLink } from "./made-link";
import { shareState } from "./share-state";

/**
 * Current and past links to passages and collections, with buttons for revoking them. Owners and editors see the whole
 * team's links.
 */
export function Shares({ me, role }: { me: string; role: Role }) {
  const t = useTranslations();
  const { data, error, mutate } = useSWR<{ shares: ShareView[] }, Error>("/api/shares", (address: string) =>
    withReauthentication(() => fetchJson<{ shares: ShareView[] }>(address)),
  );
  // This only determines which controls are shown; the server checks the permission.
  const mayShare = role !== "reader";

  const end = ({ id }: ShareView) =>
    endWithUndo(t, {
      address: `/api/shares/${id}`,
      ended: t("share.ended"),
      restored: t("share.restored"),
      mayUndo: mayShare,
      reload: mutate,
      row: id,
    });

  return (
    <Section id="links" title={t("share.listTitle")}>
      {error && <LoadFailed message={explain(t, error)} onRetry={() => void mutate()} />}
      {data?.shares.length === 0 && (
        <EmptyState
          title={t("share.listEmpty")}
          hint={mayShare ? t("share.listEmptyHow") : t("share.listEmptyReader")}
        />
      )}
      <ul className="divide-y divide-line">
        {data?.shares.map((share) => (
          <Share
            key={share.id}
            share={share}
            isMine={share.createdBy.id === me}
            mayRenew={mayShare}
            onEnd={() => void end(share)}
          />
        ))}
      </ul>
    </Section>
  );
}

interface ShareProps {
  share: ShareView;
  isMine: boolean;
  mayRenew: boolean;
  onEnd(): void;
}

function Share({ share, isMine, mayRenew, onEnd }: ShareProps) {
  const t = useTranslations();
  const format = useFormatter();
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const renew = async () => {
    setProblem(null);
    try {
      const { path } = await withReauthentication(() =>
        sendJson<{ path: string }>("POST", `/api/shares/${share.id}/link`, {} satisfies NewLink),
      );
      setLink(new URL(path, window.location.origin).href);
    } catch (error) {
      setProblem(explain(t, error));
    }
  };
  const { id, state } = share;
  const name = nameOf(share);
  return (
    <li id={id} tabIndex={-1} className="py-5">
      <p className="mb-2 text-small">
        <span
          className={`rounded border px-2 py-0.5 ${state === "open" ? "border-control" : "border-line text-muted"}`}
        >
          {shareState(t, share)}
        </span>
      </p>
      <SharedThing share={share} isMine={isMine} />
      <p className="mt-2 text-muted text-small">{describe(t, format, share)}</p>
      {link && (
        <>
          <p role="status" className="mt-3">
            {t("share.renewed")}
          </p>
          <MadeLink key={link} link={link} />
        </>
      )}
      <FormProblem>{problem}</FormProblem>
      {state === "open" && mayRenew && (
        <Button aria-label={t("share.renewNamed", { quote: name })} onClick={() => void renew()} className="mt-2 mr-3">
          {t("share.renew")}
        </Button>
      )}
      {state === "open" && (
        <Button aria-label={t("share.endNamed", { quote: name })} onClick={onEnd} className="mt-2">
          {t("share.end")}
        </Button>
      )}
    </li>
  );
}

/** What the link leads to: a passage in its report or, for the owner of a collection, the collection. */
function SharedThing({ share: { id, title, passage }, isMine }: { share: ShareView; isMine: boolean }) {
  const LINK = "underline decoration-line underline-offset-4 hover:text-accent";
  if (title !== null) {
    return (
      <p className="font-semibold font-serif wrap-anywhere">
        {isMine ? (
          <PageLink href={`/collections/${id}`} className={LINK}>
            {title}
          </PageLink>
        ) : (
          title
        )}
      </p>
    );
  }
  if (!passage) return null;
  const { report, ordinal: edition, start, end, quote } = passage;
  return (
    <blockquote className="line-clamp-3 font-serif">
      <a href={`/r/${report}?${new URLSearchParams({ at: passageName({ edition, start, end }) })}`} className={LINK}>
        {quote}
      </a>
    </blockquote>
  );
}

function nameOf({ title, passage }: ShareView): string {
  return title ?? passage?.quote ?? "";
}

function describe(
  t: Translate,
  format: Format,
  { title, passage, count, notesBy, withNames, createdBy, createdAt, views }: ShareView,
): string {
  return [
    title === null ? passage?.reportTitle : t("share.collection.holds", { count }),
    notesBy.length > 0 ? t("share.withNotesOf", { names: format.list(notesBy.map(({ name }) => name)) }) : null,
    withNames ? null : t("share.withoutNamesShort"),
    t("share.madeBy", { name: createdBy.name, date: new Date(createdAt) }),
    t("share.views", { count: views }),
  ]
    .filter(Boolean)
    .join(" · ");
}
