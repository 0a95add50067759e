"use client";

import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { LoadFailed, withReauthentication } from "@/app/_features/session";
import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { Listed } from "@/app/_ui/listed";
import { Section } from "@/app/_ui/section";
import { showToast } from "@/app/_ui/toasts";
import type { SessionView } from "@/lib/accounts/access-schemas";

export const SESSIONS = "/api/sessions";

/** Where the person is signed in, and the way to end that. */
export function Sessions() {
  const { sessions } = words.settings;
  const { data, error, mutate } = useSWR<{ sessions: SessionView[] }, Error>(SESSIONS, (address: string) =>
    withReauthentication(() => fetchJson<{ sessions: SessionView[] }>(address)),
  );

  const end = async (address: string, said: string) => {
    try {
      await withReauthentication(() => sendJson("DELETE", address));
      showToast({ title: said });
    } catch (problem) {
      showToast({ title: explain(problem) });
    }
    await mutate();
    // The button that had the focus has gone.
    document.getElementById(SESSIONS)?.focus();
  };

  const others = data?.sessions.filter(({ isOwn }) => !isOwn).length ?? 0;
  return (
    <Section title={sessions.title} lead={sessions.lead}>
      {error && <LoadFailed message={error.message} onRetry={() => void mutate()} />}
      <ul id={SESSIONS} tabIndex={-1} className="divide-y divide-line border-line border-y outline-none">
        {data?.sessions.map((session) => (
          <Session
            key={session.id}
            session={session}
            onEnd={() => void end(`${SESSIONS}/${session.id}`, sessions.ended)}
          />
        ))}
      </ul>
      {others > 1 && (
        <Button onClick={() => void end(SESSIONS, sessions.othersEnded)} className="mt-5">
          {sessions.endOthers}
        </Button>
      )}
    </Section>
  );
}

function Session({ session, onEnd }: { session: SessionView; onEnd(): void }) {
  const { sessions } = words.settings;
  const { id, browser, system, createdAt, lastSeenAt, isOwn } = session;
  const device = sessions.device(browser, system);
  return (
    <Listed
      id={id}
      title={
        <>
          {device}
          {isOwn && <span className="text-muted"> ({sessions.own})</span>}
        </>
      }
      details={[sessions.times(words.moment(createdAt), words.moment(lastSeenAt))]}
      action={
        !isOwn && { label: sessions.end, name: sessions.endNamed(device, words.moment(createdAt)), onClick: onEnd }
      }
    />
  );
}
