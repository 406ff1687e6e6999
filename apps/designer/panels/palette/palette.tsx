import { TextInput, UnstyledButton } from '@mantine/core';
import { IconGripVertical, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale } from '#kernel';
import { carryStep } from '../../designer/carried-step.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { findSteps, iconOf, stepsFor, type OfferedStep } from '../actions/index.js';
import { stepCommand, type StepTarget } from './step-command.js';
import { paletteTexts } from './texts.js';
import styles from './palette.module.css';

/** Every step that can stand somewhere: those done on the way, then those that can only be waited for. */
const ALL: readonly OfferedStep[] = [...new Map([...stepsFor('action'), ...stepsFor('invoke')].map((step) => [step.kind, step])).values()];

/** Steps to drag onto the drawing, or to add to what is selected. */
export default function Palette() {
  const t = useTexts(paletteTexts);
  const { language } = useLanguage();
  const [words, setWords] = useState('');
  const document = useDesigner((state) => state.history.document);
  const target = useTarget();
  const { do: act, focus, say } = useDesignerActions();
  const found = findSteps(ALL, words);
  const add = (kind: string): void => {
    const made = target && stepCommand(document, kind, target.target);
    if (!made) return say({ en: 'Select a state first.', 'zh-CN': '请先选择一个状态。' });
    if (act(made.command)) focus(made.place);
  };
  return (
    <div className={styles.palette}>
      <TextInput
        aria-label={t('find')}
        placeholder={t('find')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && found[0]) add(found[0].kind);
        }}
        leftSection={<IconSearch size={14} />}
      />
      <p className={styles.hint} role="status">
        {target ? t('hintSelected', { name: target.name }) : t('hint')}
      </p>
      {found.length === 0 && <p className="quiet">{t('none')}</p>}
      <ul className={styles.list} aria-label={t('steps')}>
        {found.map(({ kind, title, description }) => {
          const Icon = iconOf(kind);
          return (
            <li key={kind}>
              <UnstyledButton
                className={styles.step}
                draggable
                onDragStart={(event) => carryStep(event.dataTransfer, kind)}
                onClick={() => add(kind)}
                title={inLocale(description, language)}
              >
                <Icon size={18} stroke={1.6} aria-hidden />
                <span>{inLocale(title, language)}</span>
                <IconGripVertical size={14} aria-hidden className={styles.grip} />
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What a click adds to: the one state or transition that is selected. */
function useTarget(): { readonly target: StepTarget; readonly name: string } | null {
  const graph = useDesigner((state) => state.graph);
  const { states, edges } = useDesigner((state) => state.selection);
  if (states.length + edges.length !== 1) return null;
  const edge = edges[0] === undefined ? undefined : graph.edge(edges[0]);
  if (edge?.place) return { target: { kind: 'transition', place: edge.place }, name: edge.label };
  const node = states[0] === undefined ? undefined : graph.node(states[0]);
  return node ? { target: { kind: 'state', id: node.id }, name: node.title } : null;
}
