import { newView } from "@/app/_features/changes";
import { newOwnId, tryPersist } from "@/app/_features/sync";
import type { Area } from "@/lib/annotations/areas/area";
import type { NewHighlight } from "@/lib/annotations/schemas";
import { readMarkStyle } from "../selection/mark-style";
import { selectorOnPage } from "../selection/selection";
import type { Cards } from "./cards";
import type { Highlights } from "./highlights";
import type { History } from "./history";
import type { Tools } from "./state";

/** An area that the user has marked. */
export interface MarkedArea {
  area: Area;
  /** The place in the text where it belongs. */
  offset: number;
  /** What it shows, in words, until the user changes the description. */
  description: string;
}

/** Actions on areas. */
export interface AreaActions {
  /** Adds a note to an area, and opens its editor. If an area is being reattached, attaches it instead. */
  markArea(marked: MarkedArea): void;
}

interface Others {
  highlights: Highlights;
  history: History;
  cards: Cards;
  /** Attaches the highlight that is being reattached. */
  attachArea(marked: MarkedArea): void;
}

export function createAreaActions(
  { t, page, get }: Tools,
  { highlights, history, cards, attachArea }: Others,
): AreaActions {
  const { slug, edition, text } = page;
  return {
    markArea: (marked) => {
      const { attaching, me, groups } = get();
      if (attaching) return attachArea(marked);
      if (!text.current) return;
      const { area, offset, description } = marked;
      const { colour, audience } = readMarkStyle(t, groups);
      const highlight: NewHighlight = {
        ...{ id: newOwnId(me.id), edition: edition.id, area, description },
        ...selectorOnPage(text.current, { start: offset, end: offset }),
        ...{ colour, ...audience, note: null },
      };
      if (!tryPersist(t, () => highlights.make(highlight, null, { kind: "highlight.create", highlight }))) return;
      const after = newView(highlight, slug, { id: me.id, name: me.name });
      history.did({ highlight: highlight.id, what: "highlight", before: null, after });
      cards.open(highlight.id);
      cards.edit(highlight.id);
    },
  };
}
