import { Deleted } from "@/app/_features/notes/deleted";
import { accountOf, requireActor } from "@/app/_features/shell/session";
import { PageMessages } from "@/app/_messages/client-messages-provider";
import { pageTitle } from "@/app/_messages/page-title";

export const generateMetadata = pageTitle("deleted.title");

/** The items that the user has recently deleted. */
export default async function DeletedPage() {
  const account = await accountOf(await requireActor());
  return (
    <PageMessages page="deleted/page">
      <Deleted account={account} />
    </PageMessages>
  );
}
