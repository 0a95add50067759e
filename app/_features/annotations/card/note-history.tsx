"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type RefObject, useId, useState } from "react";
import useSWR from "swr";
import useSWRImmutable from "swr/immutable";
import { fetchJson } from "@/app/_features/request";
import { LoadFailed, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { closeButton } from "@/app/_ui/close-button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import { Select } from "@/app/_ui/select";
import { WordChanges } from "@/app/_ui/word-changes";
import { typedForm } from "@/lib/annotations/notes/mentions";
import type { HighlightView, NoteVersion, NoteVersionList } from "@/lib/annotations/schemas";

const get = <T,>(address: string) => withReauthentication(() => fetchJson<T>(address), "reading");

interface VersionsProps {
  highlight: HighlightView;
  /** Saves an earlier version as the current one. */
  onRestore(body: string): void;
}

interface NoteHistoryProps extends VersionsProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Receives the focus afterwards. */
  opener: RefObject<HTMLElement | null>;
}

/** A note's version history: the list of versions, and a diff of any two of them. */
export function NoteHistory({ highlight, onRestore, opener, ...dialog }: NoteHistoryProps) {
  const t = useTranslations();
  const restore = (body: string) => {
    onRestore(body);
    dialog.onOpenChange(false);
  };
  return (
    <Dialog.Root {...dialog}>
      <DialogFrame width="2xl" finalFocus={opener}>
        <div className="flex items-center justify-between">
          <Dialog.Title className="font-semibold text-prose">{t("history.title")}</Dialog.Title>
          <Dialog.Close {...closeButton(t)} />
        </div>
        <Dialog.Description className="mb-3 text-muted text-small">{t("history.lead")}</Dialog.Description>
        <Versions highlight={highlight} onRestore={restore} />
      </DialogFrame>
    </Dialog.Root>
  );
}

function Versions({ highlight, onRestore }: VersionsProps) {
  const t = useTranslations();
  const address = `/api/highlights/${highlight.id}/note/versions`;
  // Fetched again whenever the note changes.
  const { data, error, mutate } = useSWR<NoteVersionList, Error>([address, highlight.note?.version], () =>
    get(address),
  );
  const [chosen, setChosen] = useState<{ newer?: number; older?: number }>({});
  if (error && !data) return <LoadFailed message={t("history.failed")} error={error} onRetry={() => void mutate()} />;
  const versions = data?.versions ?? [];
  const latest = versions[0];
  if (!latest) return <p className="min-h-24 text-muted">{data && t("history.empty")}</p>;
  const newer = versions.find(({ version }) => version === chosen.newer) ?? latest;
  const before = versions.filter(({ version }) => version < newer.version);
  const older = before.find(({ version }) => version === chosen.older) ?? before[0];
  const nameOf = ({ version, at, author }: (typeof versions)[number]) =>
    t("history.version", { at: new Date(at), author: author.name, isLatest: String(version === latest.version) });
  return (
    <>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        <Choice
          label={t("history.show")}
          value={newer.version}
          from={versions.map((each) => ({ value: each.version, name: nameOf(each) }))}
          onChoose={(version) => setChosen({ newer: version })}
        />
        {older && (
          <Choice
            label={t("history.compareWith")}
            value={older.version}
            from={before.map((each) => ({ value: each.version, name: nameOf(each) }))}
            onChoose={(version) => setChosen({ newer: newer.version, older: version })}
          />
        )}
      </div>
      <Comparison
        key={`${newer.version} ${older?.version}`}
        address={address}
        newer={newer.version}
        older={older?.version ?? null}
        onRestore={highlight.may.edit && newer !== latest ? onRestore : null}
      />
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: number;
  from: readonly { value: number; name: string }[];
  onChoose(value: number): void;
}

function Choice({ label, value, from, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-muted text-small">
        {label}
      </label>
      <Select id={id} value={value} onChoose={(chosen) => onChoose(Number(chosen))} isCompact>
        {from.map((each) => (
          <option key={each.value} value={each.value}>
            {each.name}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** The text of a note as shown in the editor. */
function shown(body: string): string {
  return typedForm(body).text;
}

interface ComparisonProps {
  address: string;
  newer: number;
  /** Null for the first version. */
  older: number | null;
  /** Null if the version can't be restored or is the latest. */
  onRestore: ((body: string) => void) | null;
}

/** The diff between two versions. */
function Comparison({ address, newer, older, onRestore }: ComparisonProps) {
  const t = useTranslations();
  const after = useSWRImmutable<NoteVersion, Error>(`${address}/${newer}`, get);
  const before = useSWRImmutable<NoteVersion, Error>(older === null ? null : `${address}/${older}`, get);
  const error = after.error ?? before.error;
  const retry = () => {
    void after.mutate();
    void before.mutate();
  };
  if (error) return <LoadFailed message={t("history.failed")} error={error} onRetry={retry} />;
  const text = after.data?.body;
  const isLoaded = text !== undefined && (older === null || before.data !== undefined);
  return (
    <div aria-busy={!isLoaded} className="mt-4 min-h-24">
      {isLoaded && (
        <>
          <div className="whitespace-pre-wrap rounded border border-line p-3">
            {/* The first version is new in its entirety, so no word in it is marked as added. */}
            <WordChanges before={shown(before.data?.body ?? text)} after={shown(text)} />
          </div>
          {onRestore && (
            <Button onClick={() => onRestore(text)} variant="primary" className="mt-3">
              {t("history.restore")}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
