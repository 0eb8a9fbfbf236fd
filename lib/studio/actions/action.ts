/**
 * Actions are data: a name, a shortcut, an icon, when it applies and what it does.
 * Buttons, the command palette, the help and the tests all read the same objects.
 */
import type { Picture } from '@/lib/image/picture';
import type { LinkKind } from '@/lib/latent/link-kinds';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import type { Origins } from '../origins';
import type { Strip } from '../strip';
import type { PanelName, Studio, StudioState } from '../studio';

export const ACTION_GROUPS = [
  'Picture',
  'Artists',
  'Between two works',
  'Variations',
  'History',
  'View',
] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

export const ICONS = [
  'dice',
  'motif',
  'keep',
  'link',
  'short-link',
  'online',
  'download',
  'open',
  'paste',
  'play',
  'pause',
  'undo',
  'redo',
  'branch',
  'even',
  'swap',
  'more',
  'less',
  'grid',
  'refresh',
  'reset',
  'panel',
  'search',
  'help',
  'keyboard',
  'end',
  'go',
  'paint',
  'style',
] as const;
export type IconName = (typeof ICONS)[number];

/** Something to be kept in an account. */
export interface ToKeep {
  readonly kind: LinkKind;
  /** The link code. */
  readonly code: string;
  /** The code of what pictures it: a point, or the transfer itself. */
  readonly picture: string;
  /** What it is called if nobody says otherwise; for points, who is in them. */
  readonly name?: string;
  /** Ids of the works that it grew from, in order. */
  readonly parents: readonly string[];
}

/** What actions need of the browser; tests give their own. */
export interface Host {
  /** Copies the address of a path and says so, or shows it; `what` is what it opens. */
  copyLink(path: string, what: string): Promise<void>;
  readText(): Promise<string>;
  /**
   * The point that a text means; where a short link leads is asked of the server.
   * @throws SfumatoError for anything but a link to a picture
   */
  pointOfLink(text: string, catalogue: readonly ModelFacts[]): Promise<LatentPoint>;
  saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** Lets a person choose a PNG; undefined when they do not. */
  chooseFile(): Promise<File | undefined>;
  notify(title: string, action?: { readonly label: string; readonly run: () => void }): void;
  openHelp(): void;
  /** Brings the keyboard's focus to a panel. */
  focusPanel(panel: PanelName): void;
  /** The picture of a point in its own resolution; while its model cannot draw, it waits. */
  picture(point: LatentPoint): Promise<Picture>;
  /** The same without waiting. @throws SfumatoError while its model cannot draw */
  pictureNow(point: LatentPoint): Promise<Picture>;
  /** Remembers that single keys work as shortcuts, or do not. */
  saveSingleKeys(on: boolean): void;
  /** Goes to another screen. */
  go(path: string): void;
  /** Asks the server for a short name of a link and copies it; `what` is what it opens. */
  copyShortLink(code: string, what: string): Promise<void>;
  /** Asks for a title and who may see it, and keeps it. */
  keepOnline(work: ToKeep): void;
  /** Which works pictures came from. */
  readonly origins: Origins;
}

/** Everything an action works on. */
export interface Instrument {
  readonly studio: Studio;
  readonly strip: Strip;
  readonly host: Host;
  readonly catalogue: readonly ModelFacts[];
}

export interface Action {
  /** Unique, e.g. `roll-dice`. */
  readonly id: string;
  readonly label: string;
  readonly group: ActionGroup;
  readonly icon: IconName;
  /** Keys such as `Mod+Z` or `R`; the first one is shown. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly shortcuts?: readonly string[];
  /** Other words people may look for. */
  readonly keywords?: string;
  /** Whether it can be done now; missing means always. */
  readonly available?: (state: StudioState) => boolean;
  readonly run: (instrument: Instrument) => void | Promise<void>;
}
