/**
 * Rights and motivations of an imported annotation. Concord doesn't use them, but includes them in exports. Shared with
 * the browser.
 */

import { z } from "zod";

export const terms = z.object({
  /** IRIs of licences. */
  rights: z.array(z.string()),
  /** All motivations as written in the file, if Concord doesn't use all of them; otherwise empty. */
  motivations: z.array(z.string()),
});
export type Terms = z.infer<typeof terms>;

/** @returns undefined if both lists are empty */
export function keptTerms({ rights, motivations }: Terms): Terms | undefined {
  if (rights.length + motivations.length === 0) return undefined;
  return { rights: [...new Set(rights)], motivations: [...new Set(motivations)] };
}

/** The form in which terms are stored in the database. */
export function storedTerms(value: Terms | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}

/** @param stored a result of `storedTerms` */
export function termsIn(stored: string | null): Terms | undefined {
  return stored === null ? undefined : terms.parse(JSON.parse(stored));
}
