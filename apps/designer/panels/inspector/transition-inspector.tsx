import { ActionIcon, Button, Group, MultiSelect, Select, Switch, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowLeft, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { inLocale } from '#kernel';
import { asRoleChoice } from './role-choice.js';
import {
  invokesOf,
  readSlot,
  ROOT,
  targetsOf,
  transitionAt,
  transitionId,
  treeOf,
  type AnyTransition,
  type Patch,
  type Place,
  type TransitionPlace,
} from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { RuleBuilder, useDesk, offeredFields } from '../../rule-builder/index.js';
import { DelayEditor } from '../schema-form/index.js';
import { CommitInput, Section, TextPair } from './fields.js';
import { ListedActions } from './listed-actions.js';
import { RuleLinks } from './rule-links.js';
import { StateSelect } from './state-select.js';
import { edgeAt } from './way-list.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

interface Props {
  readonly place: TransitionPlace;
  readonly detail: Place | null;
}

/** A transition: when it is taken, where it leads, what it asks for, and what it does. */
export function TransitionInspector({ place, detail }: Props) {
  const t = useTexts(inspectorTexts);
  const actions = useDesignerActions();
  const isDisabled = useDesigner((state) => !state.mayEdit);
  const document = useDesigner((state) => state.history.document);
  const graph = useDesigner((state) => state.graph);
  const transition = transitionAt(document, place);
  if (!transition) return <p className="quiet">{t('gone')}</p>;
  const set = (values: Patch<AnyTransition>): void => void actions.do({ kind: 'transition.change', place, values });
  const edge = edgeAt(graph, place);
  const source = place.state === ROOT ? t('pipeline') : (graph.node(place.state)?.title ?? place.state);
  const targets = targetsOf(transition);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={14} />}
        className={styles.add}
        onClick={() => actions.focus(place.state === ROOT ? { kind: 'pipeline', rest: '' } : { kind: 'state', state: place.state, rest: '' })}
      >
        {t('back', { name: source })}
      </Button>
      <h2 className={styles.title}>
        <span className={styles.kind}>{t('transition')}</span>
        {edge?.label}
      </h2>
      <Section title={t('how')}>
        <How place={place} transition={transition} set={set} isDisabled={isDisabled} />
        <StateSelect
          label={t('target')}
          value={targets}
          placeholder={t('noTarget')}
          onChange={(ids) => actions.do({ kind: 'transition.retarget', place, target: ids.length > 1 ? ids : (ids[0] ?? null) })}
          isDisabled={isDisabled}
        />
        {targets.length > 0 && (
          <Switch
            label={t('reenter')}
            checked={transition.reenter === true}
            onChange={(event) => set({ reenter: event.currentTarget.checked ? true : null })}
            disabled={isDisabled}
          />
        )}
        <TextPair kind="title" value={transition.title} isDisabled={isDisabled} onChange={(title) => set({ title })} />
        <Order place={place} isDisabled={isDisabled} />
      </Section>
      <Section title={t('when')} count={transition.when === undefined ? 0 : 1}>
        <RuleBuilder
          isLabelHidden
          label={t('when')}
          value={transition.when ?? null}
          onChange={(when) => set({ when })}
          onBlur={actions.seal}
          isDisabled={isDisabled}
        />
      </Section>
      {place.slot.kind === 'on' && <Asked transition={transition} set={set} isDisabled={isDisabled} />}
      <Section title={t('actions')} count={transition.actions?.length ?? 0}>
        <ListedActions label={t('actions')} list={{ kind: 'transition', place }} place={detail} />
      </Section>
      <RuleLinks node={null} edge={transitionId(place)} />
      {!isDisabled && (
        <Button variant="subtle" color="red" size="compact-sm" leftSection={<IconTrash size={14} />} className={styles.add} onClick={() => remove()}>
          {t('remove')}
        </Button>
      )}
    </>
  );

  function remove(): void {
    if (actions.do({ kind: 'transition.remove', places: [place] })) actions.select(place.state === ROOT ? {} : { states: [place.state] });
  }
}

interface PartProps {
  readonly transition: AnyTransition;
  readonly set: (values: Patch<AnyTransition>) => void;
  readonly isDisabled: boolean;
}

