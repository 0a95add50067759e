import { beforeEach } from "vitest";
import type { Role } from "@/lib/accounts/roles";
import { serve } from "./calls";
import type { DatabaseContext } from "./databases";
import { type Caller, makeCaller } from "./people";
import { storeReport } from "./reports";

type StoredReport = Awaited<ReturnType<typeof storeReport>>;

/**
 * Creates these people before each test of a suite, and makes the route handlers use its database.
 *
 * @param people the role and name of each
 * @returns objects that stay the same from test to test, so that a suite can give them names. In each test, they
 *   contain that test's people
 */
export function useTeam<Key extends string>(
  { db }: DatabaseContext,
  people: Readonly<Record<Key, readonly [role: Role, name: string]>>,
): Record<Key, Caller> {
  const keys = Object.keys(people) as Key[];
  const team = Object.fromEntries(keys.map((key) => [key, {}])) as Record<Key, Caller>;
  beforeEach(async () => {
    serve(db());
    for (const key of keys) {
      const [role, name] = people[key];
      Object.assign(team[key], await makeCaller(db(), role, name));
    }
  });
  return team;
}

/**
 * Stores a report with these paragraphs before each test of a suite.
 *
 * @returns an object that stays the same from test to test, like those of `useTeam`
 */
export function useReport({ db }: DatabaseContext, ...paragraphs: string[]): StoredReport {
  const stored = {} as StoredReport;
  beforeEach(async () => {
    Object.assign(stored, await storeReport(db(), ...paragraphs));
  });
  return stored;
}
