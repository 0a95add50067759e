"use client";

import { Popover } from "@base-ui/react/popover";
import { Palette } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useColourNames } from "@/app/_features/notes";
import { explain, retryLabel, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { CONTROL } from "@/app/_ui/field";
import { IconButton } from "@/app/_ui/icon-button";
import type { Role } from "@/lib/accounts/roles";
import { COLOURS, type Colour } from "@/lib/annotations/highlights/colours";
import { MAX_COLOUR_NAME } from "@/lib/annotations/limits";

/** The meaning of the highlight colours in this team. Owners and editors can change the names here. */
export function Legend({ role }: { role: Role }) {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  const [nameOf] = useColourNames();
  /** Unsaved input, kept when the legend is closed. */
  const [typed, setTyped] = useState<Names>({});
  // This only determines which controls are shown; the server checks the permission.
  const mayName = role === "owner" || role === "editor";
  const isNamed = COLOURS.some((colour) => nameOf(colour) !== null);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        render={<IconButton label={t("notes.legend.title")} icon={<Palette size={18} aria-hidden />} />}
      />
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={4} collisionPadding={8} className="z-60">
          <Popover.Popup className="w-72 max-w-[calc(100vw-1rem)] rounded-md border border-line bg-raised p-4 text-ink shadow-lg outline-none">
            <Popover.Title className="font-semibold">{t("notes.legend.title")}</Popover.Title>
            {mayName ? (
              <NamesForm typed={typed} onType={setTyped} onSaved={() => setOpen(false)} />
            ) : (
              <>
                {!isNamed && <p className="mt-1 text-muted text-small">{t("notes.legend.none")}</p>}
                <ul className="mt-2 flex flex-col gap-1.5">
                  {COLOURS.map((colour) => (
                    <li key={colour} className="flex items-center gap-3">
                      <Swatch colour={colour} />
                      <span className="wrap-anywhere">{nameOf(colour) ?? t(`notes.colours.${colour}`)}</span>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type Names = Partial<Record<Colour, string>>;

interface NamesFormProps {
  typed: Names;
  onType(typed: Names): void;
  /** Called after all names have been saved. */
  onSaved(): void;
}

/**
 * Text boxes for the names of the colours. Input is kept until it is saved. If the server can't be reached, an error is
 * shown before the user starts to type.
 */
function NamesForm({ typed, onType, onSaved }: NamesFormProps) {
  const t = useTranslations();
  const [nameOf, put, isAway] = useColourNames();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const typedFor = (colour: Colour) => typed[colour] ?? nameOf(colour) ?? "";
  const isRefused = isAway && Object.keys(typed).length === 0;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSaving) return;
    setSaving(true);
    try {
      for (const colour of COLOURS) {
        if (typedFor(colour) === (nameOf(colour) ?? "")) continue;
        const name = typedFor(colour);
        put(await withReauthentication(() => sendJson("PUT", `/api/colours/${colour}`, { name }), "saving"));
      }
      onType({});
      onSaved();
    } catch (error) {
      setError(error);
    }
    setSaving(false);
  };
  return (
    <form onSubmit={save}>
      <p role="status" className="mt-1 text-muted text-small">
        {isRefused ? t("notes.legend.away") : t("notes.legend.how")}
      </p>
      <div className="mt-2 flex flex-col gap-1.5">
        {COLOURS.map((colour) => (
          <div key={colour} className="flex items-center gap-3">
            <Swatch colour={colour} />
            <input
              type="text"
              aria-label={t("notes.legend.nameOf", { colour: String(colour) })}
              placeholder={t(`notes.colours.${colour}`)}
              maxLength={MAX_COLOUR_NAME}
              value={typedFor(colour)}
              readOnly={isRefused}
              onChange={({ target }) => onType({ ...typed, [colour]: target.value })}
              className={`${CONTROL} placeholder:text-muted`}
            />
          </div>
        ))}
      </div>
      {error !== undefined && !isSaving && (
        <p role="alert" className="mt-2 text-danger text-small">
          {t("notes.notSaved")} {explain(t, error)}
        </p>
      )}
      <Button type="submit" hidden={isRefused} aria-disabled={isSaving || undefined} variant="primary" className="mt-3">
        {error === undefined ? t("notes.save") : retryLabel(t, error)}
      </Button>
    </form>
  );
}

function Swatch({ colour }: { colour: Colour }) {
  return (
    <span
      aria-hidden
      data-colour={colour}
      className="colour-swatch size-5 shrink-0 rounded-full border border-control"
    />
  );
}
