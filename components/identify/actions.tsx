'use client';

import { Columns2, Download, FileImage, Link2, Printer, Trash2 } from 'lucide-react';
import { useState } from 'react';

import { copyLink } from '@/components/points/copy-link';
import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { encodeAnswer } from '@/lib/identify/code';
import { classifiers } from '@/models/registry';

import { ChooseSecond } from './choose-second';
import { useIdentify } from './context';
import type { Answered } from './entry';
import { forget } from './focus';
import { printReport } from './print-report';
import { savePng } from './save-png';

/** What can be done with an answer. */
export function Actions({ entry }: { entry: Answered }) {
  const { controller, classifier } = useIdentify();
  const [comparing, setComparing] = useState(false);
  const copy = () =>
    copyLink(
      `/identify/${encodeAnswer(entry.identification, classifiers)}`,
      'the answer, without the picture',
    );
  return (
    <div className="-ml-3 flex flex-wrap items-center sm:gap-1">
      <Button size="small" variant="quiet" onClick={() => attempt(copy)}>
        <Link2 aria-hidden /> Copy link
      </Button>
      <Button size="small" variant="quiet" data-compare onClick={() => setComparing(true)}>
        <Columns2 aria-hidden /> Compare
      </Button>
      <Menu
        align="start"
        trigger={
          <Button size="small" variant="quiet">
            <Download aria-hidden /> Report
          </Button>
        }
      >
        <MenuItem icon={<Printer />} onSelect={() => printReport(entry.name)}>
          Print, or save as PDF
        </MenuItem>
        <MenuItem icon={<FileImage />} onSelect={() => attempt(() => savePng(entry, classifier))}>
          Save as PNG
        </MenuItem>
      </Menu>
      <IconButton label="Forget this picture" onClick={() => forget(controller, entry.id)}>
        <Trash2 />
      </IconButton>
      <ChooseSecond entry={entry} open={comparing} onOpenChange={setComparing} />
    </div>
  );
}
