import { namesIn } from "../authors";
import { descendantsOf, type Element, textOf } from "../structured/element";
import type { SourceMeta } from "../structured/model";

/** Names of meta elements for authors, publisher and date, the most specific first. */
const AUTHORS = [
  "citation_author",
  "dc.creator",
  "dcterms.creator",
  "author",
  "article:author",
  "parsely-author",
  "sailthru.author",
];
const PUBLISHERS = ["citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name", "publisher"];
const DATES = [
  "citation_publication_date",
  "citation_date",
  "dc.date",
  "dcterms.date",
  "dcterms.issued",
  "article:published_time",
  "date",
  "pubdate",
  "dcterms.created",
];
const TITLES = ["citation_title", "dc.title", "dcterms.title", "og:title"];
const LANGUAGES = ["dc.language", "dcterms.language", "og:locale"];
/** The separator between the title of a page and the name of its site. */
const SITE = /\s+(?:[|·•«»–—]|-|::)\s+(?=[^|·•–—]{1,60}$)/u;
const MAX_NAME = 200;

/** The metadata in the head of a page. */
export function metadataOf(document: Element): SourceMeta {
  const named = new Map<string, string[]>();
  let title = "";
  let language: string | undefined;
  for (const element of descendantsOf(document)) {
    const { attributes } = element;
    if (element.name === "html") language = attributes.lang ?? attributes["xml:lang"];
    if (element.name === "title" && title === "") title = textOf(element).replace(/\s+/gu, " ").trim();
    if (element.name !== "meta" || !attributes.content?.trim()) continue;
    const name = (attributes.name ?? attributes.property ?? "").toLowerCase();
    if (named.size < 500) named.set(name, [...(named.get(name) ?? []).slice(0, 50), attributes.content.trim()]);
  }
  const first = (names: readonly string[]) => names.flatMap((name) => named.get(name)?.slice(0, 1) ?? [])[0];
  const authors = (AUTHORS.map((name) => named.get(name)).find((values) => values !== undefined) ?? [])
    .filter((value) => !/^https?:/iu.test(value) && value.length <= MAX_NAME)
    .flatMap(splitNames);
  const site = first(PUBLISHERS);
  const year = /(?<!\d)((?:1[5-9]|20)\d\d)(?!\d)/u.exec(first(DATES) ?? "")?.[1];
  const shown = first(TITLES) ?? title.split(SITE)[0]!.trim();
  return {
    ...(shown !== "" && { title: shown }),
    ...(authors.length > 0 && { authors }),
    ...(site !== undefined && site.length <= MAX_NAME && { publisher: site }),
    ...(year !== undefined && { year: Number(year) }),
    ...((language ?? first(LANGUAGES)) && { language: language ?? first(LANGUAGES) }),
  };
}

/** Splits several full names in one field; "Surname, Name" stays one name. */
function splitNames(text: string): string[] {
  const names = namesIn(text);
  const isList = /;|\s(?:and|и|және)\s/u.test(text) || names.every((name) => name.includes(" "));
  return names.length > 1 && isList ? names : [text];
}
