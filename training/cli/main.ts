import { Command, CommanderError } from 'commander';

import { toSfumatoError } from '@/lib/errors';

import { addCollectCommand } from './collect';
import { addCurateCommand } from './curate';
import { addDescribeCommand } from './describe';
import { addDirectionsCommand } from './directions';
import { addEvaluateCommands } from './evaluate';
import { addExploreCommand } from './explore';
import { addExportCommand } from './export';
import { addGenerateCommand } from './generate';
import { addIdentifyCommand } from './identify';
import { addLabelCommand } from './label';
import { addModelsCommand } from './models';
import { addStylesCommand } from './styles';
import { addStylizeCommand } from './stylize';
import { addTrainCommands } from './train';

const program = new Command('sfumato')
  .description('Trains the networks of Sfumato and draws with them.')
  .showHelpAfterError('(add --help for what can be given)')
  .exitOverride();

addModelsCommand(program);
addCollectCommand(program);
addExploreCommand(program);
addCurateCommand(program);
addLabelCommand(program);
addGenerateCommand(program);
addIdentifyCommand(program);
addStylesCommand(program);
addStylizeCommand(program);
addTrainCommands(program);
addEvaluateCommands(program);
addDirectionsCommand(program);
addExportCommand(program);
addDescribeCommand(program);

try {
  await program.parseAsync(process.argv);
} catch (thrown) {
  if (thrown instanceof CommanderError) {
    // Commander has printed its message or the help already.
    process.exitCode = thrown.exitCode;
  } else {
    const error = toSfumatoError(thrown);
    process.stderr.write(`${error.message}\n`);
    if (process.env['SFUMATO_DEBUG']) process.stderr.write(`${error.stack}\n${error.cause}\n`);
    process.exitCode = error.code === 'cancelled' ? 130 : 1;
  }
}
