/** Numbers that any language can make again, for figures computed elsewhere. */
import { vectorsOf, type Vectors } from './vectors';

/** scale · sin(1 + 0.7i² + 1.3k² + 0.11ik) + shift · cos(k) for row i and column k. */
export function waves(count: number, dim: number, shift: number, scale: number): Vectors {
  return vectorsOf(
    Array.from({ length: count }, (_, i) =>
      Array.from(
        { length: dim },
        (__, k) =>
          scale * Math.sin(1 + 0.7 * i * i + 1.3 * k * k + 0.11 * i * k) + shift * Math.cos(k),
      ),
    ),
  );
}
