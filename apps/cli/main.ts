import { localeOf, processTerminal } from './process-terminal.js';
import { runCli } from './program.js';

const argv = process.argv.slice(2);
// A reader that goes away early (| head) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await runCli(argv, processTerminal(localeOf(argv, process.env), argv.includes('--json')));
