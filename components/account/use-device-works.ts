import { useEffect, useState } from 'react';

import { findDeviceWorks, keepInAccount, type DeviceWorks, type Kept } from './device-works';
import { useTask, type Task } from './use-task';

export interface DeviceWorksState extends Pick<Task, 'isBusy' | 'problem'> {
  /** Undefined while it is being looked up. */
  readonly works: DeviceWorks | undefined;
  /** How many have been sent, while they are. */
  readonly sent: number;
  /** How it ended. */
  readonly result: Kept | undefined;
  keep(): Promise<void>;
}

/** The works of this device, and keeping them in the account. */
export function useDeviceWorks(): DeviceWorksState {
  const [works, setWorks] = useState<DeviceWorks>();
  const [sent, setSent] = useState(0);
  const [result, setResult] = useState<Kept>();
  const { isBusy, problem, run } = useTask();

  useEffect(() => {
    let isGone = false;
    findDeviceWorks().then(
      (found) => !isGone && setWorks(found),
      // The device itself does not say: there is nothing to offer.
      () => !isGone && setWorks({ codes: [], missing: undefined }),
    );
    return () => {
      isGone = true;
    };
  }, []);

  return {
    works,
    sent,
    result,
    isBusy,
    problem,
    async keep() {
      await run(async () => {
        setSent(0);
        setResult(await keepInAccount(works?.missing ?? [], setSent));
      });
    },
  };
}
