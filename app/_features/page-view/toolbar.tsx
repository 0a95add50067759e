"use client";

import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown, PanelLeft, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import type { PageTools } from "./use-page-tools";

interface PageToolbarProps {
  tools: PageTools;
  /** Whether the tooltips show keyboard shortcuts. */
  hasKeys: boolean;
  /** Shown at the start. */
  start?: ReactNode;
  /** Which page is in view. */
  children: ReactNode;
}

const ITEM = "flex min-h-11 cursor-pointer items-center gap-2 px-3 outline-none data-highlighted:bg-accent-soft";

/** The toolbar above pages. Where there is little room, zooming is in the menu only. */
export function PageToolbar({ tools, hasKeys, start, children }: PageToolbarProps) {
  const t = useTranslations();
  const { zoom, layout } = tools;
  const key = (shortcut: string) => (hasKeys ? { shortcut } : {});
  const zoomButton = start ? "@max-2xl:hidden" : "@max-xs:hidden";
  return (
    <div className="@container border-line border-b">
      <div className="flex min-h-12 items-center gap-1 px-2 max-md:py-1">
        {start}
        <div className="min-w-0 flex-1 px-1 text-muted text-small tabular-nums">{children}</div>
        <IconButton
          label={t("pageView.thumbnails")}
          {...key("t")}
          icon={<PanelLeft size={18} aria-hidden />}
          aria-pressed={layout.hasThumbnails}
          className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
          onClick={tools.toggleThumbnails}
        />
        <IconButton
          label={t("pageView.zoomOut")}
          {...key("−")}
          icon={<ZoomOut size={18} aria-hidden />}
          aria-disabled={!zoom.canShrink || undefined}
          className={zoomButton}
          onClick={zoom.shrink}
        />
        <Menu.Root modal={false}>
          <Menu.Trigger
            aria-label={t("pageView.layout", { percent: zoom.percent })}
            className="inline-flex min-h-11 shrink-0 cursor-pointer items-center gap-0.5 rounded px-1.5 text-muted text-small tabular-nums hover:bg-accent-soft hover:text-ink data-popup-open:bg-accent-soft"
          >
            {t("pageView.zoom", { percent: zoom.percent })}
            <ChevronDown size={14} aria-hidden />
          </Menu.Trigger>
          {/* A portal is outside all landmarks, so this one is a landmark of its own. */}
          <Menu.Portal render={<section aria-label={t("pageView.layoutMenu")} />}>
            <Menu.Positioner align="end" sideOffset={4} collisionPadding={8} className="z-60">
              <Menu.Popup
                aria-label={t("pageView.layoutMenu")}
                className="min-w-52 rounded-md border border-line bg-raised py-1 text-ink shadow-lg outline-none"
              >
                <Menu.Item closeOnClick={false} disabled={!zoom.canGrow} onClick={zoom.grow} className={ITEM}>
                  {t("pageView.zoomIn")}
                  {hasKeys && <Keys>+</Keys>}
                </Menu.Item>
                <Menu.Item closeOnClick={false} disabled={!zoom.canShrink} onClick={zoom.shrink} className={ITEM}>
                  {t("pageView.zoomOut")}
                  {hasKeys && <Keys>−</Keys>}
                </Menu.Item>
                <Menu.RadioGroup value={zoom.fit} onValueChange={zoom.fitTo}>
                  {(["width", "page"] as const).map((fit) => (
                    <Menu.RadioItem key={fit} value={fit} closeOnClick className={ITEM}>
                      {t(`pageView.fit.${fit}`)}
                      <Menu.RadioItemIndicator>
                        <Check size={16} aria-hidden />
                      </Menu.RadioItemIndicator>
                      {hasKeys && <Keys>0</Keys>}
                    </Menu.RadioItem>
                  ))}
                </Menu.RadioGroup>
                <Menu.CheckboxItem
                  checked={layout.isTwoUp}
                  onCheckedChange={tools.toggleTwoUp}
                  closeOnClick
                  className={ITEM}
                >
                  {t("pageView.twoUp")}
                  <Menu.CheckboxItemIndicator>
                    <Check size={16} aria-hidden />
                  </Menu.CheckboxItemIndicator>
                  {hasKeys && <Keys>d</Keys>}
                </Menu.CheckboxItem>
                <Menu.Item closeOnClick={false} onClick={tools.rotate} className={ITEM}>
                  {t("pageView.rotate")}
                  {hasKeys && <Keys>R</Keys>}
                </Menu.Item>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
        <IconButton
          label={t("pageView.zoomIn")}
          {...key("+")}
          icon={<ZoomIn size={18} aria-hidden />}
          aria-disabled={!zoom.canGrow || undefined}
          className={zoomButton}
          onClick={zoom.grow}
        />
      </div>
    </div>
  );
}

/** The shortcut of a menu item. It is in the list of shortcuts, so screen readers don't need it here. */
function Keys({ children }: { children: string }) {
  return (
    <kbd aria-hidden className="ml-auto font-sans text-muted text-small">
      {children}
    </kbd>
  );
}
