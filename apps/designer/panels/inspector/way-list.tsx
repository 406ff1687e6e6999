import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconArrowRight, IconBolt, IconCircleCheck, IconClock, IconPlus, IconRefresh } from '@tabler/icons-react';
import {
  readSlot,
  slotsOf,
  transitionId,
  treeOf,
  type AnyTransition,
  type GraphEdge,
  type GraphModel,
  type Slot,
  type TransitionPlace,
} from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useTexts } from '../../i18n/texts.js';
import { Section } from './fields.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

/** The edge or internal transition that shows a place. */
export function edgeAt(graph: GraphModel, place: TransitionPlace): GraphEdge | undefined {
  const id = transitionId(place);
  return graph.edge(id) ?? [...(graph.node(place.state)?.internals ?? []), ...graph.rootInternals].find((edge) => edge.id === id);
}

const ICONS = { on: IconBolt, always: IconRefresh, after: IconClock, done: IconCircleCheck, 'invoke-done': IconCircleCheck, 'invoke-error': IconBolt } as const;

/** The transitions out of a state, each a way to its details, and the kinds of new ones. */
export function WayList({ id }: { readonly id: string }) {
  const t = useTexts(inspectorTexts);
  const document = useDesigner((state) => state.history.document);
  const graph = useDesigner((state) => state.graph);
  const isDisabled = useDesigner((state) => !state.mayEdit);
  const { focus } = useDesignerActions();
  const state = treeOf(document).get(id)?.state;
  if (!state) return null;
  const ways = slotsOf(state).flatMap((slot) => readSlot(state, slot).map((transition, index) => ({ place: { state: id, slot, index }, transition })));
  return (
    <Section title={t('waysOut')} count={ways.length}>
      <ul className={styles.ways}>
        {ways.map(({ place, transition }) => {
          const edge = edgeAt(graph, place);
          const Icon = ICONS[place.slot.kind];
          const target = edge?.target ?? null;
          return (
            <li key={transitionId(place)}>
              <UnstyledButton className={styles.way} onClick={() => focus({ kind: 'transition', place, rest: '' })}>
                <Icon size={16} stroke={1.6} aria-hidden />
                <span className={styles.wayLabel}>{edge?.label ?? transition.title?.en}</span>
                {target !== null && <IconArrowRight size={14} aria-hidden />}
                <span className="quiet">{target === null ? t('noTarget') : (graph.node(target)?.title ?? target)}</span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
      {!isDisabled && <AddWay id={id} />}
    </Section>
  );
}

function AddWay({ id }: { readonly id: string }) {
  const t = useTexts(inspectorTexts);
  const document = useDesigner((state) => state.history.document);
  const { do: act, focus } = useDesignerActions();
  const entry = treeOf(document).get(id);
  if (!entry) return null;
  const event = (): string => {
    for (let n = 1; ; n++) {
      const name = n === 1 ? 'next' : `next-${n}`;
      if (!Object.hasOwn(entry.state.on ?? {}, name)) return name;
    }
  };
  const add = (slot: Slot, transition: AnyTransition): void => {
    const index = readSlot(entry.state, slot).length;
    if (act({ kind: 'transition.add', state: id, slot, transition })) focus({ kind: 'transition', place: { state: id, slot, index }, rest: '' });
  };
  const next =
    (entry.parent === null
      ? undefined
      : treeOf(document)
          .get(entry.parent)
          ?.children.find((one) => one !== id)) ?? id;
  const hasInside = entry.kind === 'compound' || entry.kind === 'parallel';
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} className={styles.add}>
          {t('addWay')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconBolt size={16} />} onClick={() => add({ kind: 'on', event: event() }, { target: next })}>
          {t('addEvent')}
        </Menu.Item>
        <Menu.Item leftSection={<IconClock size={16} />} onClick={() => add({ kind: 'after' }, { in: 'P7D', target: next })}>
          {t('addTimer')}
        </Menu.Item>
        <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => add({ kind: 'always' }, { target: next })}>
          {t('addAlways')}
        </Menu.Item>
        {hasInside && (
          <Menu.Item leftSection={<IconCircleCheck size={16} />} onClick={() => add({ kind: 'done' }, { target: next })}>
            {t('addDone')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
