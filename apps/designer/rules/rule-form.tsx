import { SegmentedControl, Switch, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { inLocale, type Problem, type Text } from '#kernel';
import type { AttachedRuleDocument } from '#pipeline';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { ActionsEditor } from '../panels/actions/index.js';
import { RuleBuilder, useDesk } from '../rule-builder/index.js';
import { partOf, withPurpose, withTrigger, type RulePart } from './draft-rule.js';
import { rulesTexts } from './texts.js';
import { TriggerEditor } from './trigger-editor.js';
import styles from './rules.module.css';

interface Props {
  readonly rule: AttachedRuleDocument;
  readonly onChange: (rule: AttachedRuleDocument) => void;
  readonly problems: readonly Problem[];
  readonly isDisabled: boolean;
}

/** A rule as a sentence in three parts: when, only if, then. */
export function RuleForm({ rule, onChange, problems, isDisabled }: Props) {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  const at = (part: RulePart): readonly string[] =>
    problems.filter((problem) => partOf(problem.at, rule.key) === part).map(({ text }) => inLocale(text, language));
  return (
    <div className={styles.form}>
      <section className={styles.part}>
        <div className={styles.twoLanguages}>
          <TextIn label={t('name')} lang="en" value={rule.title} onChange={(title) => onChange({ ...rule, title })} isDisabled={isDisabled} />
          <TextIn label={t('name')} lang="zh-CN" value={rule.title} onChange={(title) => onChange({ ...rule, title })} isDisabled={isDisabled} />
        </div>
        <Switch
          label={t('isOn')}
          checked={rule.enabled !== false}
          disabled={isDisabled}
          onChange={({ currentTarget: { checked } }) => {
            const { enabled: _, ...rest } = rule;
            onChange(checked ? rest : { ...rest, enabled: false });
          }}
        />
        <Wrong texts={at('rule')} />
      </section>
      <section className={styles.part}>
        <h3>{t('when')}</h3>
        <TriggerEditor on={rule.on} onChange={(on) => onChange(withTrigger(rule, on))} isDisabled={isDisabled} />
        <Wrong texts={at('on')} />
      </section>
      <section className={styles.part}>
        <RuleBuilder
          label={t('if')}
          preview="verdict"
          value={rule.when ?? null}
          isDisabled={isDisabled}
          count={
            'enter' in rule.on || 'changed' in rule.on || 'event' in rule.on || 'every' in rule.on
              ? {}
              : 'leave' in rule.on
                ? { stage: rule.on.leave }
                : { stage: rule.on.in }
          }
          onChange={(when) => {
            const { when: _, ...rest } = rule;
            onChange(when === null ? rest : { ...rest, when });
          }}
        />
        <Wrong texts={at('when')} />
      </section>
      <ThenPart rule={rule} onChange={onChange} isDisabled={isDisabled} at={at} />
    </div>
  );
}

function ThenPart({ rule, onChange, isDisabled, at }: Omit<Props, 'problems'> & { readonly at: (part: RulePart) => readonly string[] }) {
  const t = useTexts(rulesTexts);
  const { vocabulary } = useDesk();
  const steps = rule.do ?? [];
  const setSteps = (next: readonly (typeof steps)[number][]): void => onChange({ ...rule, do: next });
  return (
    <section className={styles.part}>
      <header className={styles.partHead}>
        <h3>{t('thenDo')}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t('purpose')}
          value={rule.refuse === undefined ? 'do' : 'refuse'}
          disabled={isDisabled}
          onChange={(next) => onChange(withPurpose(rule, next === 'refuse', vocabulary.events[0]?.id ?? ''))}
          data={[
            { value: 'do', label: t('doSteps') },
            { value: 'refuse', label: t('refuse') },
          ]}
        />
      </header>
      {rule.refuse === undefined ? (
        <ActionsEditor
          label={t('thenDo')}
          actions={steps}
          onAdd={(action) => setSteps([...steps, action])}
          onChange={(index, values) => setSteps(steps.with(index, patched(steps[index] as (typeof steps)[number], values)))}
          onMove={(index, to) => setSteps(steps.toSpliced(index, 1).toSpliced(to, 0, steps[index] as (typeof steps)[number]))}
          onRemove={(index) => setSteps(steps.toSpliced(index, 1))}
          isDisabled={isDisabled}
          problemsOf={(index) => at(`do/${index}`)}
          openIndex="all"
        />
      ) : (
        <div className={styles.twoLanguages}>
          <TextIn isLong label={t('refuseText')} lang="en" value={rule.refuse} onChange={(refuse) => onChange({ ...rule, refuse })} isDisabled={isDisabled} />
          <TextIn
            isLong
            label={t('refuseText')}
            lang="zh-CN"
            value={rule.refuse}
            onChange={(refuse) => onChange({ ...rule, refuse })}
            isDisabled={isDisabled}
          />
        </div>
      )}
      <Wrong texts={at('refuse')} />
    </section>
  );
}

function patched<T extends object>(value: T, patch: { readonly [K in keyof T]?: T[K] | null }): T {
  const kept = Object.entries(value).filter(([key]) => !(key in patch) || patch[key as keyof T] !== null);
  return Object.fromEntries([
    ...kept.map(([key, old]) => [key, patch[key as keyof T] ?? old] as const),
    ...Object.entries(patch).filter(([key, next]) => next !== null && !(key in value)),
  ]) as T;
}

interface TextInProps {
  readonly label: string;
  readonly lang: 'en' | 'zh-CN';
  readonly value: Text;
  readonly onChange: (text: Text) => void;
  readonly isDisabled: boolean;
  readonly isLong?: boolean;
}

/** One language of a text; Chinese may be left out. */
export function TextIn({ label, lang, value, onChange, isDisabled, isLong = false }: TextInProps) {
  const t = useTexts(rulesTexts);
  const [wasLeft, setWasLeft] = useState(false);
  const text = value[lang] ?? '';
  const change = (next: string): void => {
    const en = lang === 'en' ? next : value.en;
    const zh = lang === 'en' ? value['zh-CN'] : next;
    onChange(zh === undefined || zh === '' ? { en } : { en, 'zh-CN': zh });
  };
  const shared = {
    label,
    description: t(lang === 'en' ? 'english' : 'chinese'),
    lang,
    value: text,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => change(event.currentTarget.value),
    disabled: isDisabled,
    onBlur: () => setWasLeft(true),
    error: wasLeft && lang === 'en' && text.trim() === '',
  };
  return isLong ? <Textarea {...shared} autosize minRows={2} /> : <TextInput {...shared} />;
}

export function Wrong({ texts }: { readonly texts: readonly string[] }) {
  return (
    <div role="status">
      {[...new Set(texts)].map((text) => (
        <p key={text} className={styles.wrong}>
          {text}
        </p>
      ))}
    </div>
  );
}
