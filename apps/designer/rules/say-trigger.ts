import { inLocale, type Locale } from '#kernel';
import type { RuleTrigger } from '#pipeline';
import { sayDuration } from '../document/index.js';
import type { Translate } from '../i18n/texts.js';
import { nameOf, variableAt, type Vocabulary } from '../rule-builder/index.js';
import { readSimple, WEEK } from './recurrence.js';
import type { RulesTextKey } from './rules-text-key.js';

interface Speech {
  readonly vocabulary: Vocabulary;
  readonly locale: Locale;
  readonly t: Translate<RulesTextKey>;
}

/** When a rule looks, in words: "When “Engaging” is entered". */
export function sayTrigger(on: RuleTrigger, { vocabulary, locale, t }: Speech): string {
  const state = (id: string): string => nameOf(vocabulary.states, id, locale);
  if ('enter' in on) return t('say-enter', { state: state(on.enter) });
  if ('leave' in on) return t('say-leave', { state: state(on.leave) });
  if ('event' in on) return t('say-event', { event: nameOf(vocabulary.events, on.event, locale) });
  if ('idle' in on) return t('say-idle', { length: sayDuration(on.idle, locale), state: state(on.in) });
  if ('every' in on) return sayEvery(on, locale, t);
  const fields = on.changed.map((name) => inLocale(variableAt(`record.${name}`, vocabulary).label, locale));
  return t('say-changed', { fields: new Intl.ListFormat(locale, { type: 'disjunction' }).format(fields) });
}

function sayEvery({ every, timeZone: zone }: Extract<RuleTrigger, { readonly every: string }>, locale: Locale, t: Speech['t']): string {
  const simple = readSimple(every);
  if (!simple) return t('say-own', { rule: every, zone });
  const { frequency, days, dayOfMonth, time } = simple;
  if (frequency === 'DAILY') return t('say-daily', { time, zone });
  if (frequency === 'MONTHLY') return t('say-monthly', { day: dayOfMonth, time, zone });
  return t('say-weekly', { days: new Intl.ListFormat(locale, { type: 'conjunction' }).format(days.map((day) => weekday(day, locale, 'long'))), time, zone });
}

/** The name of a day of the week: 1 January 2001 was a Monday. */
export const weekday = (day: string, locale: Locale, length: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' }).format(new Date(Date.UTC(2001, 0, 1 + WEEK.findIndex((one) => one === day))));
