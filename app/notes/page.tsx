import { AllNotes } from "@/app/_features/notes/all-notes";
import { GroupsProvider } from "@/app/_features/notes/audiences";
import { readAskedNotes } from "@/app/_features/notes/notes-in-address";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";
import { prepareNoteTrees } from "@/lib/annotations/notes/note-trees";
import { getDatabase } from "@/lib/db/own-database";
import { listAllNotes } from "@/lib/library/all-notes";

export const generateMetadata = pageTitle("allNotes.title");

/**
 * Maximum total length of the notes on the initial page, in UTF-16 code units. Rendering more would block other
 * requests, so the browser fetches and formats the rest.
 */
const FIRST_TEXT = 100_000;

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** All highlights and notes that the user can see, in all reports. */
export default async function NotesPage({ searchParams }: Props) {
  const actor = await requireActor();
  const account = await accountOf(actor);
  const asked = readAskedNotes(await searchParams);
  const first = await listAllNotes(await getDatabase(), actor, asked, { text: FIRST_TEXT });
  const written = first.notes.flatMap(({ highlight: { note } }) => (note ? [note.body] : []));
  const typed = await prepareNoteTrees(written, actor.id);
  const typedAtFirst = first.notes.flatMap(({ highlight: { id, note } }) => (note && typed.has(note.body) ? [id] : []));
  return (
    <PageMessages page="notes/page">
      <GroupsProvider groups={account.groups} role={account.role}>
        <AllNotes account={account} me={actor.id} asked={asked} first={first} typedAtFirst={typedAtFirst} />
      </GroupsProvider>
    </PageMessages>
  );
}
