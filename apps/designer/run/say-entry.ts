import type { Field } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import type { Format } from '../i18n/format.js';
import type { Translate } from '../i18n/texts.js';
import { delayAt, isAutomatic, type JournalEntry, rulesIn, sayDuration } from './journal.js';
import type { runTexts } from './texts.js';

type KeyOf<T> = T extends { readonly keys?: infer K } ? NonNullable<K> : never;
type RunTextKey = KeyOf<typeof runTexts> & string;

/** What sentences about a journal row are made with. */
export interface Deps {
  readonly t: Translate<RunTextKey>;
  readonly format: Format;
  readonly words: PipelineWords | undefined;
  fieldOf(name: string): Field;
  ruleTitle(key: string): string;
  stepTitle(kind: string): string;
  say(name: string, value: unknown): string;
  personName(id: string): string;
}

type Event = JournalEntry['event'];
type Sayings = { readonly [K in Event['kind']]: (event: Extract<Event, { kind: K }>, entry: JournalEntry, deps: Deps) => string };

const SAYINGS: Sayings = {
  started: (_, { to }, { t, words, format }) => t('startedIn', { state: format.list(to.map((state) => words?.stateTitle(state) ?? state)) }),
  sent: ({ name }, _, { words }) => words?.eventTitle(name) ?? name,
  changed: ({ fields }, _, { t, format, fieldOf }) => {
    const names = Object.keys(fields).map((name) => fieldOf(name).title);
    return names.length === 0 ? t('changedNothing') : t('changed', { fields: format.list(names) });
  },
  touched: (_event, _, { t }) => t('touched'),
  timer: (_, { taken }, deps) => sayDelay(taken, deps) ?? deps.t('timer'),
  result: ({ outcome }, _, { t }) =>
    outcome.ok ? t('resultOk', { step: t('aStep') }) : t('resultFailed', { step: t('aStep'), message: outcome.error.message }),
  skipped: (_event, _, { t }) => t('skipped'),
  undone: (_event, _, { t }) => t('undone'),
  reopened: (_event, _, { t }) => t('reopened'),
  scheduled: ({ rule }, _, { t, ruleTitle }) => t('scheduled', { rule: ruleTitle(rule) }),
  migrated: ({ fromVersion, toVersion }, _, { t }) => t('migrated', { from: fromVersion, to: toVersion }),
  'rules-changed': (_event, _, { t }) => t('rulesChanged'),
};

/** What happened, as a headline. */
export function sayEvent(entry: JournalEntry, deps: Deps): string {
  // The table holds a saying of exactly this kind of event.
  const saying = SAYINGS[entry.event.kind] as ((event: Event, entry: JournalEntry, deps: Deps) => string) | undefined;
  return saying?.(entry.event, entry, deps) ?? deps.t('unknownEvent');
}

function sayDelay(taken: readonly string[], deps: Deps): string | null {
  const found = delayOf(taken, deps);
  return found && deps.t('timerAfter', found);
}

function delayOf(taken: readonly string[], { t, words, format }: Deps): { readonly state: string; readonly length: string } | null {
  for (const place of taken) {
    const delay = words && delayAt(place, words);
    if (!delay) continue;
    const length = sayDuration(delay.iso, format.language);
    return { state: words.stateTitle(delay.state), length: delay.isWorkingTime ? t('workingTime', { length }) : length };
  }
  return null;
}

/** Why the pipeline did something by itself; null for what somebody did and no rule joined in. */
export function sayWhy(entry: JournalEntry, deps: Deps): string | null {
  const { t, ruleTitle } = deps;
  const rules = rulesIn(entry);
  if (rules.length > 0) return rules.map((rule) => t('whyRule', { rule: ruleTitle(rule) })).join(' · ');
  if (!isAutomatic(entry)) return null;
  if (entry.event.kind === 'timer') {
    const delay = delayOf(entry.taken, deps);
    return delay ? t('whyAfter', delay) : t('whyTimer');
  }
  return entry.event.kind === 'result' ? t('whyStep') : t('whySystem');
}

type Action = JournalEntry['actions'][number];
const memberOf = (input: unknown, name: string): unknown =>
  typeof input === 'object' && input !== null && Object.hasOwn(input, name) ? (input as Readonly<Record<string, unknown>>)[name] : undefined;
const textOf = (input: unknown, name: string): string => {
  const value = memberOf(input, name);
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
};

const SIMPLE: Readonly<Record<string, (input: unknown, t: Deps['t']) => string>> = {
  'task.create': (input, t) => t('taskMade', { title: textOf(input, 'title') }),
  'approval.ask': (input, t) => t('approvalAsked', { title: textOf(input, 'title') }),
  'note.add': (input, t) => t('noteMade', { text: textOf(input, 'text') }),
  'tag.add': (input, t) => t('tagAdded', { tag: textOf(input, 'tag') }),
  'tag.remove': (input, t) => t('tagRemoved', { tag: textOf(input, 'tag') }),
  notify: (input, t) => t('notified', { text: textOf(input, 'text') }),
  'run.start': (input, t) => t('runStarted', { pipeline: textOf(input, 'pipeline') }),
  'incident.open': (input, t) => t('incidentOpened', { reason: textOf(input, 'reason') }),
};

/** What an action did, a sentence for each thing. */
export function sayAction(action: Action, { t, fieldOf, say, stepTitle }: Deps): readonly string[] {
  const { do: kind, input } = action;
  if (kind === 'record.set' && typeof input === 'object' && input !== null) {
    return Object.entries(input).map(([name, value]) => t('setTo', { field: fieldOf(name).title, value: say(name, value) }));
  }
  if (action.vars) return Object.entries(action.vars).map(([name, value]) => t('varSet', { name, value: JSON.stringify(value) }));
  return [SIMPLE[kind]?.(input, t) ?? stepTitle(kind)];
}

type Effect = JournalEntry['effects'][number];

/** What was asked of the engine: steps and timers. */
export function sayEffect(effect: Effect, { t, format, stepTitle }: Deps): readonly string[] {
  switch (effect.kind) {
    case 'step': {
      const step = stepTitle(effect.step ?? '');
      return [effect.sent === false ? t('stepNotSent', { step }) : t('stepAsked', { step })];
    }
    case 'timer':
      return effect.due === undefined ? [] : [t('timerSet', { at: format.moment(effect.due) })];
    case 'cancel':
      return [effect.remaining === undefined ? t('timerCancelled') : t('timerPaused', { length: sayDuration(effect.remaining, format.language) })];
    case 'resume':
      return [t('timerResumed')];
    default:
      return [];
  }
}
