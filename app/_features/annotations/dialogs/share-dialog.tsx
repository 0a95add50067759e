"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { MadeLink, ShareOptions, WhoseNotes } from "@/app/_features/sharing";
import { Button } from "@/app/_ui/button";
import { closeButton } from "@/app/_ui/close-button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import type { NewShare, ShareView } from "@/lib/sharing/schemas";
import { useActions, useAnnotations } from "../state/context";
import type { ShareTarget } from "../state/state";
import { shareableOn } from "./shareable";

/** Lets the user create a link that shows a passage to people without an account, and previews what they will see. */
export function ShareDialog() {
  const t = useTranslations();
  const target = useAnnotations((state) => state.sharing);
  // Use the current state, because a note may be saved while the dialog is open.
  const highlights = useAnnotations((state) => state.placed);
  const { opener, endSharing } = useActions();
  // By default, the dialog would focus the first footnote marker in a block instead of the block.
  const finalFocus = () => {
    opener.current?.focus({ preventScroll: true });
    return false;
  };
  const form = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={target !== null} onOpenChange={(open) => !open && endSharing()}>
      <DialogFrame
        width="lg"
        // Focus the first option rather than the close button.
        initialFocus={() => form.current?.querySelector<HTMLElement>("input, [role=switch]") ?? true}
        finalFocus={finalFocus}
      >
        <div className="mb-3 flex items-center justify-between gap-4">
          <Dialog.Title className="font-semibold text-prose">{t("share.title")}</Dialog.Title>
          <Dialog.Close {...closeButton(t)} />
        </div>
        <div ref={form}>{target && <ShareForm passage={target} {...shareableOn(highlights, target)} />}</div>
      </DialogFrame>
    </Dialog.Root>
  );
}

type ShareFormProps = ReturnType<typeof shareableOn> & { passage: ShareTarget };

function ShareForm({ passage, people, hasPrivate }: ShareFormProps) {
  const t = useTranslations();
  const [notesOf, setNotesOf] = useState<readonly string[]>([]);
  const [withNames, setWithNames] = useState(true);
  const [days, setDays] = useState<number | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const make = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { path } = await withReauthentication(() =>
        sendJson<{ share: ShareView; path: string }>("POST", "/api/shares", {
          ...passage,
          notesOf: [...notesOf],
          withNames,
          days,
        } satisfies NewShare),
      );
      setLink(new URL(path, window.location.origin).href);
    } catch (error) {
      setProblem(explain(t, error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <blockquote className="line-clamp-4 border-line border-l-3 pl-3 font-serif">{passage.quote}</blockquote>
      <p className="mt-3 text-muted">{t("share.what")}</p>
      {hasPrivate && <p className="mt-3 text-muted">{t("share.privateNote")}</p>}
      {!link && (
        <WhoseNotes
          people={people.map((person) => ({ ...person, shown: notesOf.includes(person.id) ? person.notes : 0 }))}
          onChoose={(id, shown) => setNotesOf(shown ? [...notesOf, id] : notesOf.filter((other) => other !== id))}
        />
      )}
      {!link && (
        <ShareOptions
          withNames={withNames}
          onNames={setWithNames}
          days={days}
          onDays={(next) => setDays(next ?? null)}
        />
      )}
      {problem && (
        <p role="alert" className="mt-3 text-danger">
          {problem}
        </p>
      )}
      <p role="status" className="mt-4 empty:hidden">
        {link && t(`share.made.${people.length === 0 ? "link" : notesOf.length > 0 ? "withNotes" : "withoutNotes"}`)}
      </p>
      {link ? (
        <MadeLink link={link} />
      ) : (
        <Button onClick={make} disabled={isBusy} variant="primary" className="mt-4">
          {t("share.make")}
        </Button>
      )}
    </>
  );
}
