'use client';

import { ArrowLeftRight } from 'lucide-react';
import { useRouter } from 'next/navigation';

import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';

/** Which two; the address says so, too. */
export function ChoosePair(props: {
  a: string;
  b: string;
  models: readonly { readonly id: string; readonly title: string }[];
}) {
  const { a, b, models } = props;
  const router = useRouter();
  const go = (first: string, second: string) =>
    router.replace(`/models/compare?a=${first}&b=${second}`, { scroll: false });
  const options = models.map(({ id, title }) => ({ value: id, label: title }));
  return (
    <div className="mt-5 flex flex-wrap items-end gap-2">
      <Select
        label="One"
        value={a}
        onValueChange={(next) => go(next, b)}
        options={options}
        className="w-60 max-w-full"
      />
      <IconButton label="Change places" onClick={() => go(b, a)}>
        <ArrowLeftRight />
      </IconButton>
      <Select
        label="The other"
        value={b}
        onValueChange={(next) => go(a, next)}
        options={options}
        className="w-60 max-w-full"
      />
    </div>
  );
}
