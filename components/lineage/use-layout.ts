import { useEffect, useMemo, useState } from 'react';

import { layingOut, layoutLineage, type LineageLayout } from '@/lib/lineage/layout';
import type { Lineage } from '@/lib/lineage/lineage';
import { withPauses } from '@/lib/lineage/pausing';

/** Families up to this size are laid out before anybody could notice. */
const AT_ONCE = 400;

/** A part of a frame: the page goes on answering meanwhile. */
const MOMENT_MS = 12;

/** Where everything of a family stands; undefined while a large one is being laid out. */
export function useLayout(lineage: Lineage): LineageLayout | undefined {
  const isSmall = lineage.count <= AT_ONCE;
  const atOnce = useMemo(() => (isSmall ? layoutLineage(lineage) : undefined), [lineage, isSmall]);
  const [made, setMade] = useState<{ lineage: Lineage; layout: LineageLayout }>();
  useEffect(() => {
    if (isSmall) return;
    const abort = new AbortController();
    void withPauses(layingOut(lineage), nextTurn, MOMENT_MS, abort.signal).then((layout) => {
      if (layout) setMade({ lineage, layout });
    });
    return () => abort.abort();
  }, [lineage, isSmall]);
  return atOnce ?? (made?.lineage === lineage ? made.layout : undefined);
}

/** After whatever waits for its turn: input first of all. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
