import { Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Text } from '#kernel';
import { useDesignerActions } from '../../designer/use-designer.js';
import { useTexts } from '../../i18n/texts.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

interface PairProps {
  readonly kind: 'title' | 'note';
  readonly value: Text | undefined;
  /** `null` takes the text away. */
  readonly onChange: (text: Text | null) => void;
  readonly isDisabled: boolean;
  /** What is shown where there is no text. */
  readonly placeholder?: string;
}

/** A text in both languages; typing is one undo until the field is left. */
export function TextPair({ kind, value, onChange, isDisabled, placeholder }: PairProps) {
  const t = useTexts(inspectorTexts);
  const { seal } = useDesignerActions();
  const set = (en: string, zh: string): void => onChange(en === '' && zh === '' ? null : zh === '' ? { en } : { en: en === '' ? zh : en, 'zh-CN': zh });
  const [en, zh] = [value?.en ?? '', value?.['zh-CN'] ?? ''];
  const Input = kind === 'note' ? LongInput : TextInput;
  const shared = { onBlur: seal, disabled: isDisabled };
  return (
    <div className={styles.pair}>
      <Input
        {...shared}
        label={t(kind === 'title' ? 'titleEn' : 'noteEn')}
        lang="en"
        value={en}
        placeholder={placeholder}
        onChange={(event: Typed) => set(event.currentTarget.value, zh)}
      />
      <Input
        {...shared}
        label={t(kind === 'title' ? 'titleZh' : 'noteZh')}
        lang="zh-CN"
        value={zh}
        onChange={(event: Typed) => set(en, event.currentTarget.value)}
      />
    </div>
  );
}

type Typed = { readonly currentTarget: { readonly value: string } };
type LongProps = Parameters<typeof Textarea>[0];
const LongInput = (props: LongProps) => <Textarea {...props} autosize minRows={2} maxRows={8} />;

interface CommitProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  /** Told when the field is left or Enter is pressed; `false` puts the old text back. */
  readonly onCommit: (text: string) => boolean;
  readonly isDisabled: boolean;
}

/** A text that counts only when it is finished: ids, names of events. */
export function CommitInput({ value, ...rest }: CommitProps) {
  return <Committing key={value} value={value} {...rest} />;
}

function Committing({ label, description, value, onCommit, isDisabled }: CommitProps) {
  const [text, setText] = useState(value);
  const commit = (): void => {
    const wished = text.trim();
    if (wished === value) return setText(value);
    if (wished === '' || !onCommit(wished)) setText(value);
  };
  return (
    <TextInput
      label={label}
      description={description}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit();
        if (event.key === 'Escape') setText(value);
      }}
      disabled={isDisabled}
      spellCheck={false}
    />
  );
}

interface SectionProps {
  readonly title: string;
  readonly count?: number;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

/** A part of the inspector that can be put away. */
export function Section({ title, count, startsOpen = true, children }: SectionProps) {
  return (
    <details className={styles.section} open={startsOpen}>
      <summary>
        <h3>{title}</h3>
        {count !== undefined && count > 0 && <span className={styles.count}>{count}</span>}
      </summary>
      <div className={styles.sectionBody}>{children}</div>
    </details>
  );
}
