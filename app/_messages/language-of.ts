import { LANGUAGE, LANGUAGES, type Language } from "./languages";

/** The language for a request: the first supported language that the browser requests. */
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
