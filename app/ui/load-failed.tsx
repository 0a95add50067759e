import { words } from "../words/en";

interface LoadFailedProps {
  /** What could not be loaded, in a sentence. */
  message: string;
  onRetry(): void;
}

/** Says that a part of the page could not be loaded, and lets it be tried again. */
export function LoadFailed({ message, onRetry }: LoadFailedProps) {
  return (
    <div role="alert" className="px-3 py-4">
      <p>{message}</p>
      <button
        type="button"
        onClick={onRetry}
        className="mt-2 min-h-11 cursor-pointer rounded border border-control px-4 hover:bg-accent-soft"
      >
        {words.search.retry}
      </button>
    </div>
  );
}
