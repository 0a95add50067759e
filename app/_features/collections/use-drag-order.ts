import { type DragEvent, useState } from "react";

/** The place where a dragged row will be dropped: before or after another row. */
interface Gap {
  row: string;
  side: "before" | "after";
}

/**
 * Lets users reorder rows by dragging a handle with the mouse. Keyboard and touch users have buttons.
 *
 * @param ids the rows in order
 * @param onMove receives the moved row and its new index among the others
 */
export function useDragOrder(ids: readonly string[], onMove: (id: string, to: number) => void) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [gap, setGap] = useState<Gap | null>(null);
  const end = () => {
    setDragged(null);
    setGap(null);
  };

  return {
    /** Props for the drag handle of a row. */
    handleOf: (id: string) => ({
      draggable: true,
      onDragStart: ({ currentTarget, dataTransfer }: DragEvent<HTMLElement>) => {
        // Firefox starts a drag only if there is data. A private type hides the data from other pages.
        dataTransfer.setData("application/x-concord-row", id);
        dataTransfer.effectAllowed = "move";
        const row = currentTarget.closest("li");
        if (row) dataTransfer.setDragImage(row, 0, 0);
        setDragged(id);
      },
      onDragEnd: end,
    }),
    /** Props for a row. */
    rowOf: (row: string) => ({
      "data-dragged": dragged === row || undefined,
      "data-gap": gap?.row === row ? gap.side : undefined,
      onDragOver: (event: DragEvent<HTMLElement>) => {
        // Ignore anything that was dragged from outside this list.
        if (dragged === null) return;
        event.preventDefault();
        const side = sideAt(event);
        if (gap?.row !== row || gap.side !== side) setGap({ row, side });
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        event.preventDefault();
        end();
        if (dragged === null || dragged === row) return;
        const others = ids.filter((id) => id !== dragged);
        const to = others.indexOf(row) + (sideAt(event) === "after" ? 1 : 0);
        if (to !== ids.indexOf(dragged)) onMove(dragged, to);
      },
    }),
  };
}

function sideAt({ currentTarget, clientY }: DragEvent<HTMLElement>): Gap["side"] {
  const { top, height } = currentTarget.getBoundingClientRect();
  return clientY < top + height / 2 ? "before" : "after";
}
