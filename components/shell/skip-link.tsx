/** The first thing the Tab key reaches: past the header, to the work. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-60 -translate-y-20 rounded-lg bg-accent px-4 py-2.5 font-medium text-on-accent focus:translate-y-0"
    >
      Skip to the work
    </a>
  );
}
