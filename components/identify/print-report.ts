/** Prints the report that stands hidden on the page; browsers name a PDF after the page's title. */
export function printReport(name: string): void {
  const { title } = document;
  document.title = `Sfumato, ${name.replace(/\.\w{1,5}$/, '')}`;
  window.addEventListener('afterprint', () => (document.title = title), { once: true });
  window.print();
}
