import { attributionIn, isAttribution, NAMELESS } from "@/lib/annotations/attribution";
import type { Format, Translate } from "./translate";

/** A writer from `writerOf` as a standalone name: “Ann”, or “Imported by Ann, attributed to Zoe”. */
export function writerName(t: Translate, writer: string): string {
  const names = namesIn(t, writer);
  return names ? t("writers.imported", names) : writer;
}

/** The same as `writerName`, but phrased to follow a noun: “by Ann”, or “imported by Ann, attributed to Zoe”. */
export function byline(t: Translate, writer: string): string {
  const names = namesIn(t, writer);
  return names ? t("writers.byImported", names) : t("writers.by", { writer });
}

/** The byline of several writers, for one sentence: “by Ann and Bob; imported by Ann, attributed to Zoe”. */
export function bylines(t: Translate, format: Pick<Format, "list">, writers: readonly string[]): string {
  const own = writers.filter((writer) => !isAttribution(writer));
  const imported = writers.filter(isAttribution).map((writer) => byline(t, writer));
  return [...(own.length > 0 ? [byline(t, format.list(own))] : []), ...imported].join("; ");
}

function namesIn(t: Translate, writer: string): { importer: string; creator: string } | null {
  const names = attributionIn(writer);
  return names?.creator === NAMELESS ? { ...names, creator: t("writers.someone") } : names;
}
