import type {
  FootnoteDefinition,
  List,
  ListItem,
  Nodes,
  Paragraph,
  Parents,
  PhrasingContent,
  Root,
  RootContent,
} from "mdast";
import { CAPTION_LABEL, SOURCE_NOTE } from "../../report/labels";
import { pictureIn } from "../../report/pictures";
import type { PageLayout } from "../layout";
import type { RegionContent } from "../regions";
import { excerptOf } from "./excerpts";
import {
  effectOn,
  figureBoxes,
  indexByPlace,
  insideOf,
  isCaptionOf,
  isSameRegion,
  type MarkedRegion,
  nodesFor,
  withoutLines,
} from "./marked-region";
import {
  cut,
  flatText,
  joined,
  lastPage,
  offsetOf,
  removed,
  textOnOneLine,
  trimmed,
  turnsIn,
  without,
} from "./phrasing";
import { dropEmpty, remainsOf } from "./removal";
import { RepeatedLine } from "./repeated-line";
import type { BlockTarget, Correction, Place } from "./schemas";
import { figuresOf, isTurn, leadingOf, leavesOf, paragraphsIn, textOf, type Unit, unitsOf } from "./units";

/** A block whose text is a single run, and the node that contains this run. */
interface Textual {
  unit: Unit;
  holder: { children: PhrasingContent[] };
}

/** Maximum number of table rows and captions that can interrupt a paragraph. */
const MAX_INTERRUPTION = 200;

/** Minimum share of a figure's area inside a region for the region to replace the figure. */
const MOST_OF_FIGURE = 0.5;

/** Applies corrections to a Markdown tree, in order. */
export class Corrector {
  readonly #root: Root;
  readonly #layout: PageLayout | undefined;
  #units: Unit[];
  /** The boxes of blocks that corrections have added. Their origins follow those of the blocks as read. */
  readonly #added: number[][] = [];
  readonly #figures: Map<Nodes, number[]>;

  constructor(root: Root, layout?: PageLayout) {
    this.#root = root;
    this.#layout = layout;
    this.#units = unitsOf(root);
    this.#figures = figureBoxes(figuresOf(this.#root), layout);
  }

  /** The blocks of the body in order, followed by the notes. */
  get units(): readonly Unit[] {
    return this.#units;
  }

