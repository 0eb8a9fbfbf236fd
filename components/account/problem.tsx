/** What went wrong, said at once. */
export function Problem({ children }: { children: string | undefined }) {
  return (
    <p role="alert" className="text-danger empty:hidden">
      {children}
    </p>
  );
}
