import { afterEach, describe, expect, it } from 'vitest';

import { currentToasts, dismissToast, subscribeToToasts, toast } from './toast-store';

afterEach(() => currentToasts().forEach((message) => dismissToast(message.id)));

const titles = () => currentToasts().map((message) => message.title);

describe('messages', () => {
  it('appear in order and go when dismissed', () => {
    const first = toast({ title: 'Kept' });
    toast({ title: 'Link copied' });
    dismissToast(first);
    expect(titles()).toEqual(['Link copied']);
  });

  it('make room for newer ones', () => {
    for (const title of ['a', 'b', 'c', 'd']) toast({ title });
    expect(titles()).toEqual(['b', 'c', 'd']);
  });

  it('are not piled up when the same is said twice', () => {
    toast({ title: 'Link copied' });
    toast({ title: 'Kept' });
    toast({ title: 'Link copied' });
    expect(titles()).toEqual(['Kept', 'Link copied']);
  });

  it('are kept where each takes something of its own back', () => {
    const action = { label: 'Put back', run: () => {} };
    for (let i = 0; i < 2; i++) toast({ title: 'a.jpg is forgotten.', action, ofItsOwn: true });
    expect(titles()).toEqual(['a.jpg is forgotten.', 'a.jpg is forgotten.']);
  });

  it('tell those who listen, until they stop', () => {
    let calls = 0;
    const stop = subscribeToToasts(() => calls++);
    toast({ title: 'Kept' });
    stop();
    toast({ title: 'Kept again' });
    expect(calls).toBe(1);
  });
});
