import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, placeholder } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { inLocale, UserError, type Json } from '#kernel';
import { resolveTemplate, templatePaths } from '#pipeline';
import { nonce } from '../../app/nonce.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { dataFor, isKnownPath, useDesk, variableAt, VariablePicker, variablesOf, type Sample } from '../../rule-builder/index.js';
import { templateChips, type ChipWords } from './template-chips.js';
import { formTexts } from './texts.js';
import styles from './schema-form.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur?: () => void;
  readonly isLong?: boolean;
  readonly isDisabled?: boolean;
}

/** A text in which variables stand as chips; with a record chosen, what it comes to. */
export function TemplateInput({ label, value, onChange, onBlur, isLong = false, isDisabled = false }: Props) {
  const t = useTexts(formTexts);
  const words = useChipWords();
  const { sample } = useDesk();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ value, onChange, onBlur });
  useEffect(() => void (latest.current = { value, onChange, onBlur }));
  const hint = t('templateHint');
  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [base({ label, hint, isLong, isDisabled }), templateChips(words), listening(latest)],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label, hint, isLong, isDisabled, words]);
  useEffect(() => {
    const now = view.current;
    if (now && !now.hasFocus && now.state.doc.toString() !== value) now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } });
  }, [value]);
  const insert = (path: string): void => {
    const now = view.current;
    if (!now) return;
    const text = `{{${path}}}`;
    const { from, to } = now.state.selection.main;
    now.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } });
    now.focus();
    onChange(now.state.doc.toString());
  };
  return (
    <div className={styles.template}>
      <div className={styles.templateRow}>
        <div ref={host} className={styles.templateText} data-long={isLong || undefined} />
        {!isDisabled && <VariablePicker onPick={({ path }) => insert(path)} />}
      </div>
      {sample && value.includes('{{') && <Outcome value={value} sample={sample} />}
    </div>
  );
}

function base({
  label,
  hint,
  isLong,
  isDisabled,
}: {
  readonly label: string;
  readonly hint: string;
  readonly isLong: boolean;
  readonly isDisabled: boolean;
}): Extension {
  return [
    minimalSetup,
    EditorView.cspNonce.of(nonce()),
    EditorView.lineWrapping,
    placeholder(hint),
    EditorState.readOnly.of(isDisabled),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': String(isLong) }),
    isLong ? [] : EditorState.transactionFilter.of((transaction) => (transaction.newDoc.lines > 1 ? [] : transaction)),
  ];
}

interface Listeners {
  readonly current: { readonly onChange: (text: string) => void; readonly onBlur?: (() => void) | undefined };
}

const listening = (latest: Listeners): Extension => [
  EditorView.updateListener.of((update) => void (update.docChanged && update.view.hasFocus && latest.current.onChange(update.state.doc.toString()))),
  EditorView.domEventHandlers({ blur: () => void latest.current.onBlur?.() }),
];

/** The same object for the whole life of an input, with the newest words in it. */
function useChipWords(): { readonly current: ChipWords } {
  const { vocabulary } = useDesk();
  const { language } = useLanguage();
  const now: ChipWords = {
    nameOf: (path) => inLocale(variableAt(path, vocabulary).label, language),
    isKnown: (path) => isKnownPath(path, vocabulary),
    all: variablesOf(vocabulary).map(({ path, label, group }) => ({ path, label: inLocale(label, language), group })),
  };
  const words = useRef(now);
  useEffect(() => void (words.current = now));
  return words;
}

/** What a template or expression comes to on the chosen record. */
export function Outcome({ value, sample }: { readonly value: Json; readonly sample: Sample }) {
  const t = useTexts(formTexts);
  const { language } = useLanguage();
  return (
    <p className={styles.outcome} role="status">
      <span className="quiet">{t('gives')}</span> {comesTo(value, sample, (problem) => inLocale(problem, language)) ?? t('empty')}
    </p>
  );
}

function comesTo(value: Json, sample: Sample, say: (text: UserError['problems'][0]['text']) => string): string | null {
  try {
    const data = dataFor(sample, templatePaths(value));
    const result = resolveTemplate(value, data, { inState: (state) => sample.active.has(state) });
    if (result === null || result === '') return null;
    return typeof result === 'string' ? result : JSON.stringify(result);
  } catch (error) {
    if (error instanceof UserError) return say(error.problems[0].text);
    throw error;
  }
}
