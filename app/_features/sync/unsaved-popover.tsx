"use client";

import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { type QueuedChange, textOf } from "@/app/_features/changes";
import { explain } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { copyText } from "@/app/_ui/copy-text";
import { PopoverAt } from "@/app/_ui/popover-at";
import { showToast } from "@/app/_ui/toasts";
import { typedForm } from "@/lib/annotations/notes/mentions";
import { outboxOf } from "./outbox";
import { useOutbox } from "./use-outbox";

const BUTTON = "min-h-11 cursor-pointer rounded px-3 font-medium text-accent hover:bg-accent-soft";

interface UnsavedPopoverProps extends Pick<ComponentProps<typeof PopoverAt>, "open" | "onOpenChange" | "trigger"> {
  email: string;
}

/** The list of unsaved changes, the reason why they are unsaved, and a retry button. */
export function UnsavedPopover({ email, ...popover }: UnsavedPopoverProps) {
  const t = useTranslations();
  const { trouble, unsaved } = useOutbox(email);
  const refused = unsaved.filter(({ refusal }) => refusal);
  return (
    <PopoverAt
      {...popover}
      align="end"
      collisionPadding={8}
      className="max-h-[70dvh] w-md max-w-[calc(100vw-1rem)] overflow-y-auto rounded-md border border-line bg-raised p-4 text-ink shadow-lg outline-none"
    >
      <Popover.Title className="font-semibold">{t("unsaved.title")}</Popover.Title>
      <Popover.Description className="mt-1 text-muted text-small">
        {trouble ? t(`unsaved.why.${trouble}`) : refused.length > 0 ? t("unsaved.refused") : t("unsaved.waiting")}
      </Popover.Description>
      <ul aria-label={t("unsaved.list")} className="mt-2 flex flex-col divide-y divide-line">
        {unsaved.map((queued) => (
          <Unsaved key={queued.key} queued={queued} email={email} />
        ))}
      </ul>
      <button type="button" onClick={outboxOf(email).retry} className={`${BUTTON} -ml-3 mt-1`}>
        {trouble === "signed-out" ? t("unsaved.signIn") : t("unsaved.retry")}
      </button>
    </PopoverAt>
  );
}

/** An unsaved change. If it was rejected, the text that the user entered is shown too. */
function Unsaved({ queued, email }: { queued: QueuedChange; email: string }) {
  const t = useTranslations();
  const { change, quote, refusal } = queued;
  const text = textOf(change);
  const copy = async (body: string) => {
    const isCopied = await copyText(body);
    showToast({ title: isCopied ? t("unsaved.copied") : t("unsaved.notCopied") });
  };
  return (
    <li className="py-2 text-small">
      <p className="line-clamp-2">
        {t(`unsaved.did.${change.kind}`)} <q className="font-serif italic">{quote}</q>
      </p>
      {refusal && (
        <>
          <p className="mt-1 text-danger">{explain(t, refusal)}</p>
          {text !== null && (
            <p className="mt-1 whitespace-pre-wrap wrap-anywhere border-line border-l-2 pl-2 font-serif">
              {typedForm(text).text}
            </p>
          )}
          <div className="-ml-3 flex flex-wrap">
            {text !== null && (
              <button type="button" onClick={() => void copy(text)} className={BUTTON}>
                {t("unsaved.copy")}
              </button>
            )}
            <button type="button" onClick={() => discard(t, queued, email)} className={BUTTON}>
              {t("unsaved.discard")}
            </button>
          </div>
        </>
      )}
    </li>
  );
}

/** Discards a change and any changes based on it, and lets the user undo this. */
function discard(t: Translate, queued: QueuedChange, email: string): void {
  const outbox = outboxOf(email);
  const isCreation = queued.change.kind === "highlight.create";
  const given = outbox
    .state()
    .changes.filter(({ key, highlight, at }) =>
      isCreation ? highlight === queued.highlight && at >= queued.at : key === queued.key,
    );
  for (const { key } of given) outbox.drop(key);
  const bringBack = () => {
    for (const { key: _, at: __, refusal: ___, ...change } of given) outbox.add(change);
  };
  showToast({ title: t("unsaved.discarded"), action: { label: t("unsaved.undo"), onClick: bringBack } });
}
