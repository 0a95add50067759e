import type { ReactNode } from "react";
import type { Turn } from "./geometry";

interface Size {
  width: number;
  height: number;
}

interface TurnedPageProps {
  /** The size of the page as it is shown, in CSS pixels. */
  place: Size;
  turn: Turn;
  /** @param size the size of the upright page */
  children(size: Size): ReactNode;
}

/** A page that the user has rotated. Its contents are laid out as on the upright page. */
export function TurnedPage({ place: { width, height }, turn, children }: TurnedPageProps) {
  const size = turn % 2 === 0 ? { width, height } : { width: height, height: width };
  const shift = [
    undefined,
    `translateX(${width}px) rotate(90deg)`,
    `translate(${width}px, ${height}px) rotate(180deg)`,
    `translateY(${height}px) rotate(270deg)`,
  ][turn];
  return (
    <div className="absolute top-0 left-0 origin-top-left" style={{ ...size, transform: shift }}>
      {children(size)}
    </div>
  );
}
