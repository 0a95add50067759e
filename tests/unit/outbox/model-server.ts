import type { QueuedChange } from "@/app/_features/changes/changes";
import { RequestError } from "@/app/_features/request/fetch-json";
import type { HighlightView } from "@/lib/annotations/schemas";
import { noteView } from "../annotations/views";
import { view } from "./changes";

interface Stored {
  view: HighlightView;
  isDeleted: boolean;
  /** The content of the note if it is deleted. */
  deletedNote: { body: string; version: number } | null;
}

/** A simplified model of how the server handles changes; see lib/annotations. */
export class ModelServer {
  readonly #stored = new Map<string, Stored>();
  readonly #made = new Set<string>();
  /** The keys of the applied changes, in order. */
  readonly log: string[] = [];

  constructor(views: readonly HighlightView[] = []) {
    for (const each of views) this.#stored.set(each.id, { view: each, isDeleted: false, deletedNote: null });
  }

  list(): HighlightView[] {
    return [...this.#stored.values()].filter(({ isDeleted }) => !isDeleted).map((stored) => stored.view);
  }

  /** @throws RequestError if the server rejects the change */
  make(queued: QueuedChange): HighlightView | { id: string } {
    const id = queued.highlight;
    if (!this.#made.has(queued.key)) {
      this.#change(queued);
      this.#made.add(queued.key);
      this.log.push(queued.key);
    }
    const stored = this.#stored.get(id);
    if (queued.change.kind === "highlight.delete") return { id };
    if (!stored || stored.isDeleted) throw new RequestError("It is gone.", 404, "not-found", {});
    return stored.view;
  }

  #change({ highlight: id, version, change }: QueuedChange): void {
    const stored = this.#stored.get(id);
    if (change.kind === "highlight.create") {
      if (!stored) this.#stored.set(id, { view: view(id), isDeleted: false, deletedNote: null });
      return;
    }
    if (change.kind === "highlight.restore" && stored?.isDeleted) {
      this.#put(stored, { isDeleted: false, view: next(stored.view) });
      return;
    }
    if (!stored || stored.isDeleted) throw new RequestError("It is gone.", 404, "not-found", {});
    const before = stored.view;
    const conflict = () => new RequestError("It has changed.", 409, "conflict", { current: before });
    switch (change.kind) {
      case "highlight.change": {
        const wanted = { ...before, ...change.to };
        if (wanted.colour === before.colour && wanted.visibility === before.visibility) return;
        if (version !== before.version) throw conflict();
        this.#put(stored, { view: next(wanted) });
        break;
      }
      case "highlight.attach": {
        const { start, end } = change.to;
        if (before.start === start && before.end === end) return;
        if (before.start !== null) throw new RequestError("It has a place.", 409, "has-place", {});
        this.#put(stored, { view: { ...before, start, end, state: "moved", attached: true, settled: false } });
        break;
      }
      case "highlight.detach":
        if (!before.attached) return;
        this.#put(stored, { view: { ...before, start: null, end: null, state: "orphan", attached: false } });
        break;
      case "highlight.settle":
        if (before.start !== null) throw new RequestError("It has a place.", 409, "has-place", {});
        this.#put(stored, { view: { ...before, settled: change.isSettled } });
        break;
      case "highlight.delete":
        if (version !== before.version) throw conflict();
        this.#put(stored, { isDeleted: true, view: next(before) });
        break;
      case "note.save": {
        if (before.note?.body === change.body) return;
        if ((before.note?.version ?? null) !== version) throw conflict();
        const noteVersion = (before.note?.version ?? stored.deletedNote?.version ?? 0) + 1;
        const note = noteView(change.body, { version: noteVersion });
        this.#put(stored, { view: { ...before, note }, deletedNote: null });
        break;
      }
      case "note.delete": {
        if (!before.note || before.note.version !== version) throw conflict();
        const { body } = before.note;
        this.#put(stored, {
          view: { ...before, note: null },
          deletedNote: { body, version: before.note.version + 1 },
        });
        break;
      }
      case "note.restore": {
        if (before.note || !stored.deletedNote) return;
        const { body, version: deleted } = stored.deletedNote;
        const note = noteView(body, { version: deleted + 1 });
        this.#put(stored, { view: { ...before, note }, deletedNote: null });
        break;
      }
      default:
    }
  }

  #put(stored: Stored, change: Partial<Stored>): void {
    this.#stored.set(stored.view.id, { ...stored, ...change });
  }
}

function next(before: HighlightView): HighlightView {
  return { ...before, version: before.version + 1 };
}
