import { blockLabel, drawingOf, stepsInWords } from '@/lib/models-view/drawing';
import { shape, short } from '@/lib/models-view/numbers';
import { totalsOf, type Block, type Structure as Built } from '@/lib/models-view/structure';

import { StructureDrawing } from './structure-drawing';

/** Heights of a row, so that the words beside it have room; as in the classes below. */
const ROW = { narrow: 112, wide: 72 };

/** How a network is built: its drawing, and beside it every block in words and numbers. */
export function Structure({ structure }: { structure: Built }) {
  const totals = totalsOf(structure);
  const most = {
    parameters: Math.max(...structure.blocks.map((block) => block.parameters)),
    multiplyAdds: Math.max(...structure.blocks.map((block) => block.multiplyAdds)),
  };
  return (
    <figure>
      <div className="overflow-hidden rounded-2xl border border-line bg-surface py-4 pr-4 pl-1 sm:px-6">
        <div className="flex items-start gap-2 sm:gap-6">
          <div className="w-32 shrink-0 sm:w-50">
            <StructureDrawing
              drawing={drawingOf(structure, ROW.narrow * (200 / 128))}
              className="h-auto w-full sm:hidden"
            />
            <StructureDrawing
              drawing={drawingOf(structure, ROW.wide)}
              className="h-auto w-full max-sm:hidden"
            />
          </div>
          <ol aria-label="Blocks, in the order in which they compute" className="min-w-0 grow">
            {structure.inputs.map(({ name, shape: sides }) => (
              <li
                key={name}
                className="flex h-28 flex-col justify-center border-b border-line/60 sm:h-18"
              >
                <span className="font-medium">{blockLabel(name)}</span>
                <span className="text-sm text-muted">goes in: {outputInWords(sides)}</span>
              </li>
            ))}
            {structure.blocks.map((block) => (
              <BlockRow key={block.name} block={block} most={most} />
            ))}
          </ol>
        </div>
      </div>
      <figcaption className="mt-3 max-w-[65ch] text-sm text-muted">
        Drawn from what the network was seen to compute. A pile is as wide as the picture in it is
        large and as high as it has channels; dashed arcs skip blocks, dotted lines bring the style
        of the point. In all {short(totals.parameters)} parameters and {short(totals.multiplyAdds)}{' '}
        multiplications with an addition for one picture.
      </figcaption>
    </figure>
  );
}

function BlockRow({
  block,
  most,
}: {
  block: Block;
  most: { parameters: number; multiplyAdds: number };
}) {
  const words = stepsInWords(block);
  return (
    <li className="flex h-28 items-center gap-6 border-b border-line/60 last:border-0 sm:h-18">
      <div className="flex min-w-0 grow flex-col justify-center">
        <p className="flex flex-wrap items-baseline gap-x-2 leading-5">
          <span className="font-medium">{blockLabel(block.name)}</span>
          <span className="text-sm text-muted tabular-nums">{outputInWords(block.output)}</span>
        </p>
        <p title={words} className="line-clamp-2 text-xs leading-4 text-muted">
          {words}
        </p>
        <p className="mt-1 text-xs leading-4 tabular-nums sm:hidden">
          {short(block.parameters)} parameters, {short(block.multiplyAdds)} multiply-adds
        </p>
      </div>
      <Amount
        className="max-sm:hidden"
        label="parameters"
        amount={block.parameters}
        most={most.parameters}
      />
      <Amount
        className="max-sm:hidden"
        label="multiply-adds"
        amount={block.multiplyAdds}
        most={most.multiplyAdds}
      />
    </li>
  );
}

function Amount(props: { label: string; amount: number; most: number; className: string }) {
  return (
    <p className={`w-36 shrink-0 text-sm leading-5 whitespace-nowrap ${props.className}`}>
      <span className="tabular-nums">{short(props.amount)}</span>{' '}
      <span className="text-xs text-muted">{props.label}</span>
      <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${(100 * props.amount) / Math.max(1, props.most)}%` }}
        />
      </span>
    </p>
  );
}

const outputInWords = (sides: readonly number[]) =>
  sides.length === 1 ? `${sides[0]} numbers` : shape(sides);
