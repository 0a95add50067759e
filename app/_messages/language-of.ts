import { LANGUAGE, LANGUAGES, type Language } from "./languages";

/** Chooses the language for a request: the first of the browser's languages that is supported. */
export function languageOf(headers: Pick<Headers, "get">): Language {
  const wanted = (headers.get("accept-language") ?? "").split(",").map((range, index) => {
    const [tag = "", ...parameters] = range.split(";");
    const quality = parameters.find((each) => each.trim().startsWith("q="))?.trim();
    return {
      language: tag.trim().split("-", 1)[0]?.toLowerCase() ?? "",
      quality: Number(quality?.slice(2) ?? 1),
      index,
    };
  });
  const known = wanted.filter(({ language, quality }) => Object.hasOwn(LANGUAGES, language) && quality > 0);
  const [first] = known.sort((a, b) => b.quality - a.quality || a.index - b.index);
  return first ? (first.language as Language) : LANGUAGE;
}
