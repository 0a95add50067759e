/** Extracts a note's Markdown and tags from the bodies of a Web Annotation. */

import { fromHtml } from "hast-util-from-html";
import { toMdast } from "hast-util-to-mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { MAX_TAG, readTag } from "../annotations/highlights/tags";
import { hasType } from "./annotation-rules";
import { isObject, type Json, listOf, wellFormed } from "./json";
import { invalid } from "./portable";

/** Maximum number of tags on a highlight (`readTags`). */
const MAX_TAGS = 20;

/** Maximum length of a body in UTF-16 code units. No note is this long, so a longer body is not worth converting. */
const MAX_BODY = 100_000;

interface Said {
  markdown: string[];
  tags: string[];
}

/**
 * The Markdown and tags in the bodies of an annotation.
 *
 * @param annotation a valid annotation
 * @returns `body` is null if there is no text. Values that are not valid tags are appended to the Markdown
 */
export function saidIn(annotation: Json): { body: string | null; tags: string[] } {
  const motivations = termsOf(annotation.motivation);
  const said: Said = { markdown: [], tags: [] };
  if (typeof annotation.bodyValue === "string") say(said, { value: annotation.bodyValue }, motivations);
  for (const body of listOf(annotation.body)) say(said, body, motivations);
  return withTags(said.markdown, said.tags);
}

/** The names of motivations or purposes, without prefixes. */
export function termsOf(value: unknown): string[] {
  return listOf(value).flatMap((term) => {
    const name = isObject(term) ? term.id : term;
    return typeof name === "string" ? name.replace(/^(?:oa:|http:\/\/www\.w3\.org\/ns\/oa#)/u, "") : [];
  });
}

/**
 * Joins pieces of Markdown into one note with tags. Values that are not valid tags are appended to the note, so that
 * nothing is lost.
 */
export function withTags(
  markdown: readonly string[],
  typed: readonly string[],
): { body: string | null; tags: string[] } {
  const tags = new Map<string, string>();
  const others: string[] = [];
  for (const name of typed) {
    const tag = name.includes(",") ? null : readTag(name);
    if (tag && tag.name.length <= MAX_TAG && (tags.size < MAX_TAGS || tags.has(tag.key))) tags.set(tag.key, tag.name);
    else if (name.trim() !== "") others.push(name.trim());
  }
  const parts = [...markdown, ...(others.length > 0 ? [markdownOfText(`Tags: ${others.join("; ")}`)] : [])];
  const body = parts.filter((part) => part.trim() !== "").join("\n\n");
  return { body: body === "" ? null : body, tags: [...tags.values()] };
}

function say(said: Said, body: unknown, motivations: readonly string[]): void {
  if (typeof body === "string") sayResource(said, body, motivations);
  else if (isObject(body)) sayObject(said, body, motivations);
}

function sayObject(said: Said, body: Json, motivations: readonly string[]): void {
  const purposes = body.purpose === undefined ? motivations : termsOf(body.purpose);
  const items = listOf(body.items);
  // The first item of a Choice is the default (section 3.2.7).
  if (items.length > 0) {
    for (const item of hasType(body, "Choice") ? items.slice(0, 1) : items) say(said, item, purposes);
  } else if (body.source !== undefined) say(said, withPurposes(body.source, purposes), purposes);
  else if (typeof body.value === "string") sayText(said, body, body.value, purposes);
  else if (typeof body.id === "string") sayResource(said, body.id, purposes);
}

function withPurposes(source: unknown, purpose: readonly string[]): unknown {
  return isObject(source) ? { purpose, ...source } : source;
}

/** Whether a body is only a tag. */
function isTag(purposes: readonly string[]): boolean {
  return purposes.length > 0 && purposes.every((purpose) => purpose === "tagging");
}

function sayText(said: Said, { format }: Json, value: string, purposes: readonly string[]): void {
  const text = wellFormed(value);
  if (isTag(purposes)) said.tags.push(text);
  else if (text.length > MAX_BODY) throw invalid("entry.text-too-long");
  else said.markdown.push(markdownOf(text, listOf(format)));
}

function sayResource(said: Said, iri: string, purposes: readonly string[]): void {
  if (isTag(purposes)) said.tags.push(iri);
  else said.markdown.push(`<${iri}>`);
}

function markdownOf(text: string, formats: readonly unknown[]): string {
  if (formats.includes("text/markdown")) return text;
  if (formats.includes("text/html") || formats.includes("application/xhtml+xml")) return markdownOfHtml(text);
  return markdownOfText(text);
}

/** Converts plain text to Markdown that is rendered as the same text. */
export function markdownOfText(text: string): string {
  const paragraphs = text.split(/(?:\r?\n){2,}/u).filter((paragraph) => paragraph.trim() !== "");
  return toMarkdown({
    type: "root",
    children: paragraphs.map((value) => ({ type: "paragraph", children: [{ type: "text", value }] })),
  }).trim();
}

function markdownOfHtml(html: string): string {
  try {
    return toMarkdown(toMdast(fromHtml(html, { fragment: true })), { extensions: [gfmToMarkdown()] }).trim();
  } catch (error) {
    // Thousands of nested elements would overflow the stack. No real note contains that many.
    if (error instanceof RangeError) throw invalid("entry.html-nested");
    throw error;
  }
}
