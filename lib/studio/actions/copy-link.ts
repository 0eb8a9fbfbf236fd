import { pathOfPoint } from '../links';
import type { Action } from './action';

export const copyLinkAction: Action = {
  id: 'copy-link',
  label: 'Copy link',
  group: 'Picture',
  icon: 'link',
  shortcuts: ['C'],
  keywords: 'share url permalink address',
  async run({ studio, host, catalogue }) {
    studio.settle();
    const { point } = studio.store.getState().scene;
    await host.copyLink(pathOfPoint(point, catalogue), 'this very picture');
  },
};
