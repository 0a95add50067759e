import { createStore, type StoreApi } from "zustand/vanilla";
import type { OwnGroups } from "@/app/_features/notes";
import { highlightOfKey, onDrafts, onLive, outboxOf, readDrafts } from "@/app/_features/sync";
import type { Translate } from "@/app/_messages/translate";
import { store as keep, subscribeStored } from "@/app/_ui/use-stored";
import { NO_FILTER, type NoteFilter } from "@/lib/annotations/notes/note-filter";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import { createNoteActions, type NoteActions } from "../card/note-actions";
import { createThreadActions, type ThreadActions } from "../card/thread-actions";
import { type NotesShown, notesShownFinder } from "../margin/note-filter";
import { createUnplacedActions, type Unplaced, type UnplacedActions, unplacedFinder } from "../margin/unplaced";
import { createSelection, type Selection } from "../selection/selection";
import { type AreaActions, createAreaActions } from "./areas";
import { type Cards, createCards } from "./cards";
import { createHighlights, deriveHighlights, type Highlights } from "./highlights";
import { createHistory, type History } from "./history";
import { draftRefused } from "./refused-notes";
import type { AnnotationsState, Facts, Me, Page, Tools } from "./state";

/** The highlights and notes of the open report: source state, derived state and actions. */
export interface Annotations {
  page: Page;
  store: StoreApi<AnnotationsState>;
  actions: Actions;
  /**
   * Subscribes to the server, device storage, outbox and selection while the report is open.
   * @returns a function that unsubscribes
   */
  watch(): () => void;
  /** The notes that match the filter. */
  notesShown(state: AnnotationsState): NotesShown;
  /** The unplaced highlights. */
  unplaced(state: AnnotationsState): Unplaced;
}

export interface Actions
  extends Highlights,
    History,
    Cards,
    Omit<Selection, "watch" | "unmark">,
    NoteActions,
    ThreadActions,
    AreaActions,
    UnplacedActions {
  /** Updates the user and their groups, whose permissions may have changed. */
  meet(me: Me, groups: OwnGroups): void;
  filterNotes(change: Partial<NoteFilter>): void;
  /** Shows the notes as a list, or each beside its passage. The choice is stored on the device. */
  listNotes(isListed: boolean): void;
}

/** Window widths at which cards are shown beside the text. */
const HAS_MARGIN = "(width >= 77.5rem)";

/** The storage key for the user's choice of notes view, and the value that it has for the list view. */
const NOTES_VIEW = "notes-view";
const LISTED = "list";

/** Highlights of reports opened earlier in this tab, shown until they are fetched again. */
const visited = new Map<string, HighlightList>();

export function createAnnotations(t: Translate, page: Page, me: Me, groups: OwnGroups): Annotations {
  const { slug, edition } = page;
  const visit = `${me.email} ${slug}`;
  const kept = visited.get(visit);
  const known = new Map<string, HighlightView>();
  const highlightsOf = deriveHighlights(slug, known);

  /** Adds the derived state to the source state. */
  const derive = (facts: Facts, before: AnnotationsState | null): AnnotationsState => {
    const { drafts, editing, active, writing } = facts;
    const isSame = before && drafts === before.drafts && editing === before.editing;
    const typedOn = isSame ? before.typedOn : typedOnIn(drafts, editing, before?.typedOn);
    const { all, placed } = highlightsOf({ ...facts, typedOn }, before);
    const current = active === null ? undefined : placed.find(({ id }) => id === active);
    return { ...facts, typedOn, all, placed, current, writing: writing?.highlight === current?.id ? writing : null };
  };
  const facts: Facts = {
    ...{ me, groups, hasMargin: false, isListed: false },
    list: kept?.edition.id === edition.id ? kept : { edition, highlights: [] },
    isKnown: kept?.edition.id === edition.id,
    isOutdated: false,
    ...{ changes: [], unsaved: new Set(), drafts: {} },
    ...{ selection: null, active: null, editing: null, writing: null, focusing: null },
    ...{ filter: NO_FILTER, isListOpen: false, isUnplacedOpen: false, goal: null, attaching: null },
    ...{ sharing: null, collecting: null },
  };
  const store = createStore<AnnotationsState>(() => derive(facts, null));
  const tools: Tools = {
    t,
    page,
    get: store.getState,
    update: (change) => store.setState((before) => derive({ ...before, ...change }, before), true),
    outbox: () => outboxOf(me.email),
  };

  const highlights = createHighlights(tools, known);
  const cards = createCards(tools);
  const history = createHistory(tools, highlights, cards.openByKey);
  const selection = createSelection(tools, { highlights, history, cards });
  const notes = createNoteActions(tools, { highlights, history, cards, selection });
  const thread = createThreadActions(tools, { highlights, history, cards });
  const unplaced = createUnplacedActions(tools, { highlights, cards });
  const areas = createAreaActions(tools, { highlights, history, cards, attachArea: unplaced.attachArea });

  const watch = () => {
    const outbox = tools.outbox();
    const showQueue = () => {
      const { changes, unsaved } = outbox.state();
      if (changes === store.getState().changes && unsaved === queued) return;
      queued = unsaved;
      tools.update({ changes, unsaved: new Set(unsaved.map(({ highlight }) => highlight)) });
      draftRefused(tools, cards, thread);
    };
    let queued = outbox.state().unsaved;
    const width = window.matchMedia(HAS_MARGIN);
    const measure = () =>
      tools.update({ hasMargin: width.matches, isListed: localStorage.getItem(NOTES_VIEW) === LISTED });
    tools.update({ drafts: readDrafts(me.email) });
    measure();
    showQueue();
    width.addEventListener("change", measure);
    const ends = [
      onLive(highlights.hear),
      onDrafts(me.email, (drafts) => tools.update({ drafts })),
      outbox.subscribe(showQueue),
      outbox.onAnswer(({ report, id, view }) => {
        if (report === slug) highlights.put(id, view);
      }),
      selection.watch(),
      () => width.removeEventListener("change", measure),
      subscribeStored(measure),
      () => store.getState().isKnown && visited.set(visit, store.getState().list),
    ];
    return () => {
      for (const end of ends) end();
    };
  };

  return {
    page,
    store,
    actions: {
      ...{ ...highlights, ...history, ...cards, ...selection, ...notes, ...thread, ...areas, ...unplaced },
      meet: (me, groups) => tools.update({ me, groups }),
      listNotes: (isListed) => keep(NOTES_VIEW, isListed ? LISTED : null),
      filterNotes: (change) => tools.update({ filter: { ...store.getState().filter, ...change } }),
    },
    watch,
    notesShown: notesShownFinder(),
    unplaced: unplacedFinder(),
  };
}

/** @param before reused if it contains the same ids */
function typedOnIn(
  drafts: Facts["drafts"],
  editing: string | null,
  before: ReadonlySet<string> | undefined,
): ReadonlySet<string> {
  const ids = new Set(Object.keys(drafts).map(highlightOfKey));
  if (editing !== null) ids.add(editing);
  return before?.size === ids.size && [...ids].every((id) => before.has(id)) ? before : ids;
}
