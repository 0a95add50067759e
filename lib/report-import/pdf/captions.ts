import { CAPTION_LABEL } from "../../report/labels";

/** A label that ends like a caption's ("Figure 1.", "Chart 2:"). Running text goes on ("Figure 1 shows …"). */
const ENDED_LABEL = new RegExp(`${CAPTION_LABEL.source}[ \\d.-]*(?:[.:–—|]|$)`, "iu");
const TABLE_LABEL = /^(?:table|таблица|кесте)\b|^\d+\s*-\s*кесте/iu;
/** Maximum length of a caption, in characters. */
const MAX_LENGTH = 500;

/** A block of a document, as far as captions are concerned. */
interface CaptionBlock {
  type: string;
  page: number;
  text?: { text: string };
}

/** Puts captions above their figures, as the report model expects. In most files, they are below. */
export function putCaptionsAbove<Block extends CaptionBlock>(blocks: Block[]): void {
  for (let index = 1; index < blocks.length; index++) {
    const figure = blocks[index - 1]!;
    const caption = blocks[index]!;
    if (figure.type !== "figure" || !isCaption(caption) || figure.page !== caption.page) continue;
    const before = blocks[index - 2];
    const isOfTable = blocks[index + 1]?.type === "table" && TABLE_LABEL.test(caption.text?.text ?? "");
    if (isOfTable || (before && isCaption(before))) continue;
    blocks[index - 1] = caption;
    blocks[index] = figure;
  }
}

function isCaption({ type, text }: CaptionBlock): boolean {
  if ((type !== "caption" && type !== "paragraph") || !text || text.text.length > MAX_LENGTH) return false;
  return (type === "caption" ? CAPTION_LABEL : ENDED_LABEL).test(text.text);
}
