/** One picture large, beside the one that it is like. Runs in the browser. */
export interface Shown {
  readonly source: string;
  readonly label: string;
}

export function createLookCloser(dialog: HTMLDialogElement, onClose: () => void) {
  const figures = document.createElement('div');
  figures.className = 'figures';
  dialog.append(figures);
  dialog.addEventListener('close', onClose);
  dialog.addEventListener('click', () => dialog.close());
  return {
    isOpen: () => dialog.open,
    close: () => dialog.close(),
    show(pictures: readonly Shown[]): void {
      figures.replaceChildren(
        ...pictures.map(({ source, label }) => {
          const figure = document.createElement('figure');
          const image = document.createElement('img');
          image.src = source;
          image.alt = label;
          const caption = document.createElement('figcaption');
          caption.textContent = label;
          figure.append(image, caption);
          return figure;
        }),
      );
      if (!dialog.open) dialog.showModal();
    },
  };
}
