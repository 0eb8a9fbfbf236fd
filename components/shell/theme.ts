/** Light, dark or as the system says; kept on this device. */

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_KEY = 'sfumato:theme';
export const DARK_QUERY = '(prefers-color-scheme: dark)';

const listeners = new Set<() => void>();

export function currentTheme(): Theme {
  try {
    const kept = localStorage.getItem(THEME_KEY);
    return THEMES.find((theme) => theme === kept) ?? 'system';
  } catch {
    // Storage may be closed to us (private windows, blocked cookies): then it is the system's.
    return chosen;
  }
}

/** What was chosen in this visit, for when nothing can be kept. */
let chosen: Theme = 'system';

export function setTheme(theme: Theme): void {
  chosen = theme;
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Then the choice lasts as long as the page.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

/** Tells of changes made here, in another tab, or by the system. */
export function subscribeToTheme(listener: () => void): () => void {
  const onChange = () => {
    applyTheme();
    listener();
  };
  const system = matchMedia(DARK_QUERY);
  listeners.add(listener);
  // The system may have changed between the first paint and now.
  applyTheme();
  system.addEventListener('change', onChange);
  window.addEventListener('storage', onChange);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', onChange);
    window.removeEventListener('storage', onChange);
  };
}

function applyTheme(): void {
  const theme = currentTheme();
  const dark = theme === 'dark' || (theme === 'system' && matchMedia(DARK_QUERY).matches);
  document.documentElement.classList.toggle('dark', dark);
}
