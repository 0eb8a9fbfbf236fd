import { blockLabel } from '@/lib/models-view/drawing';
import { short } from '@/lib/models-view/numbers';

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Where no drawing was exported: the blocks by the names of their weights alone. */
export function WeightList({ entries }: { entries: readonly Entry[] }) {
  const blocks = new Map<string, number>();
  for (const { name, shape } of entries) {
    const block = name.split('/')[0]!;
    const size = shape.reduce((product, side) => product * side, 1);
    blocks.set(block, (blocks.get(block) ?? 0) + size);
  }
  return (
    <>
      <ul className="max-w-lg">
        {[...blocks].map(([name, size]) => (
          <li key={name} className="flex justify-between gap-4 border-b border-line py-2 text-sm">
            <span>{blockLabel(name)}</span>
            <span className="text-muted tabular-nums">{short(size)} parameters</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-muted">
        Its drawing has not been made yet: <code>npm run -s sfumato -- describe</code> makes it
        where it can.
      </p>
    </>
  );
}
