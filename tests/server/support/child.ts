/**
 * A process of its own for tests, told by its arguments what to do:
 *
 *     migrate   opens the database, says "open" and ends
 *     save      saves works without end and says the id of each one once it is kept
 *     limit     spends one point of a shared limit for every line that it is sent
 *
 * The database is what the environment says, as for the server.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { users } from '@/lib/server/database/schema';
import { openDatabase } from '@/lib/server/database/open';
import { databaseSettings } from '@/lib/server/database/settings';
import { createSharedRateLimit } from '@/lib/server/limits';
import { createWork } from '@/lib/server/works/save';

import { ROOT } from './databases';
import { MODELS, pointCode } from './models';

/** Nothing of it waits in this process: what was said was said, also after `kill -9`. */
const say = (line: string) => writeSync(1, `${line}\n`);

const [, , task] = process.argv;
try {
  const database = await openDatabase(databaseSettings(process.env, ROOT), ROOT);
  switch (task) {
    case 'migrate':
      say('open');
      await database.close();
      break;
    case 'save':
      await database.db.insert(users).values({ id: 'ann' }).onConflictDoNothing();
      for (let i = 0; ; i++) {
        const input = { code: pointCode(i), title: `Number ${i}` };
        say(await createWork(database.db, { personId: 'ann' }, input, MODELS));
      }
    case 'limit': {
      const limit = createSharedRateLimit({ query: database.sharedQuery! }, 'test', {
        points: 10,
        seconds: 600,
      });
      say('open');
      for await (const _ of createInterface({ input: process.stdin })) {
        say(
          await limit('192.0.2.1', 1).then(
            () => 'given',
            (error: Error) => error.name,
          ),
        );
      }
      await database.close();
      break;
    }
    default:
      throw new Error(`There is no task "${task}".`);
  }
} catch (thrown) {
  say(`failed: ${String(thrown)}`);
  process.exitCode = 1;
}
