import type { Translate } from "@/app/_messages/translate";
import { showToast } from "@/app/_ui/toasts";

/**
 * Runs a task that stores something on the device, and shows a toast if there is no storage left.
 *
 * @param work throws a DOMException in that case, without having changed anything
 * @returns whether it succeeded
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
