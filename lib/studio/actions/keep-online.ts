import { encodePoint } from '@/lib/latent/codec';

import { parentsOfPicture } from '../parents';
import type { Action } from './action';

export const keepOnlineAction: Action = {
  id: 'keep-online',
  label: 'Keep online…',
  group: 'Picture',
  icon: 'online',
  shortcuts: ['P'],
  keywords: 'publish share gallery account save upload',
  run({ studio, host, catalogue }) {
    studio.settle();
    const { scene, history } = studio.store.getState();
    const code = encodePoint(scene.point, catalogue);
    host.keepOnline({
      kind: 'point',
      code,
      picture: code,
      parents: parentsOfPicture(history, host.origins),
    });
  },
};
