import { audiencesOf } from "@/app/_features/notes";
import type { Translate } from "@/app/_messages/translate";
import type { Keys } from "@/app/_ui/use-keys";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { readMarkStyle } from "./selection/mark-style";
import { stepCard } from "./state/cards";
import type { AnnotationsState } from "./state/state";
import type { Actions } from "./state/store";

/** Keyboard shortcuts for highlights and notes. */
export function annotationKeys(t: Translate, actions: Actions, get: () => AnnotationsState): Keys {
  const colours = Object.fromEntries(COLOURS.map((colour) => [String(colour), () => actions.highlight(colour)]));
  return {
    ...colours,
    h: () => actions.highlight(readMarkStyle(t, get().groups).colour),
    l: () => void actions.copyLink(),
    m: () => {
      const note = actions.meant();
      if (!note) actions.write();
      else if (note.may.edit) actions.edit(note.id);
    },
    p: () => {
      const note = actions.meant();
      const audiences = audiencesOf(t, get().groups);
      if (!note?.may.edit) return actions.toNextAudience();
      // With more than two audiences, cycling through them would briefly show the note to each, so the editor opens
      // instead.
      if (audiences.hasGroups) actions.edit(note.id);
      else actions.changeAudience(note, audiences.other(note));
    },
    r: () => {
      const { current } = get();
      if (!current?.note?.may.reply) return false;
      actions.writeReply(current, null);
    },
    s: () => {
      const note = actions.meant();
      if (!note) actions.sharePassage();
      else if (note.may.share) actions.shareHighlight(note, document.activeElement as HTMLElement | null);
    },
    "mod+z": actions.undo,
    "mod+Z": actions.redo,
    o: actions.toNotes,
    j: () => stepCard(1),
    k: () => stepCard(-1),
  };
}
