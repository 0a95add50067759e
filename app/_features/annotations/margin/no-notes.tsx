import { words } from "@/app/_messages/en";
import { useMediaQuery } from "@/app/_ui/use-media-query";

/** What would fill the margin, and how. */
export function NoNotes({ mayMark }: { mayMark: boolean }) {
  const isTouch = useMediaQuery("(pointer: coarse)");
  return (
    <div className="text-muted text-small">
      <p className="font-medium">{words.notes.empty}</p>
      <p className="mt-1">{mayMark ? words.notes.emptyHow(isTouch) : words.notes.emptyReader}</p>
    </div>
  );
}
