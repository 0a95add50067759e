import { useTranslations } from "next-intl";
import { StoredImage } from "@/app/_ui/stored-image";
import type { Colour } from "@/lib/annotations/highlights/colours";
import { sharedPlaceAddress } from "@/lib/sharing/schemas";
import type { SharedPassage } from "@/lib/sharing/shared";

const FILL: Record<Colour, string> = {
  1: "bg-highlight-1",
  2: "bg-highlight-2",
  3: "bg-highlight-3",
  4: "bg-highlight-4",
};

const percent = (fraction: number) => `${100 * fraction}%`;

/** A picture of the passage's place on its page, or of a shared area; nothing if it isn't on a page. */
export function SharedPlace({ passage: { id, token, onPage, area, quote, colour } }: { passage: SharedPassage }) {
  const t = useTranslations();
  if (!onPage) return null;
  const { ratio, marks } = onPage;
  return (
    <figure className="my-6">
      <div className="relative mx-auto w-fit max-w-full overflow-hidden rounded border border-line bg-white">
        <StoredImage
          src={sharedPlaceAddress(token, id)}
          alt={area ? quote : t("share.onPage")}
          loading="lazy"
          decoding="async"
          className={ratio === null ? "max-h-[70dvh] max-w-full" : "w-3xl max-w-full"}
          style={ratio === null ? undefined : { aspectRatio: String(ratio) }}
        />
        {marks.map(({ left, top, width, height }) => (
          <div
            key={`${left} ${top}`}
            aria-hidden
            data-colour={colour}
            className={`absolute ${area ? "border-2 border-(--colour)" : `mix-blend-multiply ${FILL[colour]}`}`}
            style={{ left: percent(left), top: percent(top), width: percent(width), height: percent(height) }}
          />
        ))}
      </div>
      {area && <figcaption className="mt-2 text-center">{quote}</figcaption>}
    </figure>
  );
}
