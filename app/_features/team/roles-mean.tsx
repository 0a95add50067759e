import { useTranslations } from "next-intl";
import { ROLES } from "@/lib/accounts/roles";

/** Explains the permissions of each role. */
export function RolesMean() {
  const t = useTranslations();
  return (
    <details className="mt-3">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent underline underline-offset-4">
        {t("members.rolesMean")}
      </summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 py-2">
        {ROLES.map((role) => (
          <div key={role} className="contents">
            <dt className="font-semibold">{t(`accounts.roles.${role}`)}</dt>
            <dd className="text-muted">
              {role === "owner" ? t("members.ownerMeans") : t(`accounts.roleMeans.${role}`)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
