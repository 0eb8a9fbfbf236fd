import { deviceMemory, keepIn } from '@/components/points/device-memory';

/**
 * The way back stands in a cookie, percent-encoded up to twice, and browsers refuse cookies of
 * more than 4,096 bytes. A walk through many pictures makes a longer path than that.
 */
const MOST = 1500;

const KEY = 'sfumato.way-back';

/** Stands for a path that this device keeps. On another device it leads to the account. */
const KEPT_HERE = '/account?back';

/** What a sign-in is told to go on to: the path, or what stands for a long one. */
export function shortWay(path: string): string {
  const isLong = encodeURIComponent(path).length > MOST;
  const isKept = keepIn(deviceMemory(), KEY, isLong ? path : undefined);
  return isLong && isKept ? KEPT_HERE : path;
}

/** The path that was meant by it. */
export function wayBack(path: string): string {
  return (path === KEPT_HERE && deviceMemory()?.getItem(KEY)) || path;
}
