import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BUGS } from './bugs.js';
import type { Plan } from './faults.js';
import { keep, readKept } from './kept.js';

/** What a hunt came to. */
interface Hunted {
  readonly seed?: number;
  readonly broken: string | null;
  readonly plan?: Plan;
}

const HUNT = join(dirname(fileURLToPath(import.meta.url)), 'hunt.js');
const AT_ONCE = 2;

/** `npm run simulate:bugs [-- --stored] [--seeds N] [--only NAME]`: each planted bug must be found; exit code 1 when one is not. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { stored: { type: 'boolean' }, seeds: { type: 'string', default: '5000' }, only: { type: 'string' } } });
  const kept = new Map((await readKept('bugs')).map((one) => [one.name, one.plan]));
  const bugs = BUGS.filter(({ name }) => values.only === undefined || name === values.only);
  let missed = 0;
  await inPairs(bugs, async ({ name, sentence }) => {
    const plan = kept.get(name);
    const hunted = values.stored ? await stored(name, plan) : await hunt(name, ['seeds', values.seeds]);
    if (hunted.broken === null) missed += 1;
    else if (hunted.plan) await keep('bugs', { name, why: hunted.broken, plan: hunted.plan });
    const how = hunted.seed === undefined ? 'found by its kept plan' : `found at seed ${hunted.seed}, ${hunted.plan?.faults.length} faults`;
    console.log(`${hunted.broken === null ? 'MISSED' : how}: ${name} - ${sentence}${hunted.broken === null ? '' : `\n    ${hunted.broken.split('\n')[0]}`}`);
  });
  console.log(`${bugs.length - missed} of ${bugs.length} planted bugs found`);
  return missed > 0 ? 1 : 0;
}

const stored = async (name: string, plan: Plan | undefined): Promise<Hunted> => (plan ? hunt(name, ['stored', JSON.stringify(plan)]) : { broken: null });

async function hunt(name: string, args: readonly string[]): Promise<Hunted> {
  const child = spawn(process.execPath, [HUNT, name, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await new Promise((ended) => child.on('close', ended));
  return out === '' ? { broken: null } : (JSON.parse(out) as Hunted);
}

async function inPairs<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
    }),
  );
}

process.exitCode = await main();
