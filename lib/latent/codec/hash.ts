/**
 * FNV-1a, 32 bits, over UTF-16 code units: short, stable names for ids. Not against
 * malice: whoever forges a link gets another picture, and no more.
 * Source: Fowler, Noll, Vo; RFC 9923.
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/** 24 bits for the id of a model in links: FNV-1a, xor-folded as its authors advise. */
export function shortName(id: string): number {
  const hash = fnv1a(id);
  return (hash >>> 24) ^ (hash & 0xffffff);
}

/**
 * CRC-16/IBM-3740 (polynomial x¹⁶ + x¹² + x⁵ + 1, start 0xffff, not reflected). Finds
 * every error within 16 successive bits: each mistyped character and each pair of
 * neighbours swapped; of other damage all but one in 65,536.
 * Source: ITU-T V.41; Peterson and Brown 1961, "Cyclic codes for error detection".
 */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1;
    }
  }
  return crc;
}
