import "server-only";
import type { z } from "zod";
import type { Actor } from "../accounts/policy";
import type { Database } from "../db/database";
import { changeAccess, readAccess } from "../library/access";
import type { AccessChange, AccessView } from "../library/access-schemas";
import type { reportAccess } from "./schemas";

type ApiAccess = z.infer<typeof reportAccess>;

/** Who can read and edit a report. @throws any error from `readAccess` */
export async function readReportAccess(db: Database, actor: Actor, slug: string): Promise<ApiAccess> {
  return apiAccessOf(await readAccess(db, actor, slug));
}

/** Changes who can read and edit a report. @throws any error from `changeAccess` */
export async function changeReportAccess(
  db: Database,
  actor: Actor,
  slug: string,
  change: AccessChange,
): Promise<ApiAccess> {
  return apiAccessOf(await changeAccess(db, actor, slug, change));
}

function apiAccessOf({ choices: _, may: _may, people, ...access }: AccessView): ApiAccess {
  return { ...access, people: people.map(({ role: _role, ...person }) => person) };
}
