/** All actions of the Studio, in the order in which lists show them. */
import type { Action } from './action';
import {
  adoptActions,
  closerAction,
  keepChildActions,
  rollChildrenAction,
  widerAction,
} from './around';
import { evenOutAction, lessVarietyAction, moreVarietyAction, straightenAction } from './artists';
import { endActions, swapEndsAction, towardsAAction, towardsBAction } from './between';
import { breatheAction, restAction } from './breathe';
import { copyLinkAction } from './copy-link';
import { copyShortLinkAction } from './copy-short-link';
import { downloadAction, downloadOriginalAction } from './download';
import { nextBranchAction, previousBranchAction, redoAction, undoAction } from './history';
import { keepAction } from './keep';
import { keepOnlineAction } from './keep-online';
import { openFileAction } from './open-file';
import { pasteLinkAction } from './paste-link';
import { rollDiceAction } from './roll-dice';
import { rollMotifAction } from './roll-motif';
import { paintInStyleAction, useAsStyleAction } from './transfer';
import { openHelpAction, openPaletteAction, panelActions, singleKeysAction } from './view';

export const actions: readonly Action[] = [
  rollDiceAction,
  rollMotifAction,
  keepAction,
  keepOnlineAction,
  copyLinkAction,
  copyShortLinkAction,
  downloadAction,
  downloadOriginalAction,
  openFileAction,
  pasteLinkAction,
  paintInStyleAction,
  useAsStyleAction,
  evenOutAction,
  straightenAction,
  moreVarietyAction,
  lessVarietyAction,
  towardsAAction,
  towardsBAction,
  swapEndsAction,
  ...endActions,
  rollChildrenAction,
  widerAction,
  closerAction,
  ...adoptActions,
  ...keepChildActions,
  undoAction,
  redoAction,
  previousBranchAction,
  nextBranchAction,
  breatheAction,
  restAction,
  ...panelActions,
  openPaletteAction,
  openHelpAction,
  singleKeysAction,
];
