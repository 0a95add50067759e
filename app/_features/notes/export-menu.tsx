"use client";

import { Popover } from "@base-ui/react/popover";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { EXPORT_FORMATS, type ExportFormat, isPdfFormat } from "@/lib/exchange/formats";
import type { AskedNotes } from "@/lib/library/notes-schemas";
import { askedNotesAddress } from "./notes-in-address";
import { PdfExport } from "./pdf-export";

interface ExportMenuProps {
  /**
   * The notes to export and their number. The number is null if the list beside the button doesn't show all of them.
   */
  asked: AskedNotes;
  total: number | null;
  /** Ids of the highlights to export. By default, all matching highlights are exported. */
  ids?: readonly string[];
  /** Whether the button shows only an icon, which takes less space. */
  isSmall?: boolean;
}

/** Exports the listed notes as a file, in one of several formats. */
export function ExportMenu({ asked, total, ids, isSmall = false }: ExportMenuProps) {
  const t = useTranslations();
  // Only one report's pages can be in a PDF.
  const formats = EXPORT_FORMATS.filter((format) => !isPdfFormat(format) || asked.report !== null);
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={isSmall ? t("exports.open") : undefined}
        title={isSmall ? t("exports.open") : undefined}
        className="inline-flex min-h-9 cursor-pointer items-center gap-1.5 rounded px-2 text-muted text-small hover:bg-accent-soft hover:text-ink pointer-coarse:min-h-11"
      >
        <Download size={16} aria-hidden />
        {!isSmall && t("exports.open")}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={4} collisionPadding={8} className="z-60">
          <Popover.Popup className="w-80 max-w-[calc(100vw-1rem)] rounded-md border border-line bg-raised py-2 text-ink shadow-lg outline-none">
            <Popover.Title className="px-4 pt-1 font-semibold">{t("exports.open")}</Popover.Title>
            <Popover.Description className="px-4 pb-2 text-muted text-small">
              {total === null ? t("exports.leadReport") : t("exports.lead", { count: total })}
            </Popover.Description>
            <ul>
              {formats.map((format) => (
                <li key={format}>
                  <Format format={format} address={exportAddress(asked, format, ids)} report={asked.report} />
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface FormatProps {
  format: ExportFormat;
  address: string;
  report: string | null;
}

const FORMAT = "block min-h-11 w-full px-4 py-1.5 text-left -outline-offset-2 hover:bg-accent-soft";

function Format({ format, address, report }: FormatProps) {
  const t = useTranslations();
  const said = (
    <>
      <span className="block font-medium">{t(`exports.formats.${format}.name`)}</span>
      <span className="block text-muted text-small">{t(`exports.formats.${format}.what`)}</span>
    </>
  );
  return isPdfFormat(format) ? (
    <PdfExport address={address} name={`${report}-notes.pdf`} className={FORMAT}>
      {said}
    </PdfExport>
  ) : (
    <a href={address} download className={FORMAT}>
      {said}
    </a>
  );
}

function exportAddress(asked: AskedNotes, format: string, ids: readonly string[] | undefined): string {
  const address = askedNotesAddress("/api/notes/export", asked);
  return `${address}${address.includes("?") ? "&" : "?"}${new URLSearchParams({ format, ...(ids && { ids: ids.join(",") }) })}`;
}
