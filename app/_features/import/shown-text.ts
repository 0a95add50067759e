import type { Translate } from "@/app/_messages/translate";
import type { ShownWords } from "@/lib/word-boxes/queries";

/** How much of the text the PDF shows. The share is rounded down, because "100%" with words missing would be wrong. */
export function shownText(t: Translate, { words, shown }: ShownWords): string {
  if (shown === words) return t("addedPdf.all");
  return t("addedPdf.shown", { percent: Math.floor((100 * shown) / words), count: words - shown });
}
