import { json, jsonParseLinter } from '@codemirror/lang-json';
import { linter } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { nonce } from '../app/nonce.js';
import styles from './code-editor.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange?: (text: string) => void;
  readonly onBlur?: () => void;
  /** `json` (default) checks as it is typed. */
  readonly language?: 'json' | 'text';
  readonly isReadOnly?: boolean;
  /** Marks it as wrong for a screen reader too. */
  readonly isInvalid?: boolean;
  readonly minLines?: number;
}

/** A text editor for code (CodeMirror). What is typed is told at once; a new `value` from outside is taken over where it differs. */
export function CodeEditor(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  useEffect(() => void (latest.current = props));
  const { label, language = 'json', isReadOnly = false, isInvalid = false } = props;
  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: latest.current.value, extensions: extensions({ label, language, isReadOnly, isInvalid }, latest) }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label, language, isReadOnly, isInvalid]);
  useEffect(() => {
    const now = view.current;
    // Never under the fingers: the text that is being typed is the newer one.
    if (now && !now.hasFocus && now.state.doc.toString() !== props.value) now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: props.value } });
  }, [props.value]);
  return <div ref={host} className={styles.editor} data-invalid={isInvalid || undefined} data-lines={props.minLines} />;
}

function extensions(
  {
    label,
    language,
    isReadOnly,
    isInvalid,
  }: { readonly label: string; readonly language: 'json' | 'text'; readonly isReadOnly: boolean; readonly isInvalid: boolean },
  latest: { readonly current: Props },
): Extension {
  const check = jsonParseLinter();
  return [
    minimalSetup,
    EditorView.cspNonce.of(nonce()),
    EditorView.lineWrapping,
    language === 'json' ? [json(), linter((view) => (view.state.doc.toString().trim() === '' ? [] : check(view)))] : [],
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({ 'aria-label': label, ...(isInvalid ? { 'aria-invalid': 'true' } : {}) }),
    EditorView.updateListener.of((update) => void (update.docChanged && update.view.hasFocus && latest.current.onChange?.(update.state.doc.toString()))),
    EditorView.domEventHandlers({ blur: () => void latest.current.onBlur?.() }),
  ];
}
