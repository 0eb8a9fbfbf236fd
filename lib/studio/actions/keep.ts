import { describeMix } from '../describe';
import type { Action } from './action';

export const keepAction: Action = {
  id: 'keep',
  label: 'Keep this picture',
  group: 'Picture',
  icon: 'keep',
  shortcuts: ['K'],
  keywords: 'save strip bookmark filmstrip',
  run: (instrument) => keepPoint(instrument, instrument.studio.store.getState().scene.point),
};

/** Puts any point on the strip, with its small picture. */
export async function keepPoint(
  { studio, strip, host }: Parameters<Action['run']>[0],
  point: Parameters<typeof strip.keep>[0],
): Promise<void> {
  studio.settle();
  const { item, added } = strip.keep(point);
  const mix = describeMix(point.mix, studio.modelOf(point));
  studio.say(added ? `Kept: ${mix}` : `Already kept: ${mix}`);
  if (!added) host.notify('This picture is on the strip already.');
  if (item.picture === undefined) strip.attachPicture(item.id, await host.picture(point));
}
