/** The review's page: lists, grid, keyboard, undo, saving. Runs in the browser. */
import { createGrid } from './grid';
import { createLookCloser } from './look-closer';
import {
  createReview,
  type Change,
  type Decision,
  type Item,
  type ReviewData,
  type Show,
} from './model';

const word = location.hash.slice(1);
const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const address = (kind: string, picture: number) => `/${kind}/${picture}?word=${word}`;

async function start(): Promise<void> {
  const answer = await fetch('/data', { headers: { 'x-review': word } });
  if (!answer.ok) {
    element('status').textContent = await answer.text();
    return;
  }
  const review = createReview((await answer.json()) as ReviewData);
  element('title').textContent = review.data.title;
  document.title = `${review.data.title} · review`;

  let list = review.lists()[0]!.id;
  let show: Show = 'all';
  let items: Item[] = [];

  const labelOf = (picture: number) => {
    const [id, artist, title] = review.data.pictures[picture]!;
    return `${title || id}, ${artist}`;
  };
  const grid = createGrid(element('grid'), {
    picture: ({ picture, score }) => ({
      thumbnail: address('thumbnail', picture),
      label: labelOf(picture),
      note: score === undefined ? review.data.pictures[picture]![1] : String(score),
      ...review.stateOf(picture),
    }),
    onMove: (index) => {
      grid.moveTo(index);
      tell();
    },
    onOpen: open,
  });
  const closer = createLookCloser(element<HTMLDialogElement>('closer'), () =>
    element('grid').focus(),
  );

  function open(index: number): void {
    const item = items[index];
    if (!item) return;
    grid.moveTo(index);
    const other = review.indexOf(item.about);
    const shown = [item.picture, ...(other === undefined ? [] : [other])];
    closer.show(
      shown.map((picture) => {
        const { decision } = review.stateOf(picture);
        return {
          source: address('picture', picture),
          label: `${labelOf(picture)} — ${decision === 'drop' ? 'dropped' : 'kept'}`,
        };
      }),
    );
  }

  /** What the current picture is, for those who see its name nowhere else. */
  function tell(): void {
    const item = items[grid.current()];
    element('current').textContent = item
      ? `${labelOf(item.picture)}${item.about && review.indexOf(item.about) === undefined ? ` · ${item.about}` : ''}`
      : 'Nothing is left in this list.';
    element('place').textContent =
      items.length > 0 ? `${grid.current() + 1} of ${items.length}` : '';
  }

  function showList(at = 0): void {
    items = review.items(list, show);
    grid.setItems(items, at);
    drawLists();
    tell();
  }

  function drawLists(): void {
    element('lists').replaceChildren(
      ...review.lists().map(({ id, title, score, count, open: left }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.setAttribute('aria-pressed', String(id === list));
        button.title = `Score: ${score}`;
        const number = document.createElement('span');
        number.className = 'count';
        number.textContent = left < count ? `${count - left}/${count}` : String(count);
        button.append(title, number);
        button.addEventListener('click', () => {
          list = id;
          showList();
          element('grid').focus();
        });
        return button;
      }),
    );
  }

  let waiting: Change[] = [];
  let saving = false;
  async function save(changes: readonly Change[]): Promise<void> {
    waiting.push(...changes);
    if (saving) return;
    saving = true;
    while (waiting.length > 0) {
      const sent = waiting;
      waiting = [];
      element('status').textContent = 'Saving …';
      const ok = await fetch('/decide', {
        method: 'POST',
        headers: { 'x-review': word },
        body: JSON.stringify(sent),
      }).then(
        (saved) => saved.ok,
        () => false,
      );
      if (!ok) {
        waiting = [...sent, ...waiting];
        element('status').textContent = 'Not saved: is the command still running? Trying again …';
        await new Promise((resolve) => setTimeout(resolve, 2000));
      }
    }
    saving = false;
    element('status').textContent = 'Saved';
  }

  function decide(decision: Decision): void {
    const at = grid.current();
    const item = items[at];
    if (!item) return;
    void save(review.decide([item.picture], decision));
    // In the list of what is open the next one moves up by itself.
    if (show === 'all') {
      grid.moveTo(at + 1);
      drawLists();
      tell();
    } else showList(at);
    if (closer.isOpen()) open(grid.current());
  }

  function step(back: boolean): void {
    const done = back ? review.undo() : review.redo();
    if (!done) return;
    void save(done.changes);
    items = review.items(list, show);
    const at = items.findIndex(({ picture }) => picture === done.pictures[0]);
    showList(at >= 0 ? at : grid.current());
  }

  function onKey(event: KeyboardEvent): void {
    if (event.altKey) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === 'z') step(!event.shiftKey);
    else if (event.ctrlKey || event.metaKey) return;
    else if (key === 'k') decide('keep');
    else if (key === 'd' || key === 'delete') decide('drop');
    else if (key === 'u') step(!event.shiftKey);
    else if (!(event.target as Element).closest('#grid, dialog')) return;
    else if (key in MOVES) {
      const page = Math.max(1, Math.floor(element('grid').clientHeight / 200)) * grid.columns();
      grid.moveTo(grid.current() + MOVES[key]!(grid.columns(), page));
      tell();
      if (closer.isOpen()) open(grid.current());
    } else if (key === 'enter' || key === ' ') {
      if (closer.isOpen()) closer.close();
      else open(grid.current());
    } else return;
    event.preventDefault();
  }

  document.addEventListener('keydown', onKey);
  element('keep').addEventListener('click', () => decide('keep'));
  element('drop').addEventListener('click', () => decide('drop'));
  element('undo').addEventListener('click', () => step(true));
  element('redo').addEventListener('click', () => step(false));
  element('open').addEventListener('click', () => open(grid.current()));
  element('show').addEventListener('change', (event) => {
    show = (event.target as HTMLSelectElement).value as Show;
    showList();
  });
  showList();
  element('grid').focus();
}

/** How far a key moves, by the columns and the pictures of a page. */
const MOVES: Readonly<Record<string, (columns: number, page: number) => number>> = {
  arrowleft: () => -1,
  arrowright: () => 1,
  arrowup: (columns) => -columns,
  arrowdown: (columns) => columns,
  pageup: (_, page) => -page,
  pagedown: (_, page) => page,
  home: () => -1e9,
  end: () => 1e9,
};

void start();
