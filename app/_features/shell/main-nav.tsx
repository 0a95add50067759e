"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { PageLink } from "@/app/_ui/page-link";

/** The main pages, in the order in which the navigation lists them. */
const PAGES = [
  { path: "/", name: "library" },
  { path: "/notes", name: "notes" },
  { path: "/collections", name: "collections" },
  { path: "/team", name: "team" },
] as const;

interface MainNavProps {
  className: string;
  /** Classes of each link. */
  itemClass: string;
  /** Called when a link is chosen, for example to close the menu that contains it. */
  onChoose?(): void;
}

/** Links to the main pages: visible in the header on wide screens, in the account menu on phones. */
export function MainNav({ className, itemClass, onChoose }: MainNavProps) {
  const t = useTranslations();
  const here = usePathname();
  return (
    <nav aria-label={t("nav.label")} className={className}>
      {PAGES.map(({ path, name }) => (
        <PageLink
          key={path}
          href={path}
          onClick={onChoose}
          aria-current={here === path ? "page" : path !== "/" && here.startsWith(`${path}/`) ? "true" : undefined}
          className={`inline-flex min-h-11 items-center whitespace-nowrap rounded hover:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent ${itemClass}`}
        >
          {t(`nav.${name}`)}
        </PageLink>
      ))}
    </nav>
  );
}
