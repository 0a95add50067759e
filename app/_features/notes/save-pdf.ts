import { explain, refusal } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { saveFile } from "@/app/_ui/save-file";
import { showToast } from "@/app/_ui/toasts";
import { UNPLACED_HEADER } from "@/lib/exchange/formats";

/** Downloads an annotated PDF, and says how many highlights have no place on its pages, or what went wrong. */
export async function savePdf(t: Translate, address: string, name: string): Promise<void> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw await refusal(response);
    saveFile(await response.blob(), name);
    const unplaced = Number(response.headers.get(UNPLACED_HEADER));
    if (unplaced === 0) return;
    showToast({ title: t("exports.unplaced", { count: unplaced }), description: t("exports.unplacedWhere") });
  } catch (error) {
    showToast({ title: t("exports.failed"), description: explain(t, error) });
  }
}
