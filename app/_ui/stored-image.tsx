import type { ComponentProps } from "react";

/**
 * An image that is shown as stored. `next/image` would be of no use, because the server has only one size of each
 * picture.
 */
export function StoredImage({ alt, ...image }: ComponentProps<"img"> & { alt: string }) {
  // biome-ignore lint/performance/noImgElement: see above
  return <img {...image} alt={alt} />;
}
