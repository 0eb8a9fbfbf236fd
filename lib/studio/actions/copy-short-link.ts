import { encodePoint } from '@/lib/latent/codec';

import type { Action } from './action';

export const copyShortLinkAction: Action = {
  id: 'copy-short-link',
  label: 'Copy short link',
  group: 'Picture',
  icon: 'short-link',
  shortcuts: ['Shift+C'],
  keywords: 'share url permalink address tiny',
  async run({ studio, host, catalogue }) {
    studio.settle();
    const { point } = studio.store.getState().scene;
    await host.copyShortLink(encodePoint(point, catalogue), 'this very picture');
  },
};