  /** The boxes of the figures, in order. */
  get figures(): number[][] {
    return figuresOf(this.#root).map((node) => this.#figures.get(node) ?? []);
  }

  /** The boxes of a block, in the form that `PageLayout` describes. */
  boxesOf({ origins }: Unit): number[] {
    const { body = [], notes = {} } = this.#layout ?? {};
    return origins.flatMap(
      (origin) =>
        (typeof origin === "number" ? (body[origin] ?? this.#added[origin - body.length]) : notes[origin]) ?? [],
    );
  }

  /**
   * @param region what the file contains in the region, for a correction that marks one
   * @returns whether the correction could be applied; if not, nothing is changed
   */
  apply(correction: Correction, region?: RegionContent): boolean {
    if (correction.kind === "region") return region !== undefined && this.#markRegion(correction, region);
    if (correction.kind === "omit-line") return this.#omitLine(correction.text);
    if (correction.kind === "describe") return this.#describe(correction);
    const unit = this.#find(correction.block);
    if (!unit) return false;
    switch (correction.kind) {
      case "level":
        return this.#setLevel(unit, correction.depth);
      case "merge":
        return unit.class === "footnote" ? this.#mergeNote(unit) : this.#merge(unit);
      case "split":
        return this.#split(unit, correction.place);
      case "omit":
        return this.#omit(unit);
      case "marker":
        return this.#addMarker(unit, correction.note, correction.place);
    }
  }

  /**
   * Finds the block that a target describes. Blocks with the same text are told apart by their page and order. If none
   * of them is on the target's page, the one on the nearest page is chosen.
   */
  #find({ kind, text, page, nth, label }: BlockTarget): Unit | undefined {
    const wanted = classOf(kind);
    const same = this.#units.filter((unit) => unit.class === wanted && excerptOf(unit.text) === text);
    if (wanted === "footnote") return same.find(({ node }) => labelOf(node) === label) ?? same[0];
    const onPage = same.filter((unit) => unit.page === page);
    if (onPage.length > 0) return onPage[Math.min(nth, onPage.length - 1)];
    const distance = (unit: Unit) => Math.abs((unit.page ?? 0) - (page ?? 0));
    return same.reduce<Unit | undefined>(
      (best, unit) => (best && distance(best) <= distance(unit) ? best : unit),
      undefined,
    );
  }

  #setLevel(unit: Unit, depth: number): boolean {
    const { node, parent } = unit;
    if (node.type === "heading" || node.type === "paragraph") {
      const children = textOnOneLine(node.children);
      this.#replace(unit, depth === 0 ? { type: "paragraph", children } : headingOf(depth, children));
      return true;
    }
    // A numbered heading can look like a list item.
    if (node.type !== "listItem" || depth === 0 || !this.#root.children.includes(parent as RootContent)) return false;
    const leading = leadingOf(node);
    const list = parent as List;
    const index = list.children.indexOf(node);
    const number = list.ordered ? [{ type: "text" as const, value: `${(list.start ?? 1) + index}. ` }] : [];
    const heading = headingOf(depth, [...number, ...textOnOneLine(leading.flatMap((each) => each.children))]);
    const after: List = {
      ...list,
      children: list.children.slice(index + 1),
      start: list.ordered ? (list.start ?? 1) + index + 1 : null,
    };
    const rest = node.children.slice(leading.length);
    list.children = list.children.slice(0, index);
    const at = this.#root.children.indexOf(list);
    const parts = [...(index > 0 ? [list] : []), heading, ...rest, ...(after.children.length > 0 ? [after] : [])];
    this.#root.children.splice(at, 1, ...(parts as RootContent[]));
    const moved = new Set<Nodes>(after.children);
    for (const other of this.#units) {
      if (moved.has(other.node)) other.parent = after;
      if (rest.some((child) => child === other.node)) other.parent = this.#root;
    }
    Object.assign(unit, { class: "text", node: heading, parent: this.#root, text: textOf([heading.children]) });
    return true;
  }

  #merge(unit: Unit): boolean {
    const own = textualOf(unit);
    const before = this.#before(unit);
    const target = before && textualOf(before);
    if (!own || !target) return false;
    const between = this.#takeTurns(target.unit, unit);
    setText(target, joined(target.holder.children, between, own.holder.children));
    own.holder.children = [];
    this.#remove([unit]);
    target.unit.origins.push(...unit.origins);
    return true;
  }

  /**
   * The block that the given block may continue. This is the previous block, not counting tables, figures and their
   * captions.
   */
  #before(unit: Unit): Unit | undefined {
    const end = this.#units.indexOf(unit);
    for (let at = end - 1; at >= Math.max(0, end - MAX_INTERRUPTION); at--) {
      const candidate = this.#units[at]!;
      const isAround = CAPTION_LABEL.test(candidate.text) || SOURCE_NOTE.test(candidate.text);
      if (candidate.class !== "table-row" && !(isAround && at > 0)) return candidate;
    }
    return undefined;
  }

  /**
   * Removes the page breaks between two blocks and returns them. If there is anything else between the blocks, nothing
   * is removed.
   */
  #takeTurns(first: Unit, second: Unit): PhrasingContent[] {
    const { children } = second.parent as { children: Nodes[] };
    const end = children.indexOf(second.node);
    let start = end;
    while (start > 0 && isOnlyTurns(children[start - 1]!)) start--;
    const above = children[start - 1];
    const isDirect = above === first.node || (above !== undefined && above === first.parent);
    return isDirect ? turnsIn(children.splice(start, end - start)) : [];
  }

  #mergeNote(unit: Unit): boolean {
    const at = this.#units.indexOf(unit);
    const before = this.#units[at - 1];
    if (before?.node.type !== "footnoteDefinition" || unit.node.type !== "footnoteDefinition") return false;
    const last = paragraphsIn(before.node).at(-1);
    const [first, ...others] = unit.node.children;
    if (last && first?.type === "paragraph") last.children = joined(last.children, [], first.children);
    before.node.children.push(...(last && first?.type === "paragraph" ? others : unit.node.children));
    before.text = textOf(paragraphsIn(before.node).map((each) => each.children));
    before.origins.push(...unit.origins);
    this.#removeReferences(unit.node.identifier);
    unit.node.children = [];
    this.#remove([unit]);
    return true;
  }

