'use client';

import { useEffect } from 'react';

import { deviceMemory, keepIn } from '@/components/points/device-memory';
import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';

import { Problem } from './problem';
import { useDeviceWorks } from './use-device-works';
import { wayBack } from './way-back';
import { countOf, resultInWords } from './words';

/** Remembers on this device that somebody did not want it. */
const DECLINED = 'sfumato.account.works-stay-here';

/** Right after signing in: what is on this device can come along. Goes on when there is nothing. */
export function Welcome({ goingTo }: { goingTo: string }) {
  const { works, sent, result, isBusy, problem, keep } = useDeviceWorks();
  const count = works?.missing?.length ?? 0;
  const isNothing = works !== undefined && count === 0;
  useEffect(() => {
    const isDeclined = Boolean(deviceMemory()?.getItem(DECLINED));
    if (isNothing || (works !== undefined && isDeclined)) {
      window.location.replace(wayBack(goingTo));
    }
  }, [works, isNothing, goingTo]);

  const goOn = () => window.location.assign(wayBack(goingTo));
  const decline = () => {
    keepIn(deviceMemory(), DECLINED, 'yes');
    goOn();
  };

  if (works === undefined || isNothing) {
    return (
      <Notice title="You are signed in">
        <Progress label="Going on" />
      </Notice>
    );
  }
  if (result) {
    return (
      <Notice
        title={result.kept === 0 ? 'Nothing could come along' : 'Kept in your account'}
        actions={
          <Button variant="primary" className="h-11" onClick={goOn}>
            Go on
          </Button>
        }
      >
        {resultInWords(result)}
      </Notice>
    );
  }
  const [it, is, stays] =
    count === 1 ? ['it', 'it is', 'it stays'] : ['them', 'they are', 'they stay'];
  return (
    <Notice
      title={`Keep ${countOf(count, 'picture')} in your account?`}
      actions={
        <>
          <Button variant="primary" className="h-11" disabled={isBusy} onClick={() => void keep()}>
            Keep {it} in my account
          </Button>
          <Button className="h-11" disabled={isBusy} onClick={decline}>
            Leave {it} here only
          </Button>
          {isBusy && <Progress label="Keeping" value={sent / count} className="mt-2" />}
          <Problem>{problem}</Problem>
        </>
      }
    >
      You kept {it} on this device. In your account {is} there on all your devices, for your eyes
      only until you say otherwise. Here {stays} as well.
    </Notice>
  );
}
