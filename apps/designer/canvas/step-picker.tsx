import { useRef, useState, type KeyboardEvent } from 'react';
import { inLocale } from '#kernel';
import { useAnswer } from '../api/use-answer.js';
import { useDesigner, useDesignerActions, useDesignerStore } from '../designer/use-designer.js';
import { useTexts } from '../i18n/texts.js';
import { useCanvasUi, useCanvasUiStore, type Picking } from './canvas-ui.js';
import { padTexts } from './pad-texts.js';
import { choicesFor, matching, type Choice } from './picker/choices.js';
import { take } from './picker/take.js';
import styles from './step-picker.module.css';

/** The searchable list of what may be put in: new states, states that are there, steps. */
export function StepPicker() {
  const picking = useCanvasUi((ui) => ui.picking);
  return picking === null ? null : <Picker key={`${picking.client.x} ${picking.client.y}`} picking={picking} />;
}

const WIDTH = 320;
const HEIGHT = 380;

function Picker({ picking }: { readonly picking: Picking }) {
  const t = useTexts(padTexts);
  const ui = useCanvasUiStore();
  const store = useDesignerStore();
  const actions = useDesignerActions();
  const graph = useDesigner((state) => state.graph);
  const steps = useAnswer('listSteps', {}, { staleMs: Infinity });
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const before = useRef(document.activeElement);
  const choices = matching(choicesFor(graph, picking, steps.data?.items ?? [], t), query);
  const close = (): void => {
    ui.setState({ picking: null });
    if (before.current instanceof HTMLElement || before.current instanceof SVGElement) before.current.focus({ preventScroll: true });
  };
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return;
    if (choice.refusal) return actions.say(choice.refusal);
    close();
    take(store, ui, picking, choice);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((at + step + choices.length) % Math.max(1, choices.length));
    else if (event.key === 'Enter') choose(choices[at]);
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
  };
  const title = picking.kind === 'edge' ? t('pickOnEdge') : picking.kind === 'connect' ? t('pickConnect') : t('pickTitle');
  return (
    <div
      role="dialog"
      aria-label={title}
      className={styles.picker}
      style={{ left: Math.max(8, Math.min(picking.client.x, innerWidth - WIDTH - 8)), top: Math.max(8, Math.min(picking.client.y, innerHeight - HEIGHT - 8)) }}
      onKeyDown={onKeyDown}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && ui.setState({ picking: null })}
    >
      <input
        ref={(field) => field?.focus({ preventScroll: true })}
        className={styles.search}
        role="combobox"
        aria-expanded
        aria-controls="step-choices"
        aria-activedescendant={choices[at] ? `choice-${at}` : undefined}
        aria-label={t('search')}
        placeholder={t('search')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
      />
      <Choices choices={choices} at={at} onChoose={choose} />
    </div>
  );
}

function Choices({ choices, at, onChoose }: { readonly choices: readonly Choice[]; readonly at: number; readonly onChoose: (choice: Choice) => void }) {
  const t = useTexts(padTexts);
  const locale = useDesigner((state) => state.locale);
  return (
    <div role="listbox" id="step-choices" aria-label={t('search')} className={styles.list} tabIndex={-1}>
      {choices.map((choice, n) => (
        <div key={choice.key}>
          {choice.section !== choices[n - 1]?.section && (
            <div className={styles.section} role="presentation">
              {t(choice.section)}
            </div>
          )}
          <div
            id={`choice-${n}`}
            role="option"
            aria-selected={n === at}
            aria-disabled={choice.refusal !== null}
            ref={(row) => (n === at ? row?.scrollIntoView({ block: 'nearest' }) : undefined)}
            className={styles.choice}
            data-at={n === at || undefined}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
          >
            <span className={styles.name}>{choice.title}</span>
            {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
            {choice.refusal && <span className={styles.refusal}>{inLocale(choice.refusal, locale)}</span>}
          </div>
        </div>
      ))}
      {choices.length === 0 && <p className={styles.nothing}>{t('nothing')}</p>}
    </div>
  );
}
