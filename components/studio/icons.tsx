import {
  ArrowLeftRight,
  Bookmark,
  ChevronsDown,
  ChevronsUp,
  ClipboardPaste,
  CloudUpload,
  Dices,
  Download,
  Equal,
  Flag,
  FolderOpen,
  GitBranch,
  Grid3x3,
  Image,
  Keyboard,
  Link,
  Link2,
  LocateFixed,
  PanelBottom,
  Pause,
  Play,
  CircleHelp,
  Redo2,
  RefreshCw,
  RotateCcw,
  Search,
  Undo2,
  type LucideIcon,
} from 'lucide-react';

import type { IconName } from '@/lib/studio/actions/action';

const ICONS: Readonly<Record<IconName, LucideIcon>> = {
  dice: Dices,
  motif: Image,
  keep: Bookmark,
  link: Link2,
  'short-link': Link,
  online: CloudUpload,
  download: Download,
  open: FolderOpen,
  paste: ClipboardPaste,
  play: Play,
  pause: Pause,
  undo: Undo2,
  redo: Redo2,
  branch: GitBranch,
  even: Equal,
  swap: ArrowLeftRight,
  more: ChevronsUp,
  less: ChevronsDown,
  grid: Grid3x3,
  refresh: RefreshCw,
  reset: RotateCcw,
  panel: PanelBottom,
  search: Search,
  help: CircleHelp,
  keyboard: Keyboard,
  end: Flag,
  go: LocateFixed,
};

/** The icon that an action names. */
export function ActionIcon({ name }: { name: IconName }) {
  const Icon = ICONS[name];
  return <Icon aria-hidden />;
}
