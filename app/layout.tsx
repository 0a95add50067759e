import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { fontClasses } from "./fonts";
import "./globals.css";
import { isTheme, THEME_COOKIE } from "@/app/_features/shell/theme";
import { words } from "@/app/_messages/en";
import { Preload } from "@/app/_ui/on-demand";
import { Tips } from "@/app/_ui/tips";
import { Toasts } from "@/app/_ui/toasts";

export const metadata: Metadata = {
  title: { default: words.app.name, template: `%s · ${words.app.name}` },
  description: words.app.description,
};

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
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <html lang="en" className={fontClasses} data-theme={isTheme(theme) ? theme : undefined}>
      <body>
        {children}
        <Tips />
        <Toasts />
        <Preload />
      </body>
    </html>
  );
}
