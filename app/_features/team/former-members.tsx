import { words } from "@/app/_messages/en";
import { Listed } from "@/app/_ui/listed";
import { Section } from "@/app/_ui/section";
import type { FormerMemberView } from "@/lib/membership/former-members";

/** Who was in the team, and what of theirs stays; nothing where nobody has left yet. */
export function FormerMembers({ people }: { people: readonly FormerMemberView[] }) {
  const { former } = words;
  if (people.length === 0) return null;
  return (
    <Section title={former.title} lead={former.lead}>
      <ul className="divide-y divide-line border-line border-y">
        {people.map(({ id, name, leftAt, how, sharedNotes }) => (
          <Listed
            key={id}
            id={`former-${id}`}
            title={name}
            details={[former.how[how](words.date(leftAt)), former.notes(sharedNotes)]}
            action={null}
          />
        ))}
      </ul>
    </Section>
  );
}
