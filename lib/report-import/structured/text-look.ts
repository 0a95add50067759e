/** The text formatting that a report keeps. */
export interface TextLook {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  isHidden?: boolean;
  script?: "super" | "sub";
  /** The size, in the unit used by the file format. */
  size?: number;
}

/** Maximum length of a chain of parent styles. A damaged file can contain a cycle. */
const MAX_CHAIN = 50;

/**
 * A style and its ancestors, starting with the most general one.
 *
 * @param first undefined if the file does not define the style
 * @param basisOf the parent of a style
 */
export function styleChain<Style>(
  first: Style | undefined,
  basisOf: (style: Style) => Style | undefined,
): readonly Style[] {
  const chain: Style[] = [];
  for (let style = first; style !== undefined && chain.length < MAX_CHAIN; style = basisOf(style)) chain.push(style);
  return chain.reverse();
}
