import { CollectDialog } from "@/app/_features/collections";
import type { useAnnotator } from "../state/use-annotator";
import { ShareDialog } from "./share-dialog";

type Annotator = Pick<
  ReturnType<typeof useAnnotator>,
  "highlights" | "sharing" | "collecting" | "opener" | "endSharing" | "endCollecting"
>;

/** What takes a passage outside: a link to it, or a place in a collection. */
export function OutsideDialogs({ annotator }: { annotator: Annotator }) {
  const { highlights, sharing, collecting, opener, endSharing, endCollecting } = annotator;
  return (
    <>
      <ShareDialog target={sharing} highlights={highlights.placed} opener={opener} onClose={endSharing} />
      <CollectDialog highlights={collecting} opener={opener} onClose={endCollecting} />
    </>
  );
}
