import { sha256 } from '@noble/hashes/sha256';
import { bytesToHex } from '@noble/hashes/utils';

/**
 * What a picture, a walk or an arithmetic is kept under online: it follows from the code, so
 * that the same one, kept twice or from two devices, is there once.
 */
export function saveKeyOf(code: string): string {
  return `c-${bytesToHex(sha256(code)).slice(0, 40)}`;
}
