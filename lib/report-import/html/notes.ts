import { childrenOf, descendantsOf, type Element, textOf } from "../structured/element";
import { resolvePath, safelyDecoded } from "../structured/paths";
import { isOfType, purposeOf } from "./attributes";

/** A note: the element that contains its text, and its marker's label. */
export interface FoundNote {
  key: string;
  container: Element;
  /** The paragraphs that follow this element and continue the note. */
  more: Element[];
  /** The marker's text without brackets. */
  label: string;
}

/** The notes of one document, which can have several pages. */
export interface FoundNotes {
  notes: FoundNote[];
  /** Links that are markers, or their superscript elements, with the keys of their notes. */
  markers: Map<Element, string>;
  /** Elements that belong to notes rather than the running text. */
  taken: Set<Element>;
  /** Links from a note back into the text. */
  backLinks: Set<Element>;
}

/** One of the pages of a document. */
export interface Page {
  path: string;
  root: Element;
}

const MARKER =
  /^[\s[({]*(\d{1,4}[a-z]?|[*†‡§¶#]{1,4}|[a-z]|[ivxlc]{1,6}|(?:note|nb|n|прим\.?|сноска)\s*\d{1,4})[\s\])}.]*$/iu;
const MARKER_PURPOSE =
  /[\s_-](?:footnote|endnote|fn|note|noteref|footnoteref|cite)[_-]?(?:ref|reference|anchor|call|link|number|mark)?[\s_\d-]/iu;
const NOTE_PURPOSE =
  /[\s_-](?:footnotes?|endnotes?|rearnotes?|references|reflist|notes|fn|ftn|edn|sdfootnote|sdendnote|cite[_-]?note|note)[\s_\d:-]/iu;
const BACK_PURPOSE =
  /[\s_-](?:footnote-?back(?:ref|link)?|back-?ref(?:erence)?|back-?link|reversefootnote|doc-backlink|cite-?back(?:link)?)[\s_-]/iu;
const BACK_TEXT = /^[\s[(]*(?:[↩↑⤴⏎^←↵⬆]+\ufe0e?|back|return|jump up|назад|вернуться|наверх)[\s\])]*$/iu;
const NOTE_TYPE = /^(?:doc-)?(?:footnote|endnote|rearnote|note)$/u;
const NOTES_TYPE = /^(?:doc-)?(?:footnotes|endnotes|rearnotes)$/u;
const REF_TYPE = /^(?:doc-)?noteref$/u;
const BACK_TYPE = /^(?:doc-backlink|backlink|referrer)$/u;
const BLOCKS = new Set("p div li dd aside section blockquote td article footer".split(" "));
const NOT_NOTES = new Set("h1 h2 h3 h4 h5 h6 table ul ol body main article html nav figure".split(" "));
/** How many ancestors of a link target to search for the note's element. */
const MAX_CLIMB = 4;

/** An element with more children than this is not a marker, and is not searched for one. */
const FEW = 200;

/** Finds notes by their markup, and by plain links that lead both to a note and back. */
export function findNotes(pages: readonly Page[]): FoundNotes {
  return new NoteFinder(pages).find();
}

interface Link {
  anchor: Element;
  target: Element;
  text: string;
}

class NoteFinder {
  readonly #order = new Map<Element, number>();
  readonly #targets = new Map<string, Element>();
  readonly #anchors: { anchor: Element; path: string }[] = [];
  readonly #links: Link[] = [];
  /** The links to each target element. */
  readonly #linksTo = new Map<Element, Link[]>();

  constructor(private readonly pages: readonly Page[]) {}

  find(): FoundNotes {
    this.#index();
    const markers = this.#links.filter((link) => this.#isMarker(link));
    const blocks = new Map<Element, Element>();
    for (const { target } of markers) blocks.set(target, blockOf(target));
    for (const element of this.#order.keys()) if (isTypedNote(element)) blocks.set(element, element);
    const counts = new Map<Element, number>();
    for (const block of new Set(blocks.values())) {
      for (let at: Element | null = block; at; at = at.parent) counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    const found: FoundNotes = { notes: [], markers: new Map(), taken: new Set(), backLinks: new Set() };
    const byContainer = new Map<Element, FoundNote>();
    const noteAt = (block: Element, label: string): FoundNote => {
      const container = climb(block, counts);
      const known = byContainer.get(container);
      if (known) return known;
      const note = { key: String(byContainer.size + 1), container, more: [], label };
      byContainer.set(container, note);
      return note;
    };
    for (const { anchor, target, text } of markers) {
      const block = blocks.get(target)!;
      if (isInside(anchor, block)) continue;
      const note = noteAt(block, text);
      found.markers.set(markerElement(anchor), note.key);
    }
    for (const [element, block] of blocks) if (isTypedNote(element)) noteAt(block, "");
    found.notes = [...byContainer.values()].sort((a, b) => this.#at(a.container) - this.#at(b.container));
    for (const note of found.notes) found.taken.add(note.container);
    const indices = new Map<Element, Map<Element, number>>();
    for (const note of found.notes) {
      note.more = followersOf(note.container, found.taken, indices);
      for (const element of note.more) found.taken.add(element);
    }
    this.#collectBackLinks(found);
    return found;
  }

  #index(): void {
    let order = 0;
    for (const { path, root } of this.pages) {
      for (const element of descendantsOf(root)) {
        this.#order.set(element, order++);
        const { id, name } = element.attributes;
        for (const own of [id, element.name === "a" ? name : undefined]) {
          const key = `${path}#${own}`;
          if (own !== undefined && !this.#targets.has(key)) this.#targets.set(key, element);
        }
        if (element.name === "a" && element.attributes.href?.includes("#"))
          this.#anchors.push({ anchor: element, path });
      }
    }
    for (const { anchor, path } of this.#anchors) {
      const target = this.#targets.get(resolved(anchor.attributes.href!, path));
      if (!target) continue;
      const link = { anchor, target, text: textOf(anchor).replace(/\s+/gu, " ").trim() };
      this.#links.push(link);
      this.#linksTo.set(target, [...(this.#linksTo.get(target) ?? []), link].slice(-50));
    }
  }

  #at(element: Element): number {
    return this.#order.get(element) ?? -1;
  }

  #isMarker({ anchor, target, text }: Link): boolean {
    if (isBackLink(anchor, text)) return false;
    if (isOfType(anchor, REF_TYPE)) return true;
    const block = blockOf(target);
    if (NOT_NOTES.has(block.name) || NOT_NOTES.has(target.name) || this.#at(target) < this.#at(anchor)) return false;
    if (!MARKER.test(text)) return false;
    if (isTypedNote(target) || isTypedNote(block)) return true;
    const raised = isRaised(anchor);
    const isNamed =
      MARKER_PURPOSE.test(purposeOf(anchor)) || (raised !== null && MARKER_PURPOSE.test(purposeOf(raised)));
    const isNote = hasNotePurpose(target) || hasNotePurpose(block);
    const leadsBack = this.#leadsBack(anchor, block);
    const begins = labelOf(startOf(block).split(/\s/u)[0] ?? "") === labelOf(text);
    return (
      leadsBack ||
      (isNote && (isNamed || raised !== null || begins)) ||
      (raised !== null && (begins || block.name === "li"))
    );
  }

  /** Whether a link inside a block leads back to a marker link, or to a place right next to it. */
  #leadsBack(anchor: Element, block: Element): boolean {
    const own = markerElement(anchor);
    const near = [
      anchor,
      own,
      own.parent,
      ...childrenOf(anchor),
      ...(own.parent && own.parent.children.length <= FEW ? childrenOf(own.parent) : []),
    ];
    const candidates = near.filter((element): element is Element => element !== null && this.#linksTo.has(element));
    return candidates.some((element) =>
      (this.#linksTo.get(element) ?? []).some((link) => isInside(link.anchor, block) && link.anchor !== anchor),
    );
  }

  #collectBackLinks(found: FoundNotes): void {
    const marked = new Set<Element>();
    for (const marker of found.markers.keys()) {
      marked.add(marker);
      if (marker.parent) marked.add(marker.parent);
      for (const element of descendantsOf(marker)) marked.add(element);
    }
    const isPartOf = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parent) if (found.taken.has(at)) return true;
      return false;
    };
    for (const { anchor, target, text } of this.#links) {
      if (!isPartOf(anchor)) continue;
      const isEarlier = this.#at(target) < this.#at(anchor);
      if (
        isBackLink(anchor, text) ||
        (isEarlier && MARKER.test(text) && (marked.has(target) || holdsMarker(target, found)))
      ) {
        found.backLinks.add(anchor);
      }
    }
    // Back links whose target is missing are dropped too.
    for (const { anchor } of this.#anchors) {
      if (isBackLink(anchor, textOf(anchor)) && isPartOf(anchor)) found.backLinks.add(anchor);
    }
  }
}

/** The normalized label of a marker or note: lower case, without brackets or full stops. */
export function labelOf(text: string): string {
  return text.replace(/[\s[\](){}.:]/gu, "").toLowerCase();
}

function resolved(href: string, path: string): string {
  const [file = "", fragment = ""] = href.split("#");
  const name = safelyDecoded(fragment);
  if (file === "") return `${path}#${name}`;
  // Links in a saved page contain the page's own absolute URL, so ignore the URL. This is safe because the targets must
  // look like notes anyway.
  if (/^[a-z][\w+.-]*:/iu.test(file)) return path === "" ? `#${name}` : "";
  return `${resolvePath(path, safelyDecoded(file))}#${name}`;
}

function isTypedNote(element: Element): boolean {
  return isOfType(element, NOTE_TYPE) && element.name !== "a" && !isOfType(element, NOTES_TYPE);
}

function hasNotePurpose(element: Element): boolean {
  let at: Element | null = element;
  for (let n = 0; at && n <= MAX_CLIMB; n++, at = at.parent) {
    if (
      isOfType(at, NOTES_TYPE) ||
      NOTE_PURPOSE.test(purposeOf(at)) ||
      NOTE_PURPOSE.test(` ${at.attributes.name ?? ""} `)
    )
      return true;
  }
  return false;
}

function isBackLink(anchor: Element, text: string): boolean {
  return isOfType(anchor, BACK_TYPE) || BACK_PURPOSE.test(purposeOf(anchor)) || BACK_TEXT.test(text);
}

/** The superscript element around a link or inside it. */
function isRaised(anchor: Element): Element | null {
  for (let at: Element | null = anchor, n = 0; at && n < 3; at = at.parent, n++) {
    if (at.name === "sup" || /vertical-align\s*:\s*super/iu.test(at.attributes.style ?? "")) return at;
  }
  for (const element of descendantsOf(anchor))
    if (element.name === "sup" || / (?:MsoFootnoteReference|MsoEndnoteReference) /iu.test(purposeOf(element)))
      return element;
  return null;
}

/** The start of an element's text. */
function startOf(element: Element): string {
  let start = "";
  const visit = (node: Element): void => {
    for (const child of node.children) {
      if (start.trimStart().length > 20) return;
      if (typeof child === "string") start += child.slice(0, 100);
      else visit(child);
    }
  };
  visit(element);
  return start.trim();
}

/**
 * The marker to which a link belongs. It includes ancestors that contain nothing but the link and brackets, such as a
 * superscript.
 */
function markerElement(anchor: Element): Element {
  let marker = anchor;
  for (
    let parent = anchor.parent;
    parent && ["sup", "span", "small", "b", "i", "em"].includes(parent.name);
    parent = parent.parent
  ) {
    const isAlone =
      parent.children.length <= FEW &&
      parent.children.every(
        (child) =>
          child === marker || (typeof child === "string" && /^[\s[\](){}.,;]*$/u.test(child)) || isEmptyAnchor(child),
      );
    if (!isAlone) break;
    marker = parent;
  }
  return marker;
}

function isEmptyAnchor(node: Element | string): boolean {
  return typeof node !== "string" && node.name === "a" && textOf(node).trim() === "";
}

/** The closest block of an element, or the element itself. */
function blockOf(element: Element): Element {
  let at = element;
  while (at.parent && !BLOCKS.has(at.name) && !NOT_NOTES.has(at.name) && at.name !== "tr") at = at.parent;
  return at;
}

/** The outermost element that contains this note and no other note: the list item or box around its first paragraph. */
function climb(block: Element, counts: ReadonlyMap<Element, number>): Element {
  let container = block;
  for (let n = 0; n < MAX_CLIMB && container.parent; n++) {
    const { parent } = container;
    const isItem = parent.name === "li" || parent.name === "dd" || (parent.name === "tr" && container.name === "td");
    const isBox =
      (parent.name === "div" || parent.name === "aside") &&
      (isTypedNote(parent) || NOTE_PURPOSE.test(purposeOf(parent)));
    if (counts.get(parent) !== 1 || !(isItem || isBox) || isOfType(parent, NOTES_TYPE)) break;
    if (parent.children.find((child) => typeof child !== "string" || child.trim() !== "") !== container) break;
    container = parent;
  }
  return container;
}

/** Following paragraphs that are not notes themselves. Inside a notes section, they continue the note. */
function followersOf(
  container: Element,
  taken: ReadonlySet<Element>,
  indices: Map<Element, Map<Element, number>>,
): Element[] {
  const { parent } = container;
  if (!parent || container.name !== "p" || !(isOfType(parent, NOTES_TYPE) || NOTE_PURPOSE.test(purposeOf(parent))))
    return [];
  const known =
    indices.get(parent) ??
    new Map(
      [...parent.children.entries()].flatMap(([index, child]) =>
        typeof child === "string" ? [] : [[child, index] as const],
      ),
    );
  indices.set(parent, known);
  const followers: Element[] = [];
  for (let at = known.get(container)! + 1; at < parent.children.length; at++) {
    const sibling = parent.children[at]!;
    if (typeof sibling === "string") continue;
    if (taken.has(sibling) || !["p", "blockquote", "ul", "ol", "pre"].includes(sibling.name)) break;
    followers.push(sibling);
  }
  return followers;
}

function isInside(element: Element, ancestor: Element): boolean {
  for (let at: Element | null = element; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

function holdsMarker(element: Element, { markers }: FoundNotes): boolean {
  if (markers.has(element)) return true;
  let n = 0;
  for (const inner of descendantsOf(element)) {
    if (markers.has(inner)) return true;
    if (++n > 20) return false;
  }
  return false;
}
