/**
 * Reads Hypothesis annotations, either from the JSON export of the Hypothesis client or from the results of its search
 * API.
 */

import { z } from "zod";
import { firstIssueOf } from "../errors/foreign";
import { withTags } from "./bodies";
import { timeIn, wellFormed } from "./json";
import { invalid, type PortableNote, type PortableReply, unsupported } from "./portable";
import { selectedBy } from "./quotes";

/** The annotation fields that are read; see https://h.readthedocs.io/en/latest/api-reference/ */
const annotation = z.object({
  id: z.string().regex(/^[\w-]+$/u),
  uri: z.string(),
  user: z.string().optional(),
  user_info: z.object({ display_name: z.string().nullish() }).nullish(),
  text: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  created: z.string().optional(),
  updated: z.string().optional(),
  references: z.array(z.string()).nullish(),
  permissions: z.object({ read: z.array(z.string()) }).nullish(),
  target: z
    .array(
      z.object({
        source: z.string().optional(),
        selector: z.array(z.looseObject({ type: z.string() })).nullish(),
      }),
    )
    .nullish(),
});
type Annotation = z.infer<typeof annotation>;

const addressOf = (id: string) => `https://hypothes.is/a/${id}`;

/** @throws Refusal */
export function readHypothesis(value: unknown): PortableNote | PortableReply {
  const result = annotation.safeParse(value);
  if (!result.success) {
    throw invalid("entry.hypothesis", { problem: firstIssueOf(result.error, "entry") });
  }
  const { id, uri, user, user_info, text, tags, created, updated, references, permissions, target } = result.data;
  const name = user_info?.display_name || user?.replace(/^acct:|@.*$/gu, "") || null;
  const made = {
    iri: addressOf(id),
    alias: null,
    creator: name === null && !user ? null : { iri: user ?? null, name: name && wellFormed(name) },
    created: timeIn(created),
    modified: timeIn(updated),
  };
  const said = withTags([wellFormed(text ?? "")], (tags ?? []).map(wellFormed));
  const parent = references?.at(-1);
  if (parent !== undefined) {
    if (said.body === null) throw unsupported("entry.empty-reply");
    return { kind: "reply", ...made, to: addressOf(parent), body: said.body };
  }
  const { quote, area } = selectedBy(quotesIn(target), null);
  const isPrivate = permissions?.read.length === 1 && permissions.read[0] === user;
  return {
    kind: "note",
    ...made,
    source: target?.[0]?.source ?? uri,
    // Positions refer to the text of the annotated web page. They are ignored, because the canonical text differs from
    // it.
    quote: { ...quote, position: null },
    ...(area && { markedArea: { ...area, description: "" } }),
    colour: null,
    audience: isPrivate ? { visibility: "private", groupId: null } : null,
    tags: said.tags,
    note: said.body === null ? null : { body: said.body, modified: timeIn(updated), resolvedAt: null },
  };
}

function quotesIn(target: Annotation["target"]): readonly unknown[] {
  const selectors = target?.flatMap(({ selector }) => selector ?? []) ?? [];
  return selectors.filter(({ type, exact }) => type !== "TextQuoteSelector" || typeof exact === "string");
}
