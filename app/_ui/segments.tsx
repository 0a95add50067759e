interface SegmentsProps<Value extends string> {
  /** Id of the label. */
  labelledBy: string;
  options: readonly { value: Value; label: string; className?: string }[];
  value: Value;
  onChoose(value: Value): void;
}

/** A choice between a few views, as a row of connected buttons. */
export function Segments<Value extends string>({ labelledBy, options, value, onChoose }: SegmentsProps<Value>) {
  return (
    <fieldset aria-labelledby={labelledBy} className="flex w-fit rounded border border-line p-0.5 text-small">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
          className={`min-h-7 cursor-pointer whitespace-nowrap rounded-sm px-1.5 text-muted hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent max-md:min-h-11 max-md:px-3 ${option.className ?? ""}`}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
