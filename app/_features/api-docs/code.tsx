/** A code block. Long lines can be scrolled, including with the keyboard. */
export function Code({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions must be keyboard accessible (WCAG 2.1.1).
    <figure aria-label={label} tabIndex={0} className="mt-3 overflow-x-auto rounded-md border border-line bg-raised">
      <pre className="p-3 text-small">
        <code>{text}</code>
      </pre>
    </figure>
  );
}

/**
 * A paragraph; text between backticks is rendered as code.
 * @param isClose whether the paragraph is close to the element above it
 */
export function Prose({ text, isClose = false }: { text: string; isClose?: boolean }) {
  const parts = text.split("`").map((part, index) => ({ part, isCode: index % 2 === 1, at: text.indexOf(part) }));
  return (
    <p className={isClose ? "mt-0.5" : "mt-3"}>
      {parts.map(({ part, isCode, at }) => (isCode ? <code key={`${at} ${part}`}>{part}</code> : part))}
    </p>
  );
}
