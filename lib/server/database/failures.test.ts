import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { databaseError, failureCode, isDuplicate, isWorthAnotherTry } from './failures';

const driverError = (code: string, message = 'so it was') =>
  new DrizzleQueryError(
    'select * from users where email = $1',
    ['ann@example.org'],
    Object.assign(new Error(message), { code }),
  );

it('tells by the code of the driver what may be mended by another try', () => {
  expect(failureCode(driverError('23505'))).toBe('23505');
  expect(isDuplicate(driverError('23505'))).toBe(true);
  expect(['40001', '40P01'].map((code) => isWorthAnotherTry(driverError(code)))).toEqual([
    true,
    true,
  ]);
  expect(isWorthAnotherTry(driverError('23505'))).toBe(false);
  expect(failureCode(new Error('none'))).toBeUndefined();
});

it('tells a database that is away from a mistake of ours', () => {
  for (const code of ['ECONNREFUSED', '57P01', '53300', '08006', '28P01', '57014']) {
    expect(databaseError(driverError(code)), code).toMatchObject({ code: 'unavailable' });
  }
  for (const sentence of [
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
  ]) {
    const wrapped = new DrizzleQueryError('select 1', [], new Error(sentence));
    expect(databaseError(wrapped), sentence).toMatchObject({ code: 'unavailable' });
  }
  const ours = new DrizzleQueryError('select timeout, closed', [], new Error('so it was'));
  expect(databaseError(ours)).toMatchObject({ code: 'internal' });
  expect(databaseError(driverError('42P01'))).toMatchObject({ code: 'internal' });
});

it('keeps queries and their values out of messages and logs', () => {
  const error = databaseError(driverError('42P01', 'relation "people" does not exist'));
  expect(error.message).not.toMatch(/people|ann/);
  expect((error.cause as Error).message).toBe('42P01: relation "people" does not exist');
  expect((error.cause as Error).stack).not.toContain('ann@example.org');
});

it('hands on what is of the family already', () => {
  const error = new SfumatoError('not-found', 'Gone.');
  expect(databaseError(error)).toBe(error);
});
