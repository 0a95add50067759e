import { retryLabel } from "@/app/_features/request";
import { Button } from "@/app/_ui/button";

interface LoadFailedProps {
  /** What could not be loaded, in a sentence. */
  message: string;
  /** Why, where that changes what can be done about it. */
  error?: unknown;
  onRetry(): void;
}

/** Says that a part of the page could not be loaded, and lets it be tried again. */
export function LoadFailed({ message, error, onRetry }: LoadFailedProps) {
  return (
    <div role="alert" className="px-3 py-4">
      <p>{message}</p>
      <Button onClick={onRetry} className="mt-2">
        {retryLabel(error)}
      </Button>
    </div>
  );
}
