/** API schemas for who can read and edit a report, shared with the browser. */

import { z } from "zod";
import { ROLES } from "../accounts/roles";
import { id } from "../annotations/schemas";

/** Maximum number of people, and of groups, that can be given access to one report. */
const MAX_GRANTEES = 1_000;

const audience = z.enum(["team", "restricted", "public"]);
const right = z.enum(["read", "edit"]);
const version = z.number().int().min(1);

const person = z.object({ id, name: z.string(), role: z.enum(ROLES) });
/** The name is null for a group that the user isn't in, because only owners and members know it. */
const group = z.object({ id, name: z.string().nullable() });

export const accessView = z.object({
  /** The number of changes, starting at 1. */
  version,
  audience,
  /** Whether a public report also shows the notes that the whole team can see. */
  publicNotes: z.boolean(),
  people: z.array(person.extend({ right })),
  groups: z.array(group.extend({ right })),
  /** Whom the user can add. */
  choices: z.object({ people: z.array(person), groups: z.array(group) }),
  may: z.object({ change: z.boolean(), publish: z.boolean() }),
});
export type AccessView = z.infer<typeof accessView>;

const grant = z.strictObject({ id, right });

/** The access to set, and the version that the change is based on. */
export const accessChange = z.strictObject({
  version,
  audience,
  /** Only for public reports; false by default. */
  publicNotes: z.boolean().optional(),
  people: z.array(grant).max(MAX_GRANTEES),
  groups: z.array(grant).max(MAX_GRANTEES),
});
export type AccessChange = z.infer<typeof accessChange>;

/** The access to a report that is being added. Only an existing report can be made public. */
export const newAccess = accessChange.pick({ people: true, groups: true }).extend({
  audience: audience.exclude(["public"]),
});
export type NewAccess = z.infer<typeof newAccess>;
