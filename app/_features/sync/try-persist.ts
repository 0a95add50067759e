import type { Translate } from "@/app/_messages/translate";
import { showToast } from "@/app/_ui/toasts";

/**
 * Does something of which the device keeps a note first, and says so where it has no room.
 *
 * @param work throws a DOMException then, and has done nothing
 * @returns whether it was done
 */
export function tryPersist(t: Translate, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    showToast({ title: t("unsaved.noRoom"), description: t("unsaved.noRoomHow"), stays: true });
    return false;
  }
}
