import { Player, compiled, type Chart } from '../../libs/pipeline/testing/play.js';

/** One workflow control-flow pattern, how well the format expresses it, and the case that shows it. */
export interface Pattern {
  readonly number: number;
  readonly name: string;
  /** `+` directly, `+/-` with a detour or in part, `-` not. */
  readonly rating: '+' | '+/-' | '-';
  /** How it is drawn; for `-` why it is not. */
  readonly how: string;
  /** Plays the case; throws when it does not behave. */
  readonly play?: () => void;
}

export const run = (chart: Chart, record = {}): Player => new Player(compiled(chart), record).start();

export const task = (title: string) => ({ do: 'task.create', with: { title } });
export const count = (name: string, by = 1) => ({ do: 'vars.set', with: { [name]: { '+': [{ var: `vars.${name}` }, by] } } });
export const number = { type: 'number', default: 0 } as const;
export const call = { step: 'http.request', with: { url: 'https://example.com' } } as const;
/** A branch that is done on an event of its own. */
export const branch = (key: string, more: object = {}) => ({
  initial: key,
  states: { [key]: { on: { [`${key}-done`]: `${key}-end` } }, [`${key}-end`]: { type: 'final' as const, ...more } },
});

/** Titles of the tasks created so far in the journal. */
export const tasks = (p: Player): readonly string[] =>
  p.journal.flatMap((e) => e.actions.flatMap((a) => (a.do === 'task.create' ? [(a.input as { title: string }).title] : [])));