  #split(unit: Unit, place: Place): boolean {
    const own = textualOf(unit);
    const offset = own && offsetOf(flatText(own.holder.children), place);
    if (!own || offset === undefined) return false;
    const [before, after] = cut(own.holder.children, offset).map(trimmed) as [PhrasingContent[], PhrasingContent[]];
    if (textOf([before]) === "" || textOf([after]) === "") return false;
    const { node, parent } = unit;
    const page = unit.class === "footnote" ? null : (lastPage(before) ?? unit.page);
    const paragraph = { type: "paragraph" as const, children: after };
    setText(own, before);
    const part: Unit = {
      ...unit,
      node: this.#nodeAfter(node, paragraph),
      text: textOf([after]),
      page,
      origins: [...unit.origins],
    };
    const siblings = (parent as { children: Nodes[] }).children;
    siblings.splice(siblings.indexOf(node) + 1, 0, part.node);
    this.#units.splice(this.#units.indexOf(unit) + 1, 0, part);
    return true;
  }

  /** The node for the second half of a block. Blocks nested in an item belong to its second half. */
  #nodeAfter(node: Nodes, paragraph: Paragraph): FootnoteDefinition | ListItem | Paragraph {
    if (node.type === "footnoteDefinition") {
      const label = this.#freeLabel(paragraph.children);
      return { type: "footnoteDefinition", identifier: label, label, children: [paragraph] };
    }
    if (node.type !== "listItem") return paragraph;
    const item: ListItem = { type: "listItem", spread: false, children: [paragraph, ...node.children.slice(1)] };
    for (const other of this.#units) if (other.parent === node) other.parent = item;
    node.children = node.children.slice(0, 1);
    return item;
  }

  /** The label for a new note: the number at the start of the note if it is free, otherwise the next free number. */
  #freeLabel(note: readonly PhrasingContent[]): string {
    const taken = new Set(this.#units.map(({ node }) => labelOf(node)));
    const own = /^[[(]?(\d{1,4})[\])]?[.:]?\s/u.exec(flatText(note))?.[1];
    if (own !== undefined && !taken.has(own)) return own;
    const numbers = [...taken].map((label) => (label && /^\d{1,6}$/u.test(label) ? Number(label) : 0));
    return String(Math.max(0, ...numbers) + 1);
  }

  #omit(unit: Unit): boolean {
    if (unit.node.type === "footnoteDefinition") this.#removeReferences(unit.node.identifier);
    this.#remove([unit]);
    return true;
  }

  #omitLine(text: string): boolean {
    const line = new RepeatedLine(text);
    const whole = this.#units.filter((unit) => unit.class !== "footnote" && line.isWhole(unit.text));
    this.#remove(whole);
    let isFound = whole.length > 0;
    for (const unit of this.#units) {
      const own = unit.class === "footnote" || unit.text.length <= text.length ? undefined : textualOf(unit);
      const ranges = own ? line.besideTurns(own.holder.children) : [];
      if (!own || ranges.length === 0) continue;
      isFound = true;
      setText(own, trimmed(without(own.holder.children, ranges)));
    }
    return isFound;
  }

  #describe({ picture, text }: Extract<Correction, { kind: "describe" }>): boolean {
    const images = [...leavesOf(this.#root.children)].filter(
      (node) => node.type === "image" && pictureIn(node.url)?.id === picture,
    );
    for (const image of images) Object.assign(image, { alt: text });
    return images.length > 0;
  }

  /** Replaces the blocks in a region with its content as a table, a figure or text. */
  #markRegion(region: MarkedRegion, content: RegionContent): boolean {
    if (!this.#layout || !isSameRegion(region, content)) return false;
    const effects = this.#units.map((unit) => ({ unit, effect: effectOn(unit, this.boxesOf(unit), region) }));
    const whole = effects.flatMap(({ unit, effect }) => (effect === "whole" ? unit : []));
    const figures = [...this.#figures].flatMap(([node, boxes]) =>
      insideOf(boxes, region) >= MOST_OF_FIGURE ? node : [],
    );
    if (region.as === "text" && whole.length === 0 && figures.length === 0) return false;
    const gone = new Set(whole);
    const kept = this.#units.flatMap((unit) =>
      gone.has(unit) || insideOf(this.boxesOf(unit), region) === 0 ? [] : unit.text,
    );
    const added = nodesFor(
      region,
      content,
      whole.map(({ node }) => node),
      kept.join(" "),
    );
    if (!added) return false;

    const parts = effects.flatMap(({ unit, effect }) => (effect === "part" ? unit : []));
    const index = this.#indexFor(region, { whole, figures, parts });
    this.#root.children.splice(index, 0, ...added.nodes);
    for (const unit of parts) {
      const own = textualOf(unit);
      const rest = own && withoutLines(own.holder.children, content.lines);
      if (own && rest) setText(own, rest);
      if (unit.text === "") whole.push(unit);
    }
    const lost = new Set<Nodes>(figures);
    this.#root.children = this.#root.children.filter((child) => !lost.has(child));
    for (const node of figures) this.#figures.delete(node);
    this.#remove(whole);
    this.#readAgain(added.made);
    if (region.as === "figure") this.#figures.set(added.nodes[0]!, [region.page, ...region.box]);
    return true;
  }

  /** Index in the body at which to add the content of a region: below its caption, or in place of what it replaces. */
  #indexFor(
    region: MarkedRegion,
    { whole, figures, parts }: { whole: readonly Unit[]; figures: readonly Nodes[]; parts: readonly Unit[] },
  ): number {
    const { children } = this.#root;
    const topOf = (node: Nodes) => children.findIndex((child) => contains(child, node));
    const caption = this.#units.find((unit) => isCaptionOf(unit, this.boxesOf(unit), region));
    if (caption) return topOf(caption.node) + 1;
    const [first] = whole;
    if (first) {
      const top = topOf(first.node);
      const isFirst = this.#units.find(({ node }) => topOf(node) === top) === first;
      return isFirst ? top : top + 1;
    }
    if (figures[0]) return topOf(figures[0]);
    if (parts[0]) return topOf(parts[0].node) + 1;
    const tops = new Map<RootContent, number[]>();
    for (const unit of this.#units) {
      const top = unit.class === "footnote" ? undefined : children[topOf(unit.node)];
      if (top) tops.set(top, [...(tops.get(top) ?? []), ...this.boxesOf(unit)]);
    }
    return indexByPlace(this.#root, tops, region);
  }

  /** Reads the blocks again after some have been added. */
  #readAgain(made: readonly { node: Nodes; boxes: number[] }[]): void {
    const before = new Map(this.#units.map((unit) => [unit.node as Nodes, unit]));
    const first = (this.#layout?.body.length ?? 0) + this.#added.length;
    const origins = new Map(made.map(({ node }, nth) => [node, first + nth]));
    this.#added.push(...made.map(({ boxes }) => boxes));
    this.#units = unitsOf(this.#root).map((unit) => {
      const origin = origins.get(unit.node);
      return before.get(unit.node) ?? { ...unit, origins: origin === undefined ? [] : [origin] };
    });
  }

  #addMarker(unit: Unit, target: BlockTarget, place: Place): boolean {
    const note = this.#find(target)?.node;
    const own = textualOf(unit);
    const offset = own && offsetOf(flatText(own.holder.children), place);
    if (note?.type !== "footnoteDefinition" || !own || offset === undefined) return false;
    const { identifier } = note;
    const label = note.label ?? identifier;
    const flat = flatText(own.holder.children);
    // If the text contains the marker as a plain number, the marker replaces that number.
    const isBefore = flat.slice(0, offset).endsWith(label) && !/\d$/u.test(flat.slice(0, offset - label.length));
    const isAfter =
      !isBefore && flat.slice(offset).startsWith(label) && !/^\d/u.test(flat.slice(offset + label.length));
    const start = isBefore ? offset - label.length : offset;
    const end = isAfter ? offset + label.length : offset;
    const [before, after] = cut(removed(own.holder.children, start, end), start);
    setText(own, [...before, { type: "footnoteReference", identifier, label }, ...after]);
    return true;
  }

  #replace(unit: Unit, node: Extract<Nodes, { type: "heading" | "paragraph" }>): void {
    const { children } = unit.parent as { children: Nodes[] };
    children.splice(children.indexOf(unit.node), 1, node);
    unit.node = node;
  }

  /** Removes blocks, in one pass. Page breaks inside them and blocks nested in them are kept. */
  #remove(units: readonly Unit[]): void {
    const gone = new Set(units);
    this.#units = this.#units.filter((unit) => !gone.has(unit));
    const nodes = new Set<Nodes>(units.map(({ node }) => node));
    for (const parent of new Set(units.map((unit) => unit.parent))) {
      const children = (parent.children as Nodes[]).flatMap((child, index) =>
        nodes.has(child) ? remainsOf(child, parent, index) : [child],
      );
      (parent as { children: Nodes[] }).children = children;
    }
    dropEmpty(this.#root);
  }

  #removeReferences(identifier: string): void {
    const visit = (parent: Parents): void => {
      const kept = (parent.children as Nodes[]).filter(
        (child) => child.type !== "footnoteReference" || child.identifier !== identifier,
      );
      if (kept.length < parent.children.length) (parent as { children: Nodes[] }).children = kept;
      for (const child of kept) if ("children" in child) visit(child);
    };
    visit(this.#root);
  }
}

