import { parseArgs } from 'node:util';
import { inWords, type Plan } from './faults.js';
import { keep, readKept } from './kept.js';
import { planOfSeed, play, shrink } from './simulate.js';

/** `npm run simulate -- --seeds N [--seed S]`: plays N seeds from S on, and every plan that was kept; exit code 1 when a promise is broken. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seeds: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } } });
  const [seeds, first] = [Number(values.seeds), Number(values.seed)];
  const startedAt = performance.now();
  const sum = { steps: 0, commits: 0, faults: 0 };
  const kinds = new Map<string, number>();
  for (const { name, why, plan } of await readKept('mended')) {
    const { broken } = await play(plan);
    if (broken !== null) return tell(`${name} (${why}) is back`, plan, broken);
  }
  for (let seed = first; seed < first + seeds; seed += 1) {
    const plan = planOfSeed(seed);
    const { broken, steps, commits } = await play(plan);
    if (broken !== null) return found(seed, plan);
    sum.steps += steps;
    sum.commits += commits;
    sum.faults += plan.faults.length;
    for (const { kind } of plan.faults) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const byKind = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
  console.log(
    `${seeds} seeds from ${first}: no promise broken. ${sum.commits} commits, ${sum.steps} steps, ${sum.faults} faults (${byKind}) in ${seconds.toFixed(1)} s.`,
  );
  return 0;
}

async function found(seed: number, plan: Plan): Promise<number> {
  console.log(`seed ${seed} breaks a promise; looking for a short way to it ...`);
  const short = await shrink(plan);
  const { broken } = await play(short);
  const file = await keep('mended', { name: `seed-${seed}`, why: broken ?? '', plan: short });
  console.log(`kept in ${file}; once it is mended, it stays as a test`);
  return tell(`seed ${seed}`, short, broken ?? '');
}

function tell(title: string, plan: Plan, broken: string): number {
  console.log(`${title}: ${broken}`);
  console.log(
    `  ${plan.engines} engines, carrier ${plan.carrier}, ${plan.clients} clients with ${plan.commands} commands${plan.poison ? ', one poisoned' : ''}`,
  );
  for (const fault of plan.faults) console.log(`  ${inWords(fault)}`);
  return 1;
}

process.exitCode = await main();
