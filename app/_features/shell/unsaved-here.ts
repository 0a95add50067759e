import { outboxOf, readDrafts } from "@/app/_features/sync";

/** Whether this device has any of a user's unsaved data. */
export function hasUnsaved(email: string): boolean {
  return outboxOf(email).state().changes.length > 0 || Object.keys(readDrafts(email)).length > 0;
}
