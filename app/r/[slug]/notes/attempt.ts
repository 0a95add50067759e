import { explain, retryLabel } from "@/app/ui/explain";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";

/** Does something; where it fails, says that it is not saved and lets it be tried again. */
export async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    say({
      title: words.notes.notSaved,
      description: explain(error),
      stays: true,
      action: { label: retryLabel(error), onClick: () => void attempt(action) },
    });
  }
}
