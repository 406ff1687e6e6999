import { Select, Switch, TextInput, NumberInput, UnstyledButton, Button } from '@mantine/core';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale } from '#kernel';
import type { InvokeDocument } from '#pipeline';
import { stepCatalogue } from '#steps/definitions';
import { freshInvokeId, invokesOf, readSlot, transitionId, treeOf, type Patch, type Place, type Slot } from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { RuleBuilder } from '../../rule-builder/index.js';
import { CardMenu, iconOf, isExternal, newAction, RetryEditor, StepPicker, stepTitle } from '../actions/index.js';
import { ExpressionEditor, StepForm } from '../schema-form/index.js';
import { CommitInput, Section } from './fields.js';
import { edgeAt } from './way-list.js';
import { inspectorTexts } from './texts.js';
import cards from '../actions/actions.module.css';
import styles from './inspector.module.css';

/** The steps that a state waits for. */
export function InvokeList({ id, place }: { readonly id: string; readonly place: Place | null }) {
  const t = useTexts(inspectorTexts);
  const { do: act } = useDesignerActions();
  const document = useDesigner((state) => state.history.document);
  const isDisabled = useDesigner((state) => !state.mayEdit);
  const state = treeOf(document).get(id)?.state;
  if (!state) return null;
  const invokes = invokesOf(state);
  const add = (step: string): void => {
    const action = newAction(step);
    act({
      kind: 'invoke.add',
      state: id,
      invoke: { id: freshInvokeId(document, step.replace('.', '-')), step, ...(action.with === undefined ? {} : { with: action.with }) },
    });
  };
  return (
    <Section title={t('invokes')} count={invokes.length} startsOpen={invokes.length > 0}>
      <ol className={cards.cards}>
        {invokes.map((invoke, index) => (
          <InvokeCard key={invoke.id} state={id} index={index} invoke={invoke} startsOpen={place?.kind === 'invoke' && place.index === index} />
        ))}
      </ol>
      {!isDisabled && <StepPicker use="invoke" label={t('addInvoke')} onPick={add} />}
    </Section>
  );
}

interface CardProps {
  readonly state: string;
  readonly index: number;
  readonly invoke: InvokeDocument;
  readonly startsOpen: boolean;
}

function InvokeCard({ state, index, invoke, startsOpen }: CardProps) {
  const t = useTexts(inspectorTexts);
  const { language } = useLanguage();
  const { do: act, seal } = useDesignerActions();
  const isDisabled = useDesigner((one) => !one.mayEdit);
  const [isOpen, setOpen] = useState(startsOpen);
  const set = (values: Patch<Omit<InvokeDocument, 'onDone' | 'onError'>>): boolean => act({ kind: 'invoke.change', state, index, values });
  const Icon = iconOf(invoke.step);
  const title = inLocale(stepTitle(invoke.step), language);
  const step = stepCatalogue().get(invoke.step);
  return (
    <li className={cards.card}>
      <div className={cards.cardHead}>
        <UnstyledButton className={cards.cardButton} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon size={18} stroke={1.6} aria-hidden />
          <span className={cards.cardTitle}>{title}</span>
          <span className={cards.summary}>{invoke.id}</span>
        </UnstyledButton>
        {!isDisabled && (
          <CardMenu
            label={t('more', { name: title })}
            number={1}
            count={1}
            onMove={() => undefined}
            onRemove={() => act({ kind: 'invoke.remove', state, index })}
          />
        )}
      </div>
      {isOpen && (
        <div className={cards.cardBody}>
          <CommitInput label={t('invokeId')} value={invoke.id} onCommit={(id) => set({ id })} isDisabled={isDisabled} />
          {step && (
            <StepForm step={step} label={t('input')} value={invoke.with} onChange={(input) => set({ with: input })} onBlur={seal} isDisabled={isDisabled} />
          )}
          {invoke.step === 'wait' && (
            <RuleBuilder label={t('until')} value={invoke.until ?? null} onChange={(until) => set({ until })} onBlur={seal} isDisabled={isDisabled} />
          )}
          <ForEach invoke={invoke} set={set} isDisabled={isDisabled} />
          {isExternal(invoke.step) && <RetryEditor value={invoke} onChange={set} onBlur={seal} isDisabled={isDisabled} />}
          <Follows state={state} slot={{ kind: 'invoke-done', invoke: index }} title={t('onDone')} isDisabled={isDisabled} />
          <Follows state={state} slot={{ kind: 'invoke-error', invoke: index }} title={t('onError')} isDisabled={isDisabled} />
        </div>
      )}
    </li>
  );
}

