import { useState } from 'react';
import { inLocale, type Json } from '#kernel';
import { checkRuleTypes, parseRule } from '#pipeline';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { CodeEditor, scopeOf, useDesk } from '../../rule-builder/index.js';
import { Outcome } from './template-input.js';
import { formTexts } from './texts.js';
import styles from './schema-form.module.css';

interface Props {
  readonly label: string;
  readonly value: Json;
  readonly onChange: (value: Json) => void;
  readonly onBlur?: () => void;
  readonly isDisabled?: boolean;
  /** Plain JSON instead of JSON Logic. */
  readonly isPlain?: boolean;
}

/** JSON Logic, or any JSON, as text. What is not JSON yet stays in the editor and is not told. */
export function ExpressionEditor({ label, value, onChange, onBlur, isDisabled = false, isPlain = false }: Props) {
  const t = useTexts(formTexts);
  const { language } = useLanguage();
  const { vocabulary, sample } = useDesk();
  const [text, setText] = useState(() => JSON.stringify(value, null, 1));
  const now = parsed(text);
  const change = (next: string): void => {
    setText(next);
    const read = parsed(next);
    if (read) onChange(read.value);
  };
  const found = !now || isPlain ? [] : [...parseRule(now.value, ''), ...checkRuleTypes(now.value, '', scopeOf(vocabulary))];
  const problems = now ? found.map((problem) => inLocale(problem.text, language)) : [t('notJson')];
  return (
    <div className={styles.template}>
      <CodeEditor label={t('expression', { label })} value={text} onChange={change} onBlur={onBlur} isReadOnly={isDisabled} isInvalid={problems.length > 0} />
      {[...new Set(problems)].map((problem) => (
        <p key={problem} className={styles.wrong} role="status">
          {problem}
        </p>
      ))}
      {sample && now && !isPlain && <Outcome value={now.value} sample={sample} />}
    </div>
  );
}

function parsed(text: string): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}
