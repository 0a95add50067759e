import { useTranslations } from "next-intl";
import { Section } from "@/app/_ui/section";
import type { Role } from "@/lib/accounts/roles";

interface ProfileProps {
  name: string;
  email: string;
  role: Role;
}

/** The user's name, email address and role. */
export function Profile({ name, email, role }: ProfileProps) {
  const t = useTranslations();
  const rows = [
    [t("settings.profile.name"), name],
    [t("accounts.fields.email"), email],
    [t("accounts.team.role"), t(`accounts.roles.${role}`)],
  ] as const;
  return (
    <Section id="profile" title={t("settings.profile.title")} lead={t("settings.profile.lead")}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-8 gap-y-2">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
