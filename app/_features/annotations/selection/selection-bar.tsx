"use client";

import { Popover } from "@base-ui/react/popover";
import { Link2, NotebookPen, Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { useGroups } from "@/app/_features/notes";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import { useMediaQuery } from "@/app/_ui/use-media-query";
import { AudienceMenu } from "../card/audience-menu";
import { ColourButtons } from "../card/colour-buttons";
import { useActions, useAnnotations } from "../state/context";
import type { TextSelection } from "../state/state";
import { useMarkStyle } from "./mark-style";

/** Distance between the toolbar and the edges of the visible page, in CSS pixels. */
const GAP = 8;

/** Height, in CSS pixels, needed at the bottom of the window for the toolbar (in two rows) and a selection handle. */
const FOOT = 140;

/**
 * The toolbar for a selection, placed beside its focus end, outside the selection. On touch screens, which show handles
 * there, it is at the bottom of the window, or at the top if the selection ends at the bottom. It doesn't take the
 * focus, so the selection is kept. Tab moves into it, and `data-keys` keeps the page's shortcuts enabled.
 */
export function SelectionBar() {
  const t = useTranslations();
  const selection = useAnnotations((state) => state.selection);
  // While a highlight is being reattached, no other action is available.
  const attaching = useAnnotations((state) => state.attaching);
  // Readers can only copy links.
  const mayMark = useAnnotations((state) => state.me.role !== "reader");
  const { audience } = useMarkStyle(useGroups());
  const actions = useActions();
  const bar = useRef<HTMLDivElement>(null);
  const isTouch = useMediaQuery("(pointer: coarse)");
  const isOpen = selection !== null;
  // Computed once per selection, because a toolbar that moved during scrolling could end up under the user's finger.
  const isAtHead = useMemo(() => isTouch && selection !== null && reachesFoot(selection), [selection, isTouch]);
  const anchor = useMemo(
    () =>
      selection && {
        getBoundingClientRect: () => (isTouch ? edge(isAtHead) : seen(selection.anchor.getBoundingClientRect())),
      },
    [selection, isTouch, isAtHead],
  );

  useEffect(() => {
    if (!isOpen) return;
    const tab = (event: KeyboardEvent) => {
      if (event.key !== "Tab" || event.shiftKey || bar.current?.contains(document.activeElement)) return;
      event.preventDefault();
      bar.current?.querySelector("button")?.focus();
    };
    document.addEventListener("keydown", tab);
    return () => document.removeEventListener("keydown", tab);
  }, [isOpen]);

  return (
    <Popover.Root open={isOpen} onOpenChange={(_, { reason }) => reason === "escape-key" && actions.unselect()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          positionMethod="fixed"
          side={(isTouch ? isAtHead : !selection?.isBackward) ? "bottom" : "top"}
          sideOffset={isTouch ? 0 : 12}
          collisionPadding={GAP}
          className="z-30"
        >
          <Popover.Popup
            ref={bar}
            initialFocus={false}
            finalFocus={false}
            data-keys
            aria-label={t("notes.selectionBar")}
            // Pressing a button would take focus and clear the selection. (Cancelling `pointerdown` instead would
            // break the menu.)
            onMouseDown={(event) => event.preventDefault()}
            className="flex max-w-[calc(100vw-1rem)] flex-wrap items-center justify-center rounded-md border border-line bg-raised px-1 text-ink shadow-lg outline-none"
          >
            {attaching ? (
              <Button
                onClick={() => selection && actions.attach(attaching, selection)}
                variant="primary"
                className="m-1"
              >
                {t("editions.attachHere")}
              </Button>
            ) : (
              <>
                {mayMark && (
                  <span className="flex items-center">
                    <ColourButtons does="highlightIn" onChoose={actions.highlight} />
                    <span aria-hidden className="mx-1 h-6 border-line border-l" />
                  </span>
                )}
                <span className="flex">
                  {mayMark && (
                    <IconButton
                      label={t("notes.write")}
                      shortcut="m"
                      icon={<NotebookPen size={20} aria-hidden />}
                      onClick={actions.write}
                    />
                  )}
                  <IconButton
                    label={t("notes.copyLink")}
                    shortcut="l"
                    icon={<Link2 size={20} aria-hidden />}
                    onClick={() => void actions.copyLink()}
                  />
                  {mayMark && (
                    <IconButton
                      label={t("notes.share")}
                      shortcut="s"
                      icon={<Share2 size={20} aria-hidden />}
                      onClick={actions.sharePassage}
                    />
                  )}
                </span>
                {mayMark && (
                  <AudienceMenu
                    label={t("notes.willSeeMarked")}
                    shortcut="p"
                    audience={audience}
                    onChoose={actions.chooseAudience}
                  />
                )}
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Whether the visible end of a selection would be covered by a toolbar at the bottom. */
function reachesFoot({ anchor, isBackward }: TextSelection): boolean {
  const { bottom } = anchor.getBoundingClientRect();
  return !isBackward && bottom > window.innerHeight - FOOT && bottom <= window.innerHeight;
}

/** The middle of the top or bottom edge of the visible page. */
function edge(isHead: boolean): DOMRect {
  return new DOMRect(window.innerWidth / 2, isHead ? headerBottom() + GAP : window.innerHeight - GAP, 0, 0);
}

function headerBottom(): number {
  return document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
}

/** Clamps a rectangle to the visible part of the window. */
function seen({ x, y, width, height }: DOMRect): DOMRect {
  return new DOMRect(x, Math.min(Math.max(y, headerBottom() + GAP), window.innerHeight - height - GAP), width, height);
}