/** What sets it off. */
function How({ place, transition, set, isDisabled }: PartProps & { readonly place: TransitionPlace }) {
  const t = useTexts(inspectorTexts);
  const actions = useDesignerActions();
  const document = useDesigner((state) => state.history.document);
  const state = treeOf(document).get(place.state)?.state;
  const { slot } = place;
  if (slot.kind === 'on') {
    const move = (event: string): boolean => {
      const to = { kind: 'on', event } as const;
      const index = state ? readSlot(state, to).length : 0;
      const done = actions.do({ kind: 'transition.move', place, state: place.state, slot: to });
      if (done) actions.focus({ kind: 'transition', place: { state: place.state, slot: to, index }, rest: '' });
      return done;
    };
    return <CommitInput label={t('event')} description={t('eventHint')} value={slot.event} onCommit={move} isDisabled={isDisabled} />;
  }
  if (slot.kind === 'after')
    return (
      <>
        <div className={styles.labelled}>
          <span>{t('delay')}</span>
          <DelayEditor
            label={t('delay')}
            value={transition.in ?? 'P1D'}
            onChange={(delay) => set({ in: delay })}
            onBlur={actions.seal}
            isDisabled={isDisabled}
          />
        </div>
        <StateSelect
          label={t('pausedIn')}
          value={transition.pausedIn ?? []}
          onChange={(ids) => set({ pausedIn: ids.length > 0 ? ids : null })}
          isDisabled={isDisabled}
        />
        <Select
          label={t('late')}
          data={(['fire', 'skip'] as const).map((one) => ({ value: one, label: t(one) }))}
          value={transition.late ?? 'fire'}
          onChange={(late) => set({ late: late === 'skip' ? 'skip' : null })}
          disabled={isDisabled}
          comboboxProps={{ withinPortal: true }}
        />
      </>
    );
  const invoke = 'invoke' in slot && state ? (invokesOf(state)[slot.invoke]?.id ?? '') : '';
  return <p className={styles.line}>{t(slot.kind, { id: invoke })}</p>;
}

/** What the sender is asked for. */
function Asked({ transition, set, isDisabled }: PartProps) {
  const t = useTexts(inspectorTexts);
  const { seal } = useDesignerActions();
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const requires = [...(transition.requires ?? [])];
  const fields = offeredFields(vocabulary, requires).map(([name, { title }]) => ({ value: name, label: inLocale(title, language) }));
  const unknown = requires.filter((name) => !Object.hasOwn(vocabulary.record, name));
  const choice = asRoleChoice(transition.by);
  const roles = [...new Set([...vocabulary.roles, ...(transition.by ?? [])])];
  return (
    <>
      <Section title={t('requires')} count={requires.length}>
        <MultiSelect
          label={t('requires')}
          description={t('requiresHint')}
          data={[...fields, ...unknown.map((name) => ({ value: name, label: name }))]}
          value={requires}
          onChange={(names) => set({ requires: names.length > 0 ? names : null })}
          onBlur={seal}
          error={unknown.length > 0}
          searchable
          hidePickedOptions
          disabled={isDisabled}
          comboboxProps={{ withinPortal: true }}
        />
      </Section>
      <Section title={t('by')} count={transition.by?.length ?? 0}>
        <Select
          aria-label={t('by')}
          data={[
            { value: 'anyone', label: t('byAnyone') },
            { value: 'roles', label: t('byRoles') },
          ]}
          value={choice}
          onChange={(next) => set({ by: next === 'anyone' ? null : roles.slice(0, 1) })}
          disabled={isDisabled || (roles.length === 0 && choice === 'anyone')}
          comboboxProps={{ withinPortal: true }}
        />
        {choice === 'roles' && (
          <MultiSelect
            aria-label={t('byRoles')}
            data={roles}
            value={[...(transition.by ?? [])]}
            onChange={(by) => set({ by })}
            onBlur={seal}
            error={(transition.by ?? []).length === 0 ? t('byNobody') : (transition.by ?? []).some((role) => !vocabulary.roles.includes(role))}
            hidePickedOptions
            disabled={isDisabled}
            comboboxProps={{ withinPortal: true }}
          />
        )}
      </Section>
    </>
  );
}

/** Which of several transitions of the same event is looked at first. */
function Order({ place, isDisabled }: { readonly place: TransitionPlace; readonly isDisabled: boolean }) {
  const t = useTexts(inspectorTexts);
  const actions = useDesignerActions();
  const document = useDesigner((state) => state.history.document);
  const state = treeOf(document).get(place.state)?.state;
  const count = state ? readSlot(state, place.slot).length : 0;
  if (count < 2) return null;
  const move = (to: number): void => {
    if (actions.do({ kind: 'transition.reorder', place, to })) actions.focus({ kind: 'transition', place: { ...place, index: to }, rest: '' });
  };
  return (
    <Group gap={4}>
      <span className={styles.line}>{t('order', { n: place.index + 1, count })}</span>
      <MoveButton label={t('earlier')} icon={IconArrowUp} isDisabled={isDisabled || place.index === 0} onClick={() => move(place.index - 1)} />
      <MoveButton label={t('later')} icon={IconArrowDown} isDisabled={isDisabled || place.index === count - 1} onClick={() => move(place.index + 1)} />
    </Group>
  );
}

interface MoveProps {
  readonly label: string;
  readonly icon: typeof IconArrowUp;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
}

const MoveButton = ({ label, icon: Icon, isDisabled, onClick }: MoveProps) => (
  <Tooltip label={label}>
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} disabled={isDisabled} onClick={onClick}>
      <Icon size={16} />
    </ActionIcon>
  </Tooltip>
);
