import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Part } from "@/app/_ui/part";
import { StoredImage } from "@/app/_ui/stored-image";
import type { EditionPreview } from "@/lib/library/edition-schemas";
import { MAX_DESCRIPTION } from "@/lib/report-import/corrections/limits";
import { pictureAddress } from "@/lib/sources/schemas";

interface PictureListProps extends Pick<EditionPreview, "pictures"> {
  /** Id of the source. */
  source: string;
  isBusy: boolean;
  onDescribe(picture: string, text: string): void;
}

/** The pictures of a file, with a field for the description of each. */
export function PictureList({ source, pictures, isBusy, onDescribe }: PictureListProps) {
  const t = useTranslations();
  if (pictures.length === 0) return null;
  const count = pictures.filter(({ alt }) => alt === "").length;
  return (
    <Part title={t("add.pictures.heading", { count })} lead={t("add.pictures.lead")}>
      <ul className="max-h-120 divide-y divide-line overflow-y-auto border-line border-y">
        {pictures.map(({ id, alt }, index) => (
          <li key={id} className="flex flex-wrap items-center gap-4 py-3">
            <StoredImage
              src={pictureAddress(source, { id })}
              alt=""
              loading="lazy"
              className="h-20 w-28 shrink-0 rounded border border-line bg-white object-contain"
            />
            <Description nth={index + 1} alt={alt} isBusy={isBusy} onSave={(text) => onDescribe(id, text)} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

interface DescriptionProps {
  /** The picture's number in the list, starting at 1. */
  nth: number;
  alt: string;
  isBusy: boolean;
  onSave(text: string): void;
}

function Description({ nth, alt, isBusy, onSave }: DescriptionProps) {
  const t = useTranslations();
  const [typed, setTyped] = useState(alt);
  const [before, setBefore] = useState(alt);
  // Undoing a correction changes the description. The field is updated rather than remounted, so that it keeps the
  // focus.
  if (before !== alt) {
    setBefore(alt);
    setTyped(alt);
  }
  const text = typed.trim();
  const canSave = !isBusy && text !== "" && text !== alt;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // Otherwise Enter would submit the preview's form, which contains this field.
    event.preventDefault();
    if (canSave) onSave(text);
  };
  return (
    <div className="flex min-w-60 flex-1 flex-wrap items-end gap-3">
      <div className="min-w-48 flex-1">
        <Field
          label={t("add.pictures.description", { nth })}
          maxLength={MAX_DESCRIPTION}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={press}
        />
      </div>
      <Button
        aria-label={t("add.pictures.saveNamed", { nth })}
        aria-disabled={!canSave || undefined}
        onClick={() => canSave && onSave(text)}
      >
        {t("add.pictures.save")}
      </Button>
    </div>
  );
}
