import type { RefObject } from "react";
import { newView } from "@/app/_features/changes";
import { newOwnId, tryPersist } from "@/app/_features/sync";
import { blockOf, passageName, textOfOffsets } from "@/app/_features/text";
import { words } from "@/app/_messages/en";
import { copyText } from "@/app/_ui/copy-text";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";
import type { Colour } from "@/lib/annotations/highlights/colours";
import { SELECTOR_CONTEXT, selectorOf } from "@/lib/annotations/highlights/selector";
import type { HighlightView } from "@/lib/annotations/schemas";
import type { ShareTarget } from "../dialogs/share-dialog";
import type { MarkStyle } from "../marks/use-mark-style";
import type { Step } from "../state/undo";
import type { Highlights, PageEdition } from "../state/use-highlights";
import type { Undo } from "../state/use-undo";

/** What stands at a span of the text on the page, as the server keeps it. */
function selectorOnPage(root: Element, { start, end }: Span) {
  const from = Math.max(0, start - SELECTOR_CONTEXT - 1);
  const around = textOfOffsets(root, from, end + SELECTOR_CONTEXT + 1);
  return { ...selectorOf(around, start - from, end - from), start, end };
}

interface Context {
  slug: string;
  edition: PageEdition;
  text: RefObject<HTMLElement | null>;
  /** The person who marks. */
  me: HighlightView["author"];
  highlights: Highlights;
  undo: Undo;
  /** Whether the person may mark and share anything. */
  mayMark: boolean;
  style: MarkStyle;
  setStyle(change: Partial<MarkStyle>): void;
  /** What is to be marked, linked or shared. */
  passage(): Span | null;
  /** Called with what was marked in a colour; `onNote` with the making of what a note is to be written on. */
  onMarked(id: string): void;
  onNote(made: Step): void;
  /** @param from has the focus again when sharing is over */
  onShare(target: ShareTarget, from: HTMLElement | null): void;
}

/** What can be done with selected words, or with the paragraph that has the focus. */
export function selectionActions(context: Context) {
  const { slug, edition, text, me, highlights, undo, mayMark, style, setStyle, passage } = context;

  /** Marks a passage. @returns what was done; null where there was nothing to mark, or no room for it */
  const mark = (colour: Colour): Step | null => {
    const root = text.current;
    const span = passage();
    if (!mayMark || !root || !span) return null;
    const id = newOwnId(me.id);
    const selector = selectorOnPage(root, span);
    const highlight = { id, edition: edition.id, ...selector, colour, ...style.audience, note: null };
    if (!tryPersist(() => highlights.add(highlight))) return null;
    const made: Step = { highlight: id, what: "highlight", before: null, after: newView(highlight, slug, me) };
    undo.did(made);
    document.getSelection()?.removeAllRanges();
    setStyle({ colour });
    return made;
  };

  return {
    highlight: (colour: Colour) => {
      const made = mark(colour);
      if (made) context.onMarked(made.highlight);
    },
    write: () => {
      const made = mark(style.colour);
      if (made) context.onNote(made);
    },
    copyLink: async () => {
      const span = passage();
      if (!span || !edition) return;
      const at = passageName({ ...span, edition: edition.ordinal });
      const link = new URL(`/r/${slug}?at=${at}`, window.location.origin).href;
      if (await copyText(link)) showToast({ title: words.notes.linkCopied });
      else showToast({ title: words.notes.linkNotCopied, description: link });
    },
    share: () => {
      const root = text.current;
      const span = passage();
      if (!mayMark || !root || !span) return;
      const { start, end, quote } = selectorOnPage(root, span);
      const target = { edition: edition.id, start, end, quote, highlightId: null };
      context.onShare(target, blockOf(root, span));
    },
  };
}
