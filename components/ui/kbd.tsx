import { classes } from './classes';

/** One shortcut, e.g. `Mod+Z`; `Mod` is the command key on a Mac and Ctrl elsewhere. */
export function Kbd(props: { keys: string; className?: string }) {
  return (
    <span className={classes('inline-flex items-center gap-1', props.className)}>
      {props.keys.split(/\+(?!$)/).map((key) => (
        <kbd
          key={key}
          className="min-w-5 rounded border border-line bg-surface px-1 py-px text-center font-sans text-xs text-muted"
        >
          {NAMES[key] ?? key}
        </kbd>
      ))}
    </span>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};
