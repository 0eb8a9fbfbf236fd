/** A grid of many pictures of which only those near the view are there. Runs in the browser. */
import { visibleRows, type Item } from './model';

export interface GridCallbacks {
  readonly picture: (item: Item) => {
    readonly thumbnail: string;
    readonly label: string;
    readonly note: string;
    readonly decision: 'keep' | 'drop';
    readonly byPerson: boolean;
  };
  readonly onMove: (index: number) => void;
  readonly onOpen: (index: number) => void;
}

const GAP = 8;
const CAPTION = 26;
/** Milliseconds without scrolling after which pictures are asked for. */
const REST = 60;

export function createGrid(scroller: HTMLElement, callbacks: GridCallbacks) {
  const sheet = document.createElement('div');
  sheet.className = 'sheet';
  scroller.append(sheet);
  const cells = new Map<number, HTMLElement>();
  let items: readonly Item[] = [];
  let current = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const layout = () => {
    const width = scroller.clientWidth - GAP;
    const columns = Math.max(2, Math.floor(width / (width < 500 ? 116 : 176)));
    const side = Math.floor((width - GAP * columns) / columns);
    return { columns, side, rowHeight: side + CAPTION + GAP };
  };

  function draw(): void {
    const { columns, side, rowHeight } = layout();
    const range = visibleRows({
      ...{ top: scroller.scrollTop, height: scroller.clientHeight, count: items.length },
      ...{ rowHeight, columns },
    });
    sheet.style.height = `${range.total + GAP}px`;
    for (const [index, cell] of cells) {
      if (index >= range.first && index < range.last) continue;
      discard(cell);
      cells.delete(index);
    }
    for (let index = range.first; index < range.last; index++) {
      const cell = cells.get(index) ?? makeCell(index);
      const left = GAP + (index % columns) * (side + GAP);
      const top = GAP + Math.floor(index / columns) * rowHeight;
      cell.style.cssText = `left:${left}px;top:${top}px;width:${side}px;height:${side + CAPTION}px`;
      show(index, cell);
    }
    scroller.setAttribute('aria-activedescendant', items.length > 0 ? `cell-${current}` : '');
    clearTimeout(resting);
    resting = setTimeout(load, REST);
  }

  function makeCell(index: number): HTMLElement {
    const cell = document.createElement('div');
    cell.className = 'cell';
    cell.id = `cell-${index}`;
    cell.setAttribute('role', 'option');
    cell.setAttribute('aria-posinset', String(index + 1));
    cell.setAttribute('aria-setsize', String(items.length));
    const image = document.createElement('img');
    image.alt = '';
    image.draggable = false;
    image.addEventListener('error', () => cell.classList.add('broken'));
    const caption = document.createElement('span');
    caption.className = 'caption';
    cell.append(image, caption);
    cell.addEventListener('click', () => callbacks.onMove(index));
    cell.addEventListener('dblclick', () => callbacks.onOpen(index));
    cells.set(index, cell);
    sheet.append(cell);
    return cell;
  }

  /** A picture that is scrolled past must not keep those that are looked at waiting. */
  function discard(cell: HTMLElement): void {
    cell.querySelector('img')!.removeAttribute('src');
    cell.remove();
  }

  /** Asks for the pictures of the cells that are there. */
  function load(): void {
    for (const [index, cell] of cells) {
      const image = cell.querySelector('img')!;
      if (!image.hasAttribute('src')) image.src = callbacks.picture(items[index]!).thumbnail;
    }
  }

  function show(index: number, cell: HTMLElement): void {
    const { label, note, decision, byPerson } = callbacks.picture(items[index]!);
    cell.dataset['decision'] = decision;
    cell.dataset['by'] = byPerson ? 'person' : 'measure';
    cell.setAttribute('aria-selected', String(index === current));
    const said = `${decision === 'drop' ? 'dropped' : 'kept'}${byPerson ? ', decided' : ''}`;
    cell.setAttribute('aria-label', `${label}, ${said}`);
    cell.title = label;
    cell.querySelector('.caption')!.textContent = `${decision === 'drop' ? '✕' : '✓'} ${note}`;
  }

  let asked = false;
  const drawSoon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
  scroller.addEventListener('scroll', drawSoon, { passive: true });
  new ResizeObserver(() => {
    draw();
  }).observe(scroller);

  return {
    draw,
    columns: () => layout().columns,
    /** Other pictures; the view begins at `at`. */
    setItems(next: readonly Item[], at: number): void {
      for (const cell of cells.values()) discard(cell);
      cells.clear();
      items = next;
      this.moveTo(at);
    },
    /** Makes a picture the current one, and scrolls to it where it is out of sight. */
    moveTo(index: number): void {
      current = Math.max(0, Math.min(items.length - 1, index));
      const { columns, rowHeight } = layout();
      const top = Math.floor(current / columns) * rowHeight;
      // The sheet must be as high as it will be before it can be scrolled so far.
      sheet.style.height = `${Math.ceil(items.length / columns) * rowHeight + GAP}px`;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + rowHeight + GAP > scroller.scrollTop + scroller.clientHeight) {
        scroller.scrollTop = top + rowHeight + GAP - scroller.clientHeight;
      }
      draw();
    },
    current: () => current,
  };
}
