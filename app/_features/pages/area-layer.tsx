"use client";

import { AreaMarks, type DrawnArea, useAreas } from "@/app/_features/annotations";

/** The areas that are marked on a page. @param page its index */
export function AreaLayer({ page }: { page: number }) {
  const { faint, clear } = useAreas();
  const isHere = ({ area }: DrawnArea) => "page" in area && area.page === page;
  return (
    <>
      <AreaMarks areas={faint.filter(isHere)} isFaint />
      <AreaMarks areas={clear.filter(isHere)} />
    </>
  );
}
