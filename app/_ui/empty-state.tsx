interface EmptyStateProps {
  /** Tells the user that the list is empty. */
  title: string;
  /** Tells the user what to do about it. */
  hint: string;
}

/** Shown in place of an empty list. */
export function EmptyState({ title, hint }: EmptyStateProps) {
  return (
    <div className="rounded-md border border-line p-6">
      <p>{title}</p>
      <p className="mt-2 text-muted">{hint}</p>
    </div>
  );
}

/** Shown in place of an empty list in a sheet. */
export function EmptySheet({ title, hint }: EmptyStateProps) {
  return (
    <div className="px-3 py-4 text-muted">
      <p className="font-medium">{title}</p>
      <p className="mt-1 text-small">{hint}</p>
    </div>
  );
}
