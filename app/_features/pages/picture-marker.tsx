"use client";

import { useTranslations } from "next-intl";
import { type PointerEvent, useState } from "react";
import { type MarkedArea, useAreaMarking } from "@/app/_features/annotations";
import { type PageBox, RegionBox, useRegionDrag } from "@/app/_features/page-view";
import { StoredImage } from "@/app/_ui/stored-image";
import { AreaTools } from "./area-tools";
import { rectOfRegion } from "./page-area";

const FIRST: PageBox = { page: 0, left: 250, top: 250, right: 750, bottom: 750 };

interface PictureMarkerProps {
  /** Id of the picture, its URL and its description. */
  picture: string;
  src: string;
  alt: string;
  /** Where the picture belongs in the text, and what it shows. */
  place: Omit<MarkedArea, "area">;
  /** Called with the marked area, or with null if the user has cancelled. */
  onEnd(marked: MarkedArea | null): void;
}

/** Lets the user mark an area of a picture. */
export function PictureMarker({ picture, src, alt, place, onEnd }: PictureMarkerProps) {
  const t = useTranslations();
  const { isAttaching } = useAreaMarking();
  const [region, setRegion] = useState(FIRST);
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>, page: number) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    return { page, x: (1000 * (clientX - left)) / width, y: (1000 * (clientY - top)) / height };
  };
  const dragOn = useRegionDrag(region, pointOf, setRegion);
  const done = () => {
    const { page: _, ...edges } = rectOfRegion(region);
    onEnd({ area: { picture, ...edges }, ...place });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are for the region and the buttons inside
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        const isOnRegion = event.target instanceof HTMLElement && event.target.role === "group";
        if (event.key === "Enter" && isOnRegion) done();
        else if (event.key === "Escape") onEnd(null);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <AreaTools isAttaching={isAttaching} onDone={done} onCancel={() => onEnd(null)} />
      <div className="grid min-h-0 flex-1 place-items-center overflow-auto p-4">
        <div className="relative cursor-crosshair touch-none" {...dragOn(0)}>
          <StoredImage src={src} alt={alt} draggable={false} className="max-h-[70dvh] max-w-full bg-white" />
          <RegionBox region={region} onChange={setRegion} label={(edges) => t("areas.onPicture", edges)} />
        </div>
      </div>
    </div>
  );
}
