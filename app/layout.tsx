import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { fontClasses } from "./fonts";
import "./globals.css";
import {
  chosenAmong,
  LINE_WIDTH_COOKIE,
  LINE_WIDTHS,
  TEXT_SIZE_COOKIE,
  TEXT_SIZES,
} from "@/app/_features/shell/reading-style";
import { currentActor } from "@/app/_features/shell/session";
import { isTheme, THEME_COOKIE } from "@/app/_features/shell/theme";
import { NONCE_HEADER } from "@/app/_http/nonce-header";
import { LayoutMessages } from "@/app/_messages/client-messages-provider";
import { languageOf } from "@/app/_messages/language-of";
import { EarlyClicks } from "@/app/_ui/early-clicks";
import { Preload } from "@/app/_ui/on-demand";
import { Tips } from "@/app/_ui/tips";
import { Toasts } from "@/app/_ui/toasts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return {
    title: { default: t("app.name"), template: `%s · ${t("app.name")}` },
    description: t("app.description"),
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfbf8" },
    { media: "(prefers-color-scheme: dark)", color: "#17191c" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const kept = await cookies();
  const sent = await headers();
  const theme = kept.get(THEME_COOKIE)?.value;
  return (
    <html
      lang={languageOf(sent)}
      className={fontClasses}
      data-theme={isTheme(theme) ? theme : undefined}
      data-text-size={chosenAmong(TEXT_SIZES, kept.get(TEXT_SIZE_COOKIE)?.value)}
      data-line-width={chosenAmong(LINE_WIDTHS, kept.get(LINE_WIDTH_COOKIE)?.value)}
    >
      <body>
        <EarlyClicks nonce={sent.get(NONCE_HEADER) ?? undefined} />
        <LayoutMessages isMember={(await currentActor()) !== null}>
          {children}
          <Tips />
          <Toasts />
          <Preload />
        </LayoutMessages>
      </body>
    </html>
  );
}