const contains = (parent: Nodes, node: Nodes): boolean =>
  parent === node || ("children" in parent && parent.children.some((child) => contains(child, node)));

const classOf = (kind: BlockTarget["kind"]): Unit["class"] =>
  kind === "list-item" || kind === "table-row" || kind === "footnote" ? kind : "text";

const labelOf = (node: Nodes): string | undefined => (node.type === "footnoteDefinition" ? node.identifier : undefined);

function headingOf(depth: number, children: PhrasingContent[]) {
  return { type: "heading" as const, depth: depth as 1 | 2 | 3 | 4 | 5 | 6, children };
}

/** The text of a heading or a paragraph, or of an item or note with one paragraph; undefined for other blocks. */
function textualOf(unit: Unit): Textual | undefined {
  const { node } = unit;
  if (node.type === "heading" || node.type === "paragraph") return { unit, holder: node };
  const paragraphs =
    node.type === "listItem" ? leadingOf(node) : node.type === "footnoteDefinition" ? paragraphsIn(node) : [];
  const [only, ...others] = paragraphs;
  return only && others.length === 0 ? { unit, holder: only } : undefined;
}

function setText({ unit, holder }: Textual, children: PhrasingContent[]): void {
  holder.children = children;
  unit.text = textOf([children]);
}

const isOnlyTurns = (node: Nodes): boolean =>
  isTurn(node) ||
  (node.type === "paragraph" &&
    node.children.length > 0 &&
    node.children.every((child) => isTurn(child) || (child.type === "text" && child.value.trim() === "")));