interface ForEachProps {
  readonly invoke: InvokeDocument;
  readonly set: (values: Patch<Omit<InvokeDocument, 'onDone' | 'onError'>>) => boolean;
  readonly isDisabled: boolean;
}

function ForEach({ invoke: { forEach }, set, isDisabled }: ForEachProps) {
  const t = useTexts(inspectorTexts);
  const { seal } = useDesignerActions();
  const join = forEach?.join ?? 'all';
  return (
    <>
      <Switch
        label={t('forEach')}
        checked={forEach !== undefined}
        onChange={(event) => set({ forEach: event.currentTarget.checked ? { items: [], as: 'item' } : null })}
        disabled={isDisabled}
      />
      {forEach && (
        <div className={styles.nested}>
          <div className={styles.labelled}>
            <span>{t('items')}</span>
            <ExpressionEditor
              label={t('items')}
              value={forEach.items}
              onChange={(items) => set({ forEach: { ...forEach, items } })}
              onBlur={seal}
              isDisabled={isDisabled}
              isPlain={Array.isArray(forEach.items)}
            />
          </div>
          <TextInput
            label={t('as')}
            value={forEach.as}
            onChange={(event) => set({ forEach: { ...forEach, as: event.currentTarget.value } })}
            onBlur={seal}
            disabled={isDisabled}
          />
          <Select
            label={t('join')}
            data={(['all', 'any', 'some'] as const).map((one) => ({ value: one, label: t(`join-${one}`) }))}
            value={typeof join === 'number' ? 'some' : join}
            onChange={(next) => set({ forEach: { ...forEach, join: next === 'some' ? 1 : next === 'any' ? 'any' : 'all' } })}
            disabled={isDisabled}
            comboboxProps={{ withinPortal: true }}
          />
          {typeof join === 'number' && (
            <NumberInput
              label={t('joinCount')}
              min={1}
              max={1000}
              value={join}
              onChange={(count) => typeof count === 'number' && set({ forEach: { ...forEach, join: count } })}
              onBlur={seal}
              disabled={isDisabled}
            />
          )}
        </div>
      )}
    </>
  );
}

interface FollowsProps {
  readonly state: string;
  readonly slot: Slot;
  readonly title: string;
  readonly isDisabled: boolean;
}

/** What happens when a step is done or has failed: transitions, each with its own details. */
function Follows({ state, slot, title, isDisabled }: FollowsProps) {
  const t = useTexts(inspectorTexts);
  const { do: act, focus } = useDesignerActions();
  const document = useDesigner((one) => one.history.document);
  const graph = useDesigner((one) => one.graph);
  const owner = treeOf(document).get(state)?.state;
  const list = owner ? readSlot(owner, slot) : [];
  const add = (): void => {
    const done = act({ kind: 'transition.add', state, slot, transition: { actions: [] } });
    if (done) focus({ kind: 'transition', place: { state, slot, index: list.length }, rest: '' });
  };
  return (
    <div className={styles.follows}>
      <span>{title}</span>
      {list.map((_, index) => {
        const place = { state, slot, index };
        const target = edgeAt(graph, place)?.target ?? null;
        return (
          <UnstyledButton key={transitionId(place)} className={styles.way} onClick={() => focus({ kind: 'transition', place, rest: '' })}>
            <IconArrowRight size={14} aria-hidden />
            <span>{target === null ? t('noTarget') : (graph.node(target)?.title ?? target)}</span>
          </UnstyledButton>
        );
      })}
      {!isDisabled && (
        <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={12} />} onClick={add} className={styles.add}>
          {t('addOnDone')}
        </Button>
      )}
    </div>
  );
}
