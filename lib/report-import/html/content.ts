import { childrenOf, descendantsOf, type Element, textOf } from "../structured/element";
import { isHidden, purposeOf } from "./attributes";

/** Elements that never contain text of the document. */
export const NO_TEXT = new Set(
  "script style noscript template iframe object embed applet canvas audio video source track map area button input select textarea option datalist meter progress dialog link meta base head title svg".split(
    " ",
  ),
);
/** Elements and roles that are page boilerplate. */
const AROUND = new Set(["nav", "aside", "footer"]);
const AROUND_ROLE =
  / (?:navigation|banner|contentinfo|complementary|search|dialog|alertdialog|menu|menubar|toolbar|doc-toc) /u;
/** Classes and ids of boilerplate, as whole names or as parts delimited by hyphens or underscores. */
const AROUND_NAME =
  /[\s_-](?:cookies?|consent|gdpr|breadcrumbs?|navbox|vertical-navbox|navbar|nav|navigation|menu|sidebar|skip-?(?:link|nav|to-content)|share|sharing|social|socials|related|recommended|newsletter|subscribe|subscription|advert|advertisement|ads|promo|banner|pagination|pager|popup|modal|overlay|toolbar|comments|disqus|masthead|site-header|site-footer|footer|mw-editsection|editsection|catlinks|printfooter|mw-jump-link|noprint|toc|toctitle|metadata|ambox|siteSub|contentSub|back-to-top|visually-hidden|sr-only|screen-reader-text)[\s_-]/iu;
/** If more than this share of an element's text is in links, the element is a list of links. */
const MANY_LINKS = 0.5;
/** Minimum share of the page's running text that the main content must contain. */
const MOST = 0.8;
const RUNNING = new Set([
  "p",
  "pre",
  "li",
  "td",
  "th",
  "dd",
  "dt",
  "blockquote",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "figcaption",
]);
/** Elements that can contain the main content. */
const HOLDERS = new Set(["body", "main", "article", "section", "div", "center", "form", "td", "tr", "tbody", "table"]);

/** Whether an element is boilerplate rather than part of the text. */
export function isAround(element: Element): boolean {
  if (AROUND.has(element.name) || isHidden(element)) return true;
  const purpose = purposeOf(element);
  if (AROUND_ROLE.test(purpose)) return true;
  if (!AROUND_NAME.test(purpose) || element.name === "body" || element.name === "html") return false;
  // A name alone is not enough. On some pages, the column with the main text is named after the sidebar next to it.
  const { running, linked, total } = textIn(element);
  return running < 1500 || linked > MANY_LINKS * total;
}

interface Lengths {
  total: number;
  linked: number;
  /** The total length of the text in paragraphs, without the text of links. */
  running: number;
}

const measured = new WeakMap<Element, Lengths>();

/** The text length of each element. The lengths are memoized, so that measuring nested elements takes linear time. */
function textIn(element: Element): Lengths {
  const known = measured.get(element);
  if (known) return known;
  const lengths = { total: 0, linked: 0, running: 0 };
  for (const child of element.children) {
    if (typeof child === "string") lengths.total += child.trim().length;
    else if (!NO_TEXT.has(child.name)) {
      const { total, linked, running } = textIn(child);
      const isLink = child.name === "a";
      lengths.total += total;
      lengths.linked += isLink ? total : linked;
      lengths.running += RUNNING.has(child.name) ? total - linked : isLink ? 0 : running;
    }
  }
  measured.set(element, lengths);
  return lengths;
}

/** The main content of a page. A document without any sign of boilerplate is its own main content. */
export function contentOf(document: Element): { content: Element; isPage: boolean } {
  const body = [...descendantsOf(document)].find(({ name }) => name === "body") ?? document;
  const lengths = runningLengths(body);
  const total = lengths.get(body) ?? 0;
  const all = [...descendantsOf(body)];
  const isPage = all.some(
    (element) =>
      ["nav", "main", "article", "header", "footer"].includes(element.name) || AROUND_ROLE.test(purposeOf(element)),
  );
  const named = all
    .filter(
      (element) =>
        element.name === "article" || /\sarticlebody\s/u.test(` ${element.attributes.itemprop ?? ""} `.toLowerCase()),
    )
    .concat(all.filter((element) => element.name === "main" || / main /u.test(` ${element.attributes.role ?? ""} `)));
  const own = named.find((element) => (lengths.get(element) ?? 0) >= MOST * total);
  const start =
    own ??
    named
      .toSorted((a, b) => (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0))
      .find((element) => (lengths.get(element) ?? 0) >= 0.5 * total);
  if (start) return { content: start, isPage: true };
  const isOdd = isPage || all.some((element) => HOLDERS.has(element.name) && AROUND_NAME.test(purposeOf(element)));
  return { content: isOdd ? deepest(body, lengths) : body, isPage: isOdd };
}

/** The smallest element that contains most of the running text. */
function deepest(body: Element, lengths: ReadonlyMap<Element, number>): Element {
  const total = lengths.get(body) ?? 0;
  let content = body;
  for (;;) {
    const next = childrenOf(content).find(
      (child) => HOLDERS.has(child.name) && (lengths.get(child) ?? 0) >= MOST * total,
    );
    if (!next) return content;
    content = next;
  }
}

/** The length of running text in each element, without boilerplate. */
function runningLengths(body: Element): Map<Element, number> {
  const lengths = new Map<Element, number>();
  const visit = (element: Element): number => {
    if (NO_TEXT.has(element.name) || AROUND.has(element.name) || isHidden(element)) return 0;
    const purpose = purposeOf(element);
    if (element.name !== "body" && AROUND_ROLE.test(purpose)) return 0;
    let length = 0;
    if (
      RUNNING.has(element.name) &&
      !childrenOf(element).some(({ name }) => RUNNING.has(name) || name === "table" || name === "div")
    ) {
      const { total, linked } = textIn(element);
      length = linked > MANY_LINKS * total ? 0 : total;
    } else {
      for (const child of element.children) {
        // Text directly in a container counts too, because some pages use line breaks instead of paragraphs.
        if (typeof child === "string")
          length += HOLDERS.has(element.name) && child.trim().length > 80 ? child.trim().length : 0;
        else length += visit(child);
      }
    }
    lengths.set(element, length);
    return length;
  };
  visit(body);
  return lengths;
}

/** The text of the first `h1` that is not empty. */
export function mainHeading(document: Element): string | undefined {
  for (const element of descendantsOf(document)) {
    if (element.name !== "h1") continue;
    const text = textOf(element).replace(/\s+/gu, " ").trim();
    if (text !== "") return text;
  }
  return undefined;
}
