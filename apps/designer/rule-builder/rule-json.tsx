import { useState } from 'react';
import type { Json, Problem } from '#kernel';
import { inLocale } from '#kernel';
import { parseRule, type Rule } from '#pipeline';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { CodeEditor } from './code-editor.js';
import { ruleTexts } from './words/texts.js';
import styles from './rule-builder.module.css';

interface Props {
  readonly rule: Rule | null;
  readonly onChange: (rule: Rule | null) => void;
  readonly onBlur?: () => void;
  readonly isDisabled: boolean;
}

const written = (rule: Rule | null): string => (rule === null ? '' : JSON.stringify(rule, null, 2));

/** What a text says: a rule, none, or why it is neither. */
function read(text: string): { readonly rule: Rule | null; readonly problems: readonly Problem[] } | { readonly why: string } {
  if (text.trim() === '') return { rule: null, problems: [] };
  try {
    const rule = JSON.parse(text) as Json;
    return { rule, problems: parseRule(rule, '') };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/** A rule as JSON text. What is no rule yet stays in the editor and is not told. */
export function RuleJson({ rule, onChange, onBlur, isDisabled }: Props) {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const [text, setText] = useState(() => written(rule));
  const now = read(text);
  const change = (next: string): void => {
    setText(next);
    const said = read(next);
    if ('rule' in said && said.problems.length === 0) onChange(said.rule);
  };
  const problems = 'why' in now ? [t('notJson', { why: now.why })] : now.problems.map((problem) => inLocale(problem.text, language));
  return (
    <div className={styles.json}>
      <CodeEditor label={t('ruleJson')} value={text} onChange={change} onBlur={onBlur} isReadOnly={isDisabled} isInvalid={problems.length > 0} minLines={3} />
      <div role="status">
        {problems.length === 0 ? (
          <p className={styles.quietLine}>{t('jsonHint')}</p>
        ) : (
          problems.map((problem) => (
            <p key={problem} className={styles.wrong}>
              {problem}
            </p>
          ))
        )}
      </div>
    </div>
  );
}
