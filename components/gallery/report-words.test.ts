import { expect, it } from 'vitest';

import { REPORT_REASONS as KEPT } from '@/lib/server/gallery/reports';

import { REPORT_REASONS, reportInWords } from './report-words';

it('a report is read in words, with what somebody said of it', () => {
  expect(reportInWords('advertising')).toBe('It is advertising');
  expect(reportInWords('other: Mine: twice\nas large')).toBe(
    'Something else: Mine: twice\nas large',
  );
  expect(reportInWords('of another version')).toBe('of another version');
});

it('people can choose what the server takes', () => {
  expect(REPORT_REASONS.map(({ value }) => value)).toEqual(KEPT);
});
