import "server-only";
import type { Answer, AskedOptions, LibraryEngine } from "../answer";
import { Collection } from "../collection";
import { type DocumentSet, DocumentSets, everything } from "../document-sets";
import type { Meaning } from "../expansion";
import { alikeAmong, type Facets, facetsOf } from "../facets";
import { failuresOf, type MarkedBlocks } from "../filters";
import { Lexicon, type Words } from "../lexicon";
import type { Phrase } from "../phrase-lookup";
import { type Plan, planOf } from "../plan";
import { parseQuery, type Query } from "../query";
import type { Segment } from "../segment";
import { wordsOfSegment } from "../segment-words";
import {
  type Completion,
  completionsFor,
  type Relaxation,
  relaxedQueries,
  type UnknownWord,
  unknownWords,
} from "../suggestions";
import { both, type Condition, Conditions } from "./conditions";
import { countText, placeOfNotes } from "./counts";
import { Dictionary } from "./dictionary";
import { HitList } from "./hit-list";
import type { Catalogue } from "./index-sync";
import { type MarkedGroup, markedGroups } from "./marked";

/** Time limit in milliseconds for trying relaxed queries. */
const RELAXING_MS = 200;

/** A query evaluated against the index. */
interface Asked {
  parsed: Query;
  plan: Plan;
  unknown: UnknownWord[];
  lexicon: Lexicon;
  /** The passages found before the outermost filters are applied. */
  found: Condition;
  /** The notes found before the outermost filters are applied, by number. */
  notes: Uint32Array;
  /** Whether a passage matches as soon as it contains one of the query's words. */
  isOpen: boolean;
}

/**
 * Searches the index in PostgreSQL together with the notes that one user can see. The notes are not in the index, but
 * in memory.
 *
 * @param notes indexed notes, ordered by audience
 * @param marks highlights that the user can see, by block
 */
export async function createFulltextEngine(
  catalogue: Catalogue,
  notes: readonly Segment[],
  marks: MarkedBlocks,
): Promise<LibraryEngine> {
  return new FulltextEngine(catalogue, new Collection(notes), marks, await markedGroups(catalogue, marks));
}

