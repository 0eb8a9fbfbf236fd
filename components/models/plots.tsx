/** The plots that the evaluation drew; they know light and dark themselves. */
export function Plots({
  model,
  plots,
}: {
  model: string;
  plots: readonly { readonly file: string; readonly caption: string }[];
}) {
  return (
    <div className="grid items-start gap-x-8 gap-y-8 md:grid-cols-2">
      {plots.map(({ file, caption }) => {
        const wide = file.includes('confusion');
        return (
          <figure key={file} className={wide ? 'md:col-span-2' : ''}>
            <a
              href={`/models/${model}/${file}`}
              aria-label={`Open the plot by itself: ${caption}`}
              className="block overflow-hidden rounded-xl border border-line"
            >
              <img
                src={`/models/${model}/${file}`}
                alt=""
                loading="lazy"
                decoding="async"
                className="h-auto w-full [color-scheme:light] dark:[color-scheme:dark]"
              />
            </a>
            <figcaption className="mt-2 text-sm text-muted">{caption}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}
