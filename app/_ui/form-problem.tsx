/** A form's error message, announced when it appears. Hidden while empty. */
export function FormProblem({ children, id }: { children: string | null | undefined; id?: string }) {
  return (
    <p id={id} role="alert" className="mt-4 text-danger empty:hidden">
      {children}
    </p>
  );
}
