import { explain, sendJson } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { showToast } from "@/app/_ui/toasts";
import { withReauthentication } from "./sign-in-again";

interface Ending {
  /** What is sent DELETE, and POST to its `/restore`. */
  address: string;
  /** What is said when it has ended, and when that was taken back. */
  ended: string;
  restored: string;
  mayUndo: boolean;
  /** Gets the list anew. */
  reload(): Promise<unknown>;
  /** Id of the row in the list. It takes the focus, since the button that had it goes. */
  row: string;
}

/** Ends what stands in a list, and offers to take that back. */
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
