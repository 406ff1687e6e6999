import type { Plan } from './faults.js';
import { bugNamed, plant } from './planted.js';

/** Runs in a process of its own: plants a bug, then plays kept plans or looks for a seed that finds it. Prints one line of JSON. */
async function main(): Promise<void> {
  const [name = '', how = '', given = ''] = process.argv.slice(2);
  const bug = bugNamed(name);
  if (!bug) throw new Error(`there is no bug ${name}`);
  plant(bug);
  const { planOfSeed, play, shrink } = await import('./simulate.js');
  if (how === 'stored') {
    const { broken } = await play(JSON.parse(given) as Plan);
    return say({ broken });
  }
  for (let seed = 1; seed <= Number(given); seed += 1) {
    const plan = planOfSeed(seed);
    if ((await play(plan)).broken === null) continue;
    const short = await shrink(plan);
    const { broken } = await play(short);
    return say({ seed, broken, plan: short });
  }
  say({ broken: null });
}

const say = (line: unknown): void => console.log(JSON.stringify(line));

await main();
