/**
 * What attackers try, named after the requirements of OWASP ASVS 5.0. One site for all of it:
 * the handlers themselves, on each of the two databases.
 */
import { afterAll, beforeAll, describe } from 'vitest';

import { testDatabases } from '../server/support/databases';
import { openSite, type Site } from './support/site';
import { testEncoding } from './v01-encoding';
import { testLimits } from './v02-limits';
import { testFrontend } from './v03-frontend';
import { testAuthentication } from './v06-authentication';
import { testSessions } from './v07-sessions';
import { testAuthorization } from './v08-authorization';
import { testData } from './v14-data';
import { testErrors } from './v16-errors';

describe.each(testDatabases)('on $name', (database) => {
  let opened: Site;
  beforeAll(async () => {
    opened = await openSite(database);
  });
  afterAll(() => opened.close());

  const site = () => opened;

  describe('V1 Encoding and Sanitization', () => testEncoding(site));
  describe('V2 Validation and Business Logic', () => testLimits(site));
  describe('V3 Web Frontend Security', () => testFrontend(site));
  describe('V6 Authentication', () => testAuthentication(site));
  describe('V7 Session Management', () => testSessions(site));
  describe('V8 Authorization', () => testAuthorization(site));
  describe('V14 Data Protection', () => testData(site));
  describe('V16 Security Logging and Error Handling', () => testErrors(site));
});
