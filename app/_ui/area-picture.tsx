import { StoredImage } from "./stored-image";

interface AreaPictureProps {
  src: string;
  /** The part of the picture to show, if it isn't all of it: fractions of the width and height, from 0 to 1. */
  part: { left: number; top: number; right: number; bottom: number } | null;
}

/** A small picture of an area, beside its description. Browsers that can't cut the area out of a picture show all of it. */
export function AreaPicture({ src, part }: AreaPictureProps) {
  const inset = part && [part.top, 1 - part.right, 1 - part.bottom, part.left].map((value) => `${100 * value}%`);
  return (
    <StoredImage
      src={src}
      alt=""
      loading="lazy"
      decoding="async"
      className="max-h-48 max-w-full rounded border border-line bg-white object-contain"
      style={inset ? { objectViewBox: `inset(${inset.join(" ")})` } : undefined}
    />
  );
}
