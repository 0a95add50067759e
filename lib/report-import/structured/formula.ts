import { childOf, childrenOf, type Element, textOf } from "./element";
import { scripted } from "./inline";

/** A formula as linear text. The source is MathML, which web pages and OpenDocument use, or Word's own markup. */
export function formulaText(element: Element): string {
  return partText(element).replace(/\s+/gu, " ").trim();
}

function partText(element: Element): string {
  const parts = childrenOf(element);
  const part = (index: number) => (parts[index] ? partText(parts[index]) : "");
  const named = (name: string) => {
    const child = childOf(element, name);
    return child ? partText(child) : "";
  };
  switch (element.name) {
    case "msup":
      return `${part(0)}${script(part(1), "super")}`;
    case "msub":
      return `${part(0)}${script(part(1), "sub")}`;
    case "msubsup":
      return `${part(0)}${script(part(1), "sub")}${script(part(2), "super")}`;
    case "mfrac":
      return `${grouped(part(0))}/${grouped(part(1))}`;
    case "msqrt":
      return `√${grouped(parts.map(partText).join(""))}`;
    case "m:sSup":
      return `${named("m:e")}${script(named("m:sup"), "super")}`;
    case "m:sSub":
      return `${named("m:e")}${script(named("m:sub"), "sub")}`;
    case "m:sSubSup":
      return `${named("m:e")}${script(named("m:sub"), "sub")}${script(named("m:sup"), "super")}`;
    case "m:f":
      return `${grouped(named("m:num"))}/${grouped(named("m:den"))}`;
    case "m:rad":
      return `${script(named("m:deg"), "super")}√${grouped(named("m:e"))}`;
    case "m:d":
      return `(${parts
        .filter(({ name }) => name === "m:e")
        .map(partText)
        .join(", ")})`;
    case "m:t":
    case "mi":
    case "mn":
    case "mo":
    case "mtext":
    case "ms":
      return textOf(element);
    case "annotation":
    case "annotation-xml":
      return "";
    default:
      return parts.map(partText).join("");
  }
}

function script(text: string, place: "super" | "sub"): string {
  if (text === "") return "";
  const written = scripted(text, place);
  return written === text ? `${place === "super" ? "^" : "_"}${grouped(text)}` : written;
}

/** Adds brackets around an expression of more than one token, to keep it unambiguous. */
function grouped(text: string): string {
  return /^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`;
}
