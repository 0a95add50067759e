"use client";

import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/app/_ui/button";
import { ICON_BUTTON } from "@/app/_ui/icon-button";
import { useActions } from "../state/context";
import type { PlacedHighlight } from "../state/state";
import { AudienceMenu } from "./audience-menu";
import { ColourButtons } from "./colour-buttons";
import { DescriptionDialog } from "./description-dialog";
import { NoteHistory } from "./note-history";

interface CardActionsProps {
  highlight: PlacedHighlight;
  /** Whether the user is already writing a new reply. */
  isReplying: boolean;
}

/**
 * The actions of an open card: one button for the next step, and a menu with all others. The next step is to reply or,
 * if the note is the user's own and has no replies, to edit it.
 */
export function CardActions({ highlight, isReplying }: CardActionsProps) {
  const t = useTranslations();
  const actions = useActions();
  const { note, may } = highlight;
  const trigger = useRef<HTMLButtonElement>(null);
  /**
   * The chosen action, if it moves the focus. It runs after the menu has closed, because closing the menu moves the
   * focus too.
   */
  const pending = useRef<(() => void) | null>(null);
  const movesFocus = useRef(false);
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const [isDescribing, setDescribing] = useState(false);
  // Users who can edit a highlight can also share it, but only once it has been saved. The items are shown even before
  // that, so that no item moves under the pointer.
  const isNew = may.edit && !may.share;
  const canReply = note?.may.reply === true && !isReplying;
  const edit = may.edit && {
    name: note ? t("notes.edit") : t("notes.write"),
    run: () => actions.edit(highlight.id),
  };
  const reply = canReply && { name: t("notes.thread.reply"), run: () => actions.writeReply(highlight, null) };
  const isAnswered = (note?.replies.length ?? 0) > 0;
  const [primary, other] = edit && !(reply && isAnswered) ? [edit, reply] : [reply, edit];
  const leaving = (run: () => void) => () => {
    pending.current = run;
    movesFocus.current = true;
  };
  const groups: Group[] = [
    [
      ["other", other && { ...other, run: leaving(other.run) }],
      [
        "describe",
        highlight.area !== null && may.edit && { name: t("areas.describe"), run: leaving(() => setDescribing(true)) },
      ],
      [
        "resolve",
        note?.may.resolve && {
          name: note.resolved ? t("notes.thread.reopen") : t("notes.thread.resolve"),
          run: () => actions.resolve(highlight, !note.resolved),
        },
      ],
      [
        "history",
        note !== null && note.version > 1 && { name: t("history.open"), run: leaving(() => setHistoryOpen(true)) },
      ],
      ["deleteNote", note && may.delete && { name: t("notes.deleteNote"), run: () => actions.deleteNote(highlight) }],
    ],
    [
      [
        "share",
        (may.share || isNew) && {
          name: t("notes.share"),
          run: leaving(() => actions.shareHighlight(highlight, trigger.current)),
          isDisabled: isNew,
        },
      ],
      [
        "collect",
        (may.share || isNew) && {
          name: t("collections.collectShort"),
          run: leaving(() => actions.collect(highlight.id, trigger.current)),
          isDisabled: isNew,
        },
      ],
    ],
    [
      [
        "delete",
        may.delete && { name: t("notes.delete"), run: leaving(() => actions.remove(highlight)), isDanger: true },
      ],
    ],
  ];
  const shown = groups
    .map((group) => group.flatMap(([key, item]) => (item ? [{ key, ...item }] : [])))
    .filter((group) => group.length > 0);
  if (!primary && shown.length === 0) return null;
  return (
    <footer className="mt-2 border-line border-t pt-1">
      {may.edit && (
        <div className="-mx-2 flex flex-wrap items-center">
          <ColourButtons
            current={highlight.colour}
            does="recolour"
            onChoose={(colour) => actions.recolour(highlight, colour)}
          />
          <AudienceMenu
            label={t("notes.seenBy")}
            shortcut="p"
            audience={highlight}
            onChoose={(chosen) => actions.changeAudience(highlight, chosen)}
          />
        </div>
      )}
      <div className="flex items-center justify-between gap-2 py-1">
        {primary && (
          <Button data-primary onClick={primary.run}>
            {primary.name}
          </Button>
        )}
        {shown.length > 0 && (
          <Menu.Root
            modal={false}
            onOpenChange={(isOpen) => {
              if (isOpen) movesFocus.current = false;
            }}
            onOpenChangeComplete={(isOpen) => {
              if (isOpen) return;
              pending.current?.();
              pending.current = null;
            }}
          >
            <Menu.Trigger
              ref={trigger}
              aria-label={t("notes.moreActions")}
              title={t("notes.moreActions")}
              className={`${ICON_BUTTON} -mr-2 ml-auto`}
            >
              <Ellipsis size={20} aria-hidden />
            </Menu.Trigger>
            {/* A portal is outside all landmarks, so this one is a landmark of its own, to which screen reader
                users can navigate. */}
            <Menu.Portal render={<section aria-label={t("notes.moreActions")} />}>
              <Menu.Positioner align="end" sideOffset={4} collisionPadding={8} className="z-60">
                <Menu.Popup
                  aria-label={t("notes.moreActions")}
                  finalFocus={() => !movesFocus.current}
                  className="max-h-(--available-height) min-w-48 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-md border border-line bg-raised py-1 text-ink shadow-lg outline-none"
                >
                  {shown.map((group, index) => (
                    <Menu.Group key={group[0]!.key} className={index > 0 ? "mt-1 border-line border-t pt-1" : ""}>
                      {group.map(({ key, name, run, isDisabled, isDanger }) => (
                        <Menu.Item
                          key={key}
                          disabled={isDisabled ?? false}
                          onClick={run}
                          className={`flex min-h-11 cursor-pointer items-center px-4 outline-none data-disabled:cursor-default data-highlighted:bg-accent-soft data-disabled:opacity-60 ${isDanger ? "text-danger" : ""}`}
                        >
                          {name}
                        </Menu.Item>
                      ))}
                    </Menu.Group>
                  ))}
                </Menu.Popup>
              </Menu.Positioner>
            </Menu.Portal>
          </Menu.Root>
        )}
      </div>
      <DescriptionDialog
        open={isDescribing}
        onOpenChange={setDescribing}
        description={highlight.description}
        opener={trigger}
        onSave={(description) => actions.describe(highlight, description)}
      />
      <NoteHistory
        highlight={highlight}
        open={isHistoryOpen}
        onOpenChange={setHistoryOpen}
        opener={trigger}
        onRestore={(body) => actions.restoreVersion(highlight, body)}
      />
    </footer>
  );
}

interface Item {
  name: string;
  run(): void;
  isDisabled?: boolean;
  isDanger?: boolean;
}

/** A group of related menu items, each with a React key. Items that are falsy aren't shown. */
type Group = [key: string, item: Item | false | null | undefined][];
