import { useTranslations } from "next-intl";
import { Listed } from "@/app/_ui/listed";
import { Section } from "@/app/_ui/section";
import type { FormerMemberView } from "@/lib/membership/former-members";

/** Former members, with the number of notes they left behind. The section is hidden if there are none. */
export function FormerMembers({ people }: { people: readonly FormerMemberView[] }) {
  const t = useTranslations();
  if (people.length === 0) return null;
  return (
    <Section title={t("former.title")} lead={t("former.lead")}>
      <ul className="divide-y divide-line border-line border-y">
        {people.map(({ id, name, leftAt, how, sharedNotes }) => (
          <Listed
            key={id}
            id={`former-${id}`}
            title={name}
            details={[t(`former.how.${how}`, { date: new Date(leftAt) }), t("former.notes", { count: sharedNotes })]}
            action={null}
          />
        ))}
      </ul>
    </Section>
  );
}
