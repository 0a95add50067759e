import { explain, sendJson } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { showToast } from "@/app/_ui/toasts";
import { withReauthentication } from "./sign-in-again";

interface Ending {
  /** The item's endpoint. DELETE ends the item, and POST to the path `/restore` below it undoes that. */
  address: string;
  /** The messages shown after ending the item and after restoring it. */
  ended: string;
  restored: string;
  mayUndo: boolean;
  /** Fetches the list again. */
  reload(): Promise<unknown>;
  /** Id of the list row, which receives the focus when its button is removed. */
  row: string;
}

/** Revokes or ends an item in a list, such as a link, and lets the user undo this. */
export async function endWithUndo(
  t: Translate,
  { address, ended, restored, mayUndo, reload, row }: Ending,
): Promise<void> {
  const attempt = async (work: () => Promise<unknown>, done: () => void) => {
    try {
      await withReauthentication(work);
    } catch (problem) {
      showToast({ title: explain(t, problem) });
      await reload();
      return;
    }
    done();
    await reload();
    document.getElementById(row)?.focus();
  };
  const undo = () =>
    attempt(
      () => sendJson("POST", `${address}/restore`),
      () => showToast({ title: restored }),
    );
  await attempt(
    () => sendJson("DELETE", address),
    () =>
      showToast({
        title: ended,
        action: mayUndo ? { label: t("notes.undo"), onClick: () => void undo() } : undefined,
      }),
  );
}
