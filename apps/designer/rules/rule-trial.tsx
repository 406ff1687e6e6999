import { useMemo } from 'react';
import { inLocale, type Instant } from '#kernel';
import { explainRule, pathsOf, type AttachedRuleDocument, type PipelineDocument } from '#pipeline';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { StepRow } from '../panels/actions/index.js';
import { compileDocument } from '../panels/simulation/compile-document.js';
import { useTimes } from '../panels/simulation/use-times.js';
import { tryRule, type Trial } from '../panels/simulation/trial.js';
import { dataFor, nameOf, RecordPicker, useDesk, type Sample } from '../rule-builder/index.js';
import { labelsOf } from '../rule-builder/words/vocabulary.js';
import { rulesTexts } from './texts.js';
import styles from './rules.module.css';

interface Props {
  readonly rule: AttachedRuleDocument;
  readonly document: PipelineDocument;
  readonly rules: readonly AttachedRuleDocument[];
}

/** What the rule, as it stands in the form, would do to a real record. Nothing is stored and nothing is sent. */
export function RuleTrial({ rule, document, rules }: Props) {
  const t = useTexts(rulesTexts);
  const { vocabulary, sample, sampleId, pickSample } = useDesk();
  const trial = useTrial(rule, document, rules, sample);
  return (
    <section className={styles.trial}>
      <h3>{t('tryIt')}</h3>
      <p className="quiet">{t('tryHint')}</p>
      <RecordPicker label={t('record')} object={vocabulary.object} pipeline={vocabulary.pipeline} value={sampleId} onChange={pickSample} />
      <div role="status">{trial && sample && <TrialResult trial={trial} rule={rule} sample={sample} />}</div>
    </section>
  );
}

function useTrial(rule: AttachedRuleDocument, document: PipelineDocument, rules: readonly AttachedRuleDocument[], sample: Sample | null): Trial | null {
  const { vocabulary } = useDesk();
  const times = useTimes(document);
  return useMemo(() => {
    if (!sample || !times) return null;
    const tried = { ...rule, key: rule.key === '' ? 'new' : rule.key, enabled: true };
    const compiled = compileDocument(
      document,
      [...rules.filter(({ key }) => key !== tried.key), tried],
      (object) => vocabulary.objects[object]?.fields ?? null,
    );
    if (!compiled.ok) return { kind: 'failed', problems: compiled.problems };
    const { record, vars, now } = sample.data;
    const leaves = [...sample.active].filter((id) => !(document.states[id]?.states ?? false)).filter((id) => isLeaf(document, id));
    return tryRule(tried, {
      pipeline: compiled.pipeline,
      recordId: sample.id,
      record,
      related: sample.related,
      vars,
      roles: ['*'],
      times,
      start: now as Instant,
      at: leaves.length > 0 ? leaves : null,
    });
  }, [rule, document, rules, sample, times, vocabulary]);
}

function isLeaf({ states }: { readonly states?: PipelineDocument['states'] }, id: string): boolean {
  return Object.entries(states ?? {}).some(([key, state]) =>
    (state.id ?? key) === id ? state.states === undefined : state.states !== undefined && isLeaf({ states: state.states }, id),
  );
}

function TrialResult({ trial, rule, sample }: { readonly trial: Trial; readonly rule: AttachedRuleDocument; readonly sample: Sample }) {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  switch (trial.kind) {
    case 'acts':
      return (
        <>
          <p className={styles.verdict} data-tone="good">
            {trial.by === null ? t('would') : t('wouldBy', { event: nameOf(vocabulary.events, trial.by, language) })}
          </p>
          <ul className={styles.would}>
            {trial.actions.map((action, n) => (
              <StepRow key={n} kind={action.do} input={action.input} />
            ))}
          </ul>
        </>
      );
    case 'refuses':
      return <Verdict tone="bad" title={t('wouldRefuse')} text={inLocale(trial.text, language)} />;
    case 'holds-not':
      return <Verdict tone="quiet" title={t('holdsNot')} text={whyNot(rule, sample, labelsOf(vocabulary), language)} />;
    case 'lets-pass':
      return <Verdict tone="good" title={t('letsPass')} text={whyNot(rule, sample, labelsOf(vocabulary), language)} />;
    case 'not-reached':
      return <Verdict tone="quiet" title={t('notReached')} text={trial.reasons.map(({ text }) => inLocale(text, language)).join(' ')} />;
    case 'failed':
      return <Verdict tone="bad" title={t('cannotPlay')} text={trial.problems.map(({ text }) => inLocale(text, language)).join(' ')} />;
  }
}

function whyNot({ when }: AttachedRuleDocument, sample: Sample, labels: ReturnType<typeof labelsOf>, language: 'en' | 'zh-CN'): string {
  return when === undefined
    ? ''
    : explainRule(when, dataFor(sample, pathsOf(when).paths), language, labels, { inState: (state) => sample.active.has(state) }).sentence;
}

function Verdict({ tone, title, text }: { readonly tone: 'good' | 'bad' | 'quiet'; readonly title: string; readonly text: string }) {
  return (
    <>
      <p className={styles.verdict} data-tone={tone}>
        {title}
      </p>
      {text !== '' && <p>{text}</p>}
    </>
  );
}
