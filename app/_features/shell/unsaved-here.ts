import { outboxOf, readDrafts } from "@/app/_features/sync";

/** Whether a person has anything on this device that is nowhere else. */
export function hasUnsaved(email: string): boolean {
  return outboxOf(email).state().changes.length > 0 || Object.keys(readDrafts(email)).length > 0;
}
