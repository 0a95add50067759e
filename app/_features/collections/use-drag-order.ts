import { type DragEvent, useState } from "react";

/** Where what is dragged would stand: before a row, or after it. */
interface Gap {
  row: string;
  side: "before" | "after";
}

/**
 * Lets rows be dragged to another place by a handle, with the mouse; keys and buttons do the same for everybody.
 *
 * @param ids of the rows, in their order
 * @param onMove is told which row goes where: its place among the others, from 0
 */
export function useDragOrder(ids: readonly string[], onMove: (id: string, to: number) => void) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [gap, setGap] = useState<Gap | null>(null);
  const end = () => {
    setDragged(null);
    setGap(null);
  };

  return {
    /** For the handle of a row. */
    handleOf: (id: string) => ({
      draggable: true,
      onDragStart: ({ currentTarget, dataTransfer }: DragEvent<HTMLElement>) => {
        // Other pages get nothing, and Firefox drags nothing that carries nothing.
        dataTransfer.setData("application/x-concord-row", id);
        dataTransfer.effectAllowed = "move";
        const row = currentTarget.closest("li");
        if (row) dataTransfer.setDragImage(row, 0, 0);
        setDragged(id);
      },
      onDragEnd: end,
    }),
    /** For a row. */
    rowOf: (row: string) => ({
      "data-dragged": dragged === row || undefined,
      "data-gap": gap?.row === row ? gap.side : undefined,
      onDragOver: (event: DragEvent<HTMLElement>) => {
        // What comes from elsewhere is not for us.
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
