"use client";

import { useTranslations } from "next-intl";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { LoadFailed, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { Listed } from "@/app/_ui/listed";
import { Section } from "@/app/_ui/section";
import { showToast } from "@/app/_ui/toasts";
import type { SessionView } from "@/lib/accounts/access-schemas";
import { deviceName } from "./device-name";

export const SESSIONS = "/api/sessions";

/** The user's sessions, with buttons to end them. */
export function Sessions() {
  const t = useTranslations();
  const { data, error, mutate } = useSWR<{ sessions: SessionView[] }, Error>(SESSIONS, (address: string) =>
    withReauthentication(() => fetchJson<{ sessions: SessionView[] }>(address)),
  );

  const end = async (address: string, said: string) => {
    try {
      await withReauthentication(() => sendJson("DELETE", address));
      showToast({ title: said });
    } catch (problem) {
      showToast({ title: explain(t, problem) });
    }
    await mutate();
    // Move the focus, because the button that had it has been removed.
    document.getElementById(SESSIONS)?.focus();
  };

  const others = data?.sessions.filter(({ isOwn }) => !isOwn).length ?? 0;
  return (
    <Section id="sessions" title={t("settings.sessions.title")} lead={t("settings.sessions.lead")}>
      {error && <LoadFailed message={explain(t, error)} onRetry={() => void mutate()} />}
      <ul id={SESSIONS} tabIndex={-1} className="divide-y divide-line border-line border-y outline-none">
        {data?.sessions.map((session) => (
          <Session
            key={session.id}
            session={session}
            onEnd={() => void end(`${SESSIONS}/${session.id}`, t("settings.sessions.ended"))}
          />
        ))}
      </ul>
      {others > 1 && (
        <Button onClick={() => void end(SESSIONS, t("settings.sessions.othersEnded"))} className="mt-5">
          {t("settings.sessions.endOthers")}
        </Button>
      )}
    </Section>
  );
}

function Session({ session, onEnd }: { session: SessionView; onEnd(): void }) {
  const t = useTranslations();
  const { id, browser, system, way, factor, createdAt, lastSeenAt, isOwn } = session;
  const device = deviceName(t, browser, system);
  return (
    <Listed
      id={id}
      title={
        <>
          {device}
          {isOwn && <span className="text-muted"> ({t("settings.sessions.own")})</span>}
        </>
      }
      details={[
        way && t("settings.sessions.how", { way, factor: factor ?? "none" }),
        t("settings.sessions.times", { since: new Date(createdAt), seen: new Date(lastSeenAt) }),
      ]}
      action={
        !isOwn && {
          label: t("settings.sessions.end"),
          name: t("settings.sessions.endNamed", { device, since: new Date(createdAt) }),
          onClick: onEnd,
        }
      }
    />
  );
}
