/** A day, as this person writes it. */
export function When({ time }: { time: Date }) {
  return (
    // The server does not know where the person is; the browser puts it right.
    <time dateTime={time.toISOString()} suppressHydrationWarning>
      {time.toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' })}
    </time>
  );
}
