import { Autocomplete, MultiSelect, Select } from '@mantine/core';
import { inLocale } from '#kernel';
import type { RuleTrigger } from '#pipeline';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { LengthInput, useDesk, offeredFields, type NamedThing } from '../rule-builder/index.js';
import { triggerKind, type TriggerKind } from './draft-rule.js';
import { EveryEditor } from './every-editor.js';
import { rulesTexts } from './texts.js';
import styles from './rules.module.css';

interface Props {
  readonly on: RuleTrigger;
  readonly onChange: (on: RuleTrigger) => void;
  readonly isDisabled: boolean;
}

const KINDS: readonly TriggerKind[] = ['enter', 'leave', 'event', 'changed', 'idle', 'every'];

/** When the rule looks. */
export function TriggerEditor({ on, onChange, isDisabled }: Props) {
  const t = useTexts(rulesTexts);
  const { vocabulary } = useDesk();
  const first = vocabulary.states[0]?.id ?? '';
  const start = (kind: TriggerKind): RuleTrigger => {
    switch (kind) {
      case 'enter':
        return { enter: stateOf(on) ?? first };
      case 'leave':
        return { leave: stateOf(on) ?? first };
      case 'event':
        return { event: vocabulary.events[0]?.id ?? '' };
      case 'changed':
        return { changed: [offeredFields(vocabulary)[0]?.[0] ?? 'name'] };
      case 'idle':
        return { idle: 'P7D', in: stateOf(on) ?? first };
      case 'every':
        return { every: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    }
  };
  return (
    <div className={styles.trigger}>
      <Select
        aria-label={t('trigger')}
        data={KINDS.map((kind) => ({ value: kind, label: t(`trigger-${kind}`) }))}
        value={triggerKind(on)}
        onChange={(kind) => kind !== null && kind !== triggerKind(on) && onChange(start(kind as TriggerKind))}
        disabled={isDisabled}
        className={styles.triggerKind}
      />
      <TriggerValue on={on} onChange={onChange} isDisabled={isDisabled} />
    </div>
  );
}

function stateOf(on: RuleTrigger): string | null {
  return 'enter' in on ? on.enter : 'leave' in on ? on.leave : 'idle' in on ? on.in : null;
}

function TriggerValue({ on, onChange, isDisabled }: Props) {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  if ('enter' in on)
    return <ThingSelect label={t('state')} things={vocabulary.states} value={on.enter} onChange={(enter) => onChange({ enter })} isDisabled={isDisabled} />;
  if ('leave' in on)
    return <ThingSelect label={t('state')} things={vocabulary.states} value={on.leave} onChange={(leave) => onChange({ leave })} isDisabled={isDisabled} />;
  if ('event' in on) return <EventInput value={on.event} onChange={(event) => onChange({ event })} isDisabled={isDisabled} />;
  if ('every' in on) return <EveryEditor on={on} onChange={onChange} isDisabled={isDisabled} />;
  if ('idle' in on)
    return (
      <>
        <LengthInput label={t('idleFor')} value={on.idle} onChange={(idle) => onChange({ ...on, idle })} isDisabled={isDisabled} />
        <ThingSelect
          label={t('inState')}
          things={vocabulary.states}
          value={on.in}
          onChange={(state) => onChange({ ...on, in: state })}
          isDisabled={isDisabled}
        />
      </>
    );
  const fields = offeredFields(vocabulary, on.changed).map(([name, { title }]) => ({ value: name, label: inLocale(title, language) }));
  const unknown = on.changed.filter((name) => !Object.hasOwn(vocabulary.record, name)).map((name) => ({ value: name, label: name }));
  return (
    <MultiSelect
      aria-label={t('fields')}
      data={[...fields, ...unknown]}
      value={[...on.changed]}
      onChange={(changed) => onChange({ changed })}
      searchable
      disabled={isDisabled}
      error={on.changed.length === 0 || unknown.length > 0}
      className={styles.grow}
    />
  );
}

interface ThingProps {
  readonly label: string;
  readonly things: readonly NamedThing[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly isDisabled: boolean;
}

function ThingSelect({ label, things, value, onChange, isDisabled }: ThingProps) {
  const { language } = useLanguage();
  const isKnown = things.some(({ id }) => id === value);
  const data = things.map(({ id, title }) => ({ value: id, label: inLocale(title, language) }));
  return (
    <Select
      aria-label={label}
      data={isKnown ? data : [{ value, label: value }, ...data]}
      value={value}
      onChange={(id) => id !== null && onChange(id)}
      searchable
      disabled={isDisabled}
      error={!isKnown}
      className={styles.grow}
    />
  );
}

/** An event that states listen to, or any other name: `a.*` and `*` too. */
function EventInput({ value, onChange, isDisabled }: { readonly value: string; readonly onChange: (event: string) => void; readonly isDisabled: boolean }) {
  const t = useTexts(rulesTexts);
  const { vocabulary } = useDesk();
  return (
    <Autocomplete
      aria-label={t('event')}
      data={vocabulary.events.map(({ id }) => id)}
      value={value}
      onChange={onChange}
      disabled={isDisabled}
      error={value === ''}
      className={styles.grow}
    />
  );
}
