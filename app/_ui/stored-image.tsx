import type { ComponentProps } from "react";

/** An image that is shown as stored. The server has only one size of each picture, so `next/image` has nothing to add. */
export function StoredImage({ alt, ...image }: ComponentProps<"img"> & { alt: string }) {
  // biome-ignore lint/performance/noImgElement: see above
  return <img {...image} alt={alt} />;
}
