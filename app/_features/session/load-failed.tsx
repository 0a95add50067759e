import { useTranslations } from "next-intl";
import { retryLabel } from "@/app/_features/request";
import { Button } from "@/app/_ui/button";

interface LoadFailedProps {
  /** A sentence that tells the user what couldn't be loaded. */
  message: string;
  /** The cause, which determines the label of the retry button. */
  error?: unknown;
  onRetry(): void;
}

/** An error message with a retry button, shown when part of the page couldn't be loaded. */
export function LoadFailed({ message, error, onRetry }: LoadFailedProps) {
  const t = useTranslations();
  return (
    <div role="alert" className="px-3 py-4">
      <p>{message}</p>
      <Button onClick={onRetry} className="mt-2">
        {retryLabel(t, error)}
      </Button>
    </div>
  );
}
