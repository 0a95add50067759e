import type { Translate } from "@/app/_messages/translate";
import { percentShown, type ShownWords } from "@/lib/word-boxes/queries";

/** How much of the text the PDF shows. */
export function shownText(t: Translate, counts: ShownWords): string {
  const { words, shown } = counts;
  if (shown === words) return t("addedPdf.all");
  return t("addedPdf.shown", { percent: percentShown(counts), count: words - shown });
}