class FulltextEngine implements LibraryEngine {
  private readonly conditions: Conditions;
  private readonly noteWords: readonly Words[];
  private readonly context: { marks: MarkedBlocks };
  /** Cached expansions of words from earlier queries. */
  private meanings = new Map<string, Meaning>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly notes: Collection,
    marks: MarkedBlocks,
    private readonly marked: readonly MarkedGroup[],
  ) {
    this.context = { marks };
    this.conditions = new Conditions(catalogue, marked);
    this.noteWords = notes.segments.map(wordsOfSegment);
  }

  async search(query: string, options: AskedOptions = {}): Promise<Answer> {
    const asked = await this.ask(query, options);
    const { total, inText, facets } = await this.count(asked, options);
    const { offset = 0, limit = total, sort = "relevance" } = options;
    const list = new HitList(this.catalogue, this.conditions, this.notes, {
      ...{ plan: asked.plan, lexicon: asked.lexicon, isOpen: asked.isOpen, total: inText },
      match: both([asked.found, this.conditions.passing(asked.parsed.filters)]),
      notes: this.passing(asked),
    });
    return {
      ...{ query, total, facets, hints: asked.parsed.hints, unknown: asked.unknown },
      hits: await list.read(sort, offset, Math.min(offset + limit, total)),
      relaxations: total > 0 ? [] : await this.relaxations(asked, options),
    };
  }

  complete(query: string): Promise<Completion[]> {
    const { dictionary, lexicon } = this.lookUp();
    return dictionary.settle(() => completionsFor(query, lexicon));
  }

  private lookUp(): { dictionary: Dictionary; lexicon: Lexicon } {
    const dictionary = new Dictionary(this.catalogue, this.conditions);
    return { dictionary, lexicon: new Lexicon([dictionary, ...this.noteWords]) };
  }

  private async ask(query: string, { report, match }: AskedOptions): Promise<Asked> {
    const parsed = parseQuery(query);
    const { dictionary, lexicon } = this.lookUp();
    const scope = report === undefined ? null : this.idOf(report);
    const inScope = (note: number): boolean => report === undefined || this.notes.document(note).report === report;
    const exists = (phrase: Phrase): boolean =>
      dictionary.exists(phrase, scope) || this.notes.withPhrase(phrase).some(inScope);
    let meanings = this.meanings;
    const asked = await dictionary.settle(() => {
      // Expansions that were computed before all lookups were complete must not be cached.
      meanings = new Map(this.meanings);
      const plan = planOf(parsed, lexicon, meanings, { all: match === "all", exists });
      const sets = new DocumentSets(this.notes, this.context);
      const required = plan.required(this.conditions);
      const found = plan.isFilterOnly ? both([]) : (required ?? this.conditions.withTerms(plan.terms));
      const notes = plan.isFilterOnly
        ? everything(this.notes.size)
        : (plan.required(sets) ?? sets.withTerms(plan.terms));
      // Ranking needs these frequencies too, so read them in the same rounds as the other words.
      for (const word of [...plan.sequence, ...plan.terms].flatMap(({ words }) => words)) lexicon.frequency(word);
      return {
        ...{ parsed, plan, lexicon },
        unknown: unknownWords(parsed, query, plan, lexicon),
        found:
          scope === null
            ? this.conditions.readable(found)
            : both([found, this.conditions.inReports(({ id }) => id === scope)]),
        notes: members(notes).filter(inScope),
        isOpen: required === null && !plan.isFilterOnly && scope === null && parsed.filters.length === 0,
      };
    });
    this.meanings = meanings;
    return asked;
  }

  /** @returns an id that doesn't belong to any report if the slug is unknown */
  private idOf(slug: string): number {
    return [...this.catalogue.reports.values()].find((report) => report.slug === slug)?.id ?? -1;
  }

  /** Counts the hits and the possible filters. */
  private async count(
    asked: Asked,
    { report }: AskedOptions,
  ): Promise<{ total: number; inText: number; facets: Facets }> {
    const { filters } = asked.parsed;
    const counted = { found: asked.found, filters, conditions: this.conditions, marked: this.marked };
    const first = placeOfNotes(this.catalogue);
    const notes = alikeAmong(asked.notes, filters, this.notes, this.context).map((alike) => ({
      ...alike,
      place: first + alike.place,
    }));
    const bySection = report !== undefined || this.catalogue.reports.size < 2;
    let text = await countText(this.catalogue, counted, bySection);
    let facets = facetsOf([...text.alike, ...notes], filters, this.context);
    // Sections are offered only if a single report is left.
    if (!bySection && text.alike.length > 0 && facets.reports.length < 2) {
      text = await countText(this.catalogue, counted, true);
      facets = facetsOf([...text.alike, ...notes], filters, this.context);
    }
    return { total: text.total + this.passing(asked).length, inText: text.total, facets };
  }

  /** The notes that also pass the outermost filters. */
  private passing({ notes, parsed }: Asked): Uint32Array {
    const failures = failuresOf(parsed.filters, this.notes, this.context);
    return notes.filter((id) => failures(id).length === 0);
  }

  private async relaxations({ parsed }: Asked, options: AskedOptions): Promise<Relaxation[]> {
    const { dictionary, lexicon } = this.lookUp();
    const queries = await dictionary.settle(() => relaxedQueries(parsed, lexicon));
    const end = performance.now() + RELAXING_MS;
    const found: Relaxation[] = [];
    for (const query of queries) {
      if (performance.now() >= end) break;
      const { total } = await this.count(await this.ask(query, options), options);
      if (total > 0) found.push({ query, total });
    }
    return found;
  }
}

function members(set: DocumentSet): Uint32Array {
  return Uint32Array.from(set.keys()).filter((id) => set[id] === 1);
}
