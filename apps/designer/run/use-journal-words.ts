import { useMemo } from 'react';
import { useAnswer } from '../api/use-answer.js';
import type { Field } from '../fields/object-shape.js';
import { unknownField } from '../fields/object-shape.js';
import { humanized, type PipelineWords } from '../fields/pipeline-words.js';
import { sayValue } from '../fields/say-value.js';
import { usePersonName } from '../fields/use-names.js';
import { useObject, useWorkspaceCurrency } from '../fields/use-objects.js';
import { useWords } from '../fields/use-words.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { type Deps, sayAction, sayEffect, sayEvent, sayWhy } from './say-entry.js';
import type { JournalEntry } from './journal.js';
import { runTexts } from './texts.js';

/** What a journal row says, in the reader's words. */
export interface JournalWords {
  /** What happened: "Engage", "Changed: Budget checked", "A timer came due". */
  headline(entry: JournalEntry): string;
  /** From where to where; null when it stayed. */
  move(entry: JournalEntry): string | null;
  /** Why an automatic one happened; null for what somebody did. */
  why(entry: JournalEntry): string | null;
  who(actor: JournalEntry['actor']): string;
  actions(entry: JournalEntry): readonly string[];
  effects(entry: JournalEntry): readonly string[];
  ruleTitle(key: string): string;
  fieldOf(name: string): Field;
  say(path: string, value: unknown): string;
  /** A path that a condition read: "Value" for `record.close_value`. */
  pathTitle(path: string): string;
}

/** Words for the journal of a run of this pipeline version. */
export function useJournalWords(words: PipelineWords | undefined, object: string): JournalWords {
  const t = useTexts(runTexts);
  const format = useFormat();
  const shape = useObject(object);
  const currency = useWorkspaceCurrency();
  const personName = usePersonName();
  const valueWords = useWords();
  const rules = useAnswer('listRules', { params: { key: words?.key ?? '' } }, { enabled: words !== undefined, staleMs: 60_000 });
  const steps = useAnswer('listSteps', {}, { staleMs: Number.POSITIVE_INFINITY });
  return useMemo(() => {
    const ruleTitles = new Map((rules.data?.items ?? []).map(({ key, document }) => [key, document['title'] as { en: string } | undefined]));
    const stepTitles = new Map((steps.data?.items ?? []).map((step) => [(step as { kind: string }).kind, (step as { title: { en: string } }).title]));
    const fieldOf = (name: string): Field => shape?.byName.get(name) ?? { ...unknownField(name), title: humanized(name) };
    const deps: Deps = {
      t,
      format,
      words,
      fieldOf,
      ruleTitle: (key) => {
        const title = ruleTitles.get(key);
        return title === undefined ? humanized(key) : format.text(title);
      },
      stepTitle: (kind) => {
        const title = stepTitles.get(kind);
        return title === undefined ? kind : format.text(title);
      },
      say: (name, value) => sayValue(fieldOf(name), value, currency, valueWords),
      personName,
    };
    return journalWords(deps);
  }, [rules.data, steps.data, shape, t, format, words, currency, valueWords, personName]);
}

function journalWords(deps: Deps): JournalWords {
  const { words, t, format, fieldOf, ruleTitle, say } = deps;
  const titles = (states: readonly string[]): string => format.list(states.map((state) => words?.stateTitle(state) ?? humanized(state)));
  const nameIn = (path: string): string => (path.startsWith('record.') ? path.slice('record.'.length) : path);
  return {
    headline: (entry) => sayEvent(entry, deps),
    move: ({ from, to }) => (from.join() === to.join() || from.length === 0 ? null : t('fromTo', { from: titles(from), to: titles(to) })),
    why: (entry) => sayWhy(entry, deps),
    who: (actor) => whoOf(actor, deps),
    actions: ({ actions }) => actions.flatMap((action) => sayAction(action, deps)),
    effects: ({ effects }) => effects.flatMap((effect) => sayEffect(effect, deps)),
    ruleTitle,
    fieldOf,
    say: (path, value) => say(nameIn(path), value),
    pathTitle: (path) => (path.startsWith('record.') ? fieldOf(nameIn(path)).title : humanized(path.replaceAll('.', ' '))),
  };
}

const ACTORS = {
  'api-key': 'byApiKey',
  cli: 'byCli',
  webhook: 'byWebhook',
  timer: 'byTimer',
  step: 'byStep',
  rule: 'byRule',
  signal: 'bySignal',
  system: 'bySystem',
} as const;

function whoOf({ kind, id }: JournalEntry['actor'], { t, personName }: Deps): string {
  if (kind === 'person') return personName(id);
  return kind === 'cli' && id === 'sample' ? t('bySample') : t(ACTORS[kind]);
}
