'use client';

import { useRouter } from 'next/navigation';

import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';

import { Problem } from './problem';
import { useDeviceWorks } from './use-device-works';
import { missingInWords, resultInWords } from './words';

/** What is kept on this device, and whether the account has it. */
export function DeviceSection() {
  const { works, sent, result, isBusy, problem, keep } = useDeviceWorks();
  const router = useRouter();
  const missing = works?.missing?.length ?? 0;
  const keepThem = async () => {
    await keep();
    // The rest of the page counts what is in the account, too.
    router.refresh();
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <p role="status" className="text-muted">
        {result
          ? resultInWords(result)
          : works
            ? missingInWords(works.missing?.length, works.codes.length)
            : 'Looking what is kept on this device …'}
      </p>
      {missing > 0 && !result && (
        <Button className="h-11" disabled={isBusy} onClick={() => void keepThem()}>
          Keep {missing === 1 ? 'it' : 'them'} in my account
        </Button>
      )}
      {isBusy && <Progress label="Keeping" value={sent / missing} />}
      <Problem>{problem}</Problem>
    </div>
  );
}
