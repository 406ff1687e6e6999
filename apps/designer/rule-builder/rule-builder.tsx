import { SegmentedControl } from '@mantine/core';
import { useId, useState } from 'react';
import { inLocale } from '#kernel';
import { checkRuleTypes, type Rule } from '#pipeline';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { useDesk } from './desk/desk.js';
import { MatchCount } from './match-count.js';
import { GroupEditor } from './parts/group-editor.js';
import { RuleJson } from './rule-json.js';
import { RulePreview } from './rule-preview.js';
import { readRule } from './tree/read-rule.js';
import { writeRule } from './tree/write-rule.js';
import { ruleTexts } from './words/texts.js';
import { useSayRule } from './words/use-speech.js';
import { scopeOf } from './words/vocabulary.js';
import styles from './rule-builder.module.css';

interface Props {
  /** What the rule is, for the eye and the screen reader: "When". */
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: Rule | null;
  readonly onChange: (rule: Rule | null) => void;
  /** A field was left: a run of typing ends. */
  readonly onBlur?: () => void;
  readonly isDisabled?: boolean;
  /** Count the records with an open run for which it holds now; `stage` only those that stand there. */
  readonly count?: { readonly stage?: string } | false;
  /** `picker` (default) lets a record be chosen; `verdict` tells only what comes out for one chosen elsewhere. */
  readonly preview?: 'picker' | 'verdict';
  /** Names under `vars` that only exist here: the item of a forEach. */
  readonly items?: readonly string[];
}

/** One rule, as a sentence or as JSON: two tabs of one value. Needs a `DeskProvider` around it. */
export function RuleBuilder({ label, isLabelHidden = false, value, onChange, onBlur, isDisabled = false, count = false, preview = 'picker', items }: Props) {
  const t = useTexts(ruleTexts);
  const { vocabulary } = useDesk();
  const say = useSayRule(vocabulary);
  const [tab, setTab] = useState<'sentence' | 'json'>('sentence');
  const id = useId();
  return (
    <section className={styles.builder} aria-labelledby={id}>
      <header className={styles.head}>
        <h4 id={id} className={isLabelHidden ? 'unseen' : undefined}>
          {label}
        </h4>
        <SegmentedControl
          size="xs"
          aria-label={t('editAs')}
          value={tab}
          onChange={(next) => setTab(next as typeof tab)}
          data={[
            { value: 'sentence', label: t('sentence') },
            { value: 'json', label: t('json') },
          ]}
        />
      </header>
      {tab === 'sentence' ? (
        <GroupEditor root={readRule(value)} onChange={(root) => onChange(writeRule(root))} onBlur={onBlur} isDisabled={isDisabled} />
      ) : (
        <RuleJson rule={value} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />
      )}
      {value !== null && (
        <p className={styles.words}>
          <span className="quiet">{t('inWords')}</span> {say(value)}
        </p>
      )}
      <TypeProblems rule={value} items={items} />
      {count !== false && <MatchCount rule={value} {...(count.stage === undefined ? {} : { stage: count.stage })} />}
      {value !== null && <RulePreview rule={value} hasPicker={preview === 'picker'} />}
    </section>
  );
}

/** What cannot be right about the rule, before it is saved. */
function TypeProblems({ rule, items }: { readonly rule: Rule | null; readonly items?: readonly string[] }) {
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const problems = rule === null ? [] : checkRuleTypes(rule, '', scopeOf(vocabulary, items));
  const told = [...new Set(problems.map((problem) => inLocale(problem.text, language)))];
  return (
    <div role="status">
      {told.map((text) => (
        <p key={text} className={styles.wrong}>
          {text}
        </p>
      ))}
    </div>
  );
}
