import { Autocomplete, NumberInput, Select, Switch } from '@mantine/core';
import { inLocale } from '#kernel';
import type { StateDocument, StateKind } from '#pipeline';
import { targetsOf, treeOf, type Place, type StateEntry } from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { CommitInput, Section, TextPair } from './fields.js';
import { InvokeList } from './invoke-list.js';
import { ListedActions } from './listed-actions.js';
import { RuleLinks } from './rule-links.js';
import { StateSelect } from './state-select.js';
import { WayList } from './way-list.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

const KINDS: readonly StateKind[] = ['atomic', 'compound', 'parallel', 'final', 'history'];

/** A state: what it says about itself, what it does, what it waits for, and the ways out of it. */
export function StateInspector({ id, place }: { readonly id: string; readonly place: Place | null }) {
  const t = useTexts(inspectorTexts);
  const { language } = useLanguage();
  const actions = useDesignerActions();
  const isDisabled = useDesigner((state) => !state.mayEdit);
  const document = useDesigner((state) => state.history.document);
  const entry = treeOf(document).get(id);
  if (!entry) return <p className="quiet">{t('gone')}</p>;
  const { state, kind } = entry;
  const set = (values: Partial<{ readonly [K in keyof StateDocument]: StateDocument[K] | null }>): boolean => actions.do({ kind: 'state.set', id, values });
  const rename = (to: string): boolean => {
    const done = actions.do({ kind: 'state.rename', id, to });
    if (done) actions.select({ states: [to] });
    return done;
  };
  return (
    <>
      <h2 className={styles.title}>
        <span className={styles.kind}>{t(kind)}</span>
        {state.title ? inLocale(state.title, language) : id}
      </h2>
      <Section title={t('moreSettings')}>
        <TextPair kind="title" value={state.title} placeholder={entry.key} isDisabled={isDisabled} onChange={(title) => set({ title })} />
        <CommitInput label={t('id')} description={t('idHint')} value={id} onCommit={rename} isDisabled={isDisabled} />
        <Select
          label={t('kind')}
          data={KINDS.map((one) => ({ value: one, label: t(one) }))}
          value={kind}
          onChange={(to) => to !== null && actions.do({ kind: 'state.change-kind', id, to: to as StateKind })}
          disabled={isDisabled}
          comboboxProps={{ withinPortal: true }}
        />
        <OwnMembers entry={entry} set={set} isDisabled={isDisabled} />
      </Section>
      {kind !== 'history' && (
        <>
          {kind !== 'final' && <WayList id={id} />}
          <Section title={t('entry')} count={state.entry?.length ?? 0}>
            <ListedActions label={t('entry')} list={{ kind: 'entry', state: id }} place={place} />
          </Section>
          {kind !== 'final' && <InvokeList id={id} place={place} />}
          {kind !== 'final' && (
            <Section title={t('exit')} count={state.exit?.length ?? 0} startsOpen={(state.exit?.length ?? 0) > 0}>
              <ListedActions label={t('exit')} list={{ kind: 'exit', state: id }} place={place} />
            </Section>
          )}
        </>
      )}
      <RuleLinks node={id} edge={null} />
      <Section title={t('noteEn')} startsOpen={state.description !== undefined}>
        <TextPair kind="note" value={state.description} isDisabled={isDisabled} onChange={(description) => set({ description })} />
      </Section>
    </>
  );
}

interface OwnProps {
  readonly entry: StateEntry;
  readonly set: (values: Partial<{ readonly [K in keyof StateDocument]: StateDocument[K] | null }>) => boolean;
  readonly isDisabled: boolean;
}

/** What only some kinds of state have. */
function OwnMembers({ entry: { id, state, kind, children }, set, isDisabled }: OwnProps) {
  const t = useTexts(inspectorTexts);
  const { do: act, seal } = useDesignerActions();
  if (kind === 'history')
    return (
      <>
        <Select
          label={t('historyKind')}
          data={(['shallow', 'deep'] as const).map((one) => ({ value: one, label: t(one) }))}
          value={state.history ?? 'shallow'}
          onChange={(history) => set({ history: history === 'deep' ? 'deep' : null })}
          disabled={isDisabled}
          comboboxProps={{ withinPortal: true }}
        />
        <StateSelect
          label={t('historyTarget')}
          value={targetsOf(state)}
          onChange={(target) => set({ target: target.length > 1 ? target : (target[0] ?? null) })}
          isDisabled={isDisabled}
        />
      </>
    );
  return (
    <>
      {kind === 'compound' && (
        <StateSelect
          label={t('initial')}
          value={typeof state.initial === 'string' ? [state.initial] : (state.initial ?? [])}
          among={children}
          onChange={(initial) => initial.length > 0 && act({ kind: 'initial.set', parent: id, initial: initial.length > 1 ? initial : (initial[0] as string) })}
          isDisabled={isDisabled}
        />
      )}
      <Switch
        label={t('stage')}
        checked={state.stage === true}
        onChange={(event) => set({ stage: event.currentTarget.checked ? true : null })}
        disabled={isDisabled}
      />
      {state.stage === true && kind !== 'final' && (
        <NumberInput
          label={t('probability')}
          min={0}
          max={100}
          suffix=" %"
          value={state.probability === undefined ? '' : Math.round(state.probability * 1000) / 10}
          onChange={(percent) => set({ probability: typeof percent === 'number' ? Math.min(1, Math.max(0, percent / 100)) : null })}
          onBlur={seal}
          disabled={isDisabled}
        />
      )}
      {kind === 'final' && (
        <Autocomplete
          label={t('outcome')}
          description={t('outcomeHint')}
          data={['won', 'lost']}
          value={state.outcome ?? ''}
          onChange={(outcome) => set({ outcome: outcome === '' ? null : outcome })}
          onBlur={seal}
          disabled={isDisabled}
          comboboxProps={{ withinPortal: true }}
        />
      )}
    </>
  );
}
