import type { Flow, Inline, Report } from "./model";

/** A picture of a report and its description, which is empty if it has none. */
interface DescribedPicture {
  id: string;
  alt: string;
}

/** The parts of a report or an excerpt that can contain pictures. */
type Pictured = Pick<Report, "flow" | "blocks">;

/** The pictures of a report, without duplicates: first the figures in order, then the pictures in lines of text. */
export function picturesOf({ flow, blocks }: Pictured): DescribedPicture[] {
  const found = new Map<string, DescribedPicture>();
  const add = ({ picture, alt }: Pick<Extract<Inline, { type: "image" }>, "picture" | "alt">) => {
    if (!picture) return;
    const known = found.get(picture.id);
    if (!known) found.set(picture.id, { id: picture.id, alt });
    else known.alt ||= alt;
  };
  const visit = (items: readonly Flow[]) => {
    for (const item of items) {
      if (item.type === "figure") add(item);
      else if (item.type === "quote") visit(item.children);
      else if (item.type === "list") for (const { children } of item.items) visit(children);
    }
  };
  const visitInlines = (inlines: readonly Inline[]) => {
    for (const inline of inlines) {
      if (inline.type === "image") add(inline);
      else if ("children" in inline) visitInlines(inline.children);
    }
  };
  visit(flow);
  for (const { runs } of blocks) for (const { inlines } of runs) visitInlines(inlines);
  return [...found.values()];
}
