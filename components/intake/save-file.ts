/** Hands a file to the browser as a download. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the time the page is at rest.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file's name without its ending, safe on every system; `fallback` where nothing is left of it. */
export function stemOf(name: string, fallback: string): string {
  const clean = name
    .replace(/\.\w{1,5}$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return clean === '' ? fallback : clean.toLowerCase();
}
