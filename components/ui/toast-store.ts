/** Messages that come and go. A store outside React, so that anything may say something. */

export interface ToastMessage {
  readonly id: number;
  readonly title: string;
  readonly description?: string;
  /** `danger` is announced at once; the others when there is a pause. */
  readonly tone: 'plain' | 'danger';
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Stays beside others of the same title: what its action takes back is another thing. */
  readonly ofItsOwn?: boolean;
}

/** Messages shown at the same time; older ones make room. */
const LIMIT = 3;

let nextId = 1;
let messages: readonly ToastMessage[] = [];
const listeners = new Set<() => void>();

/** Shows a message; returns the id to dismiss it with. */
export function toast(
  message: Omit<ToastMessage, 'id' | 'tone'> & { tone?: ToastMessage['tone'] },
): number {
  const id = nextId++;
  // The same sentence twice is said once, again.
  const others = messages.filter((other) => other.title !== message.title || other.ofItsOwn);
  publish([...others, { tone: 'plain' as const, ...message, id }].slice(-LIMIT));
  return id;
}

export function dismissToast(id: number): void {
  publish(messages.filter((message) => message.id !== id));
}

export function currentToasts(): readonly ToastMessage[] {
  return messages;
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(next: readonly ToastMessage[]): void {
  messages = next;
  for (const listener of listeners) listener();
}
