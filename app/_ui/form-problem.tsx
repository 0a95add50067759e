/** Why a form was not taken, announced where it appears. Nothing is shown where there is none. */
export function FormProblem({ children, id }: { children: string | null | undefined; id?: string }) {
  return (
    <p id={id} role="alert" className="mt-4 text-danger empty:hidden">
      {children}
    </p>
  );
}
