import { ORDERS, type Order } from "@/lib/library/listing";
import { MAX_TOPIC } from "@/lib/report/topics";

/** Which reports the library lists, and in which order, as encoded in the URL. */
export interface ListState {
  order: Order;
  isArchive: boolean;
  /** Only reports with this topic; null for all. */
  topic: string | null;
}

type Value = string | string[] | undefined;

/** Parses the query parameters. Missing or unknown values are replaced with the defaults. */
export function readList({
  order,
  archived,
  topic,
}: Partial<Record<"order" | "archived" | "topic", Value>>): ListState {
  return {
    order: ORDERS.find((each) => each === last(order)) ?? "title",
    isArchive: last(archived) === "true",
    topic: last(topic)?.trim().slice(0, MAX_TOPIC) || null,
  };
}

function last(value: Value): string | undefined {
  return [value].flat().at(-1);
}

/** The URL of a page of the list; the first one by default. */
export function listAddress({ order, isArchive, topic }: ListState, page = 1): string {
  const params = new URLSearchParams();
  if (order !== "title") params.set("order", order);
  if (isArchive) params.set("archived", "true");
  if (topic !== null) params.set("topic", topic);
  if (page > 1) params.set("page", String(page));
  return params.size === 0 ? "/" : `/?${params}`;
}
