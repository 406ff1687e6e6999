import { UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale, type Problem } from '#kernel';
import { focusOf, placeOfPointer } from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../../rule-builder/index.js';
import { PanelDesk } from '../common/panel-desk.js';
import { problemsTexts } from './texts.js';
import { useCheck } from './use-check.js';
import styles from './problems.module.css';

/** What the verifier says of the draft, live; a click leads to the place. */
export default function ProblemsPanel() {
  return (
    <PanelDesk>
      <Problems />
    </PanelDesk>
  );
}

const SHOWN = 200;

function Problems() {
  const t = useTexts(problemsTexts);
  const { vocabulary } = useDesk();
  const document = useDesigner((state) => state.history.document);
  const rules = useDesigner((state) => state.rules);
  const checked = useCheck(document, rules, vocabulary);
  const [isOpen, setOpen] = useState(false);
  const problems = checked?.problems ?? [];
  const errors = problems.filter(({ severity }) => severity !== 'warning').length;
  const Chevron = isOpen ? IconChevronDown : IconChevronUp;
  return (
    <section className={styles.problems} aria-label={t('title')}>
      <UnstyledButton className={styles.head} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} disabled={problems.length === 0}>
        <strong>{t('title')}</strong>
        <Counts isChecked={checked !== null} errors={errors} warnings={problems.length - errors} />
        {problems.length > 0 && <Chevron size={16} aria-hidden className={styles.chevron} />}
      </UnstyledButton>
      {isOpen && problems.length > 0 && (
        <ol className={styles.list}>
          {problems.slice(0, SHOWN).map((problem) => (
            <ProblemRow key={`${problem.code} ${problem.at} ${problem.text.en}`} problem={problem} />
          ))}
          {problems.length > SHOWN && <li className={styles.more}>{t('more', { count: problems.length - SHOWN })}</li>}
        </ol>
      )}
    </section>
  );
}

function Counts({ isChecked, errors, warnings }: { readonly isChecked: boolean; readonly errors: number; readonly warnings: number }) {
  const t = useTexts(problemsTexts);
  return (
    <span className={styles.counts} role="status">
      {!isChecked && <span className="quiet">{t('checking')}</span>}
      {errors > 0 && (
        <span data-tone="error">
          <IconCircleX size={16} aria-hidden /> {t('errors', { count: errors })}
        </span>
      )}
      {warnings > 0 && (
        <span data-tone="warning">
          <IconAlertTriangle size={16} aria-hidden /> {t('warnings', { count: warnings })}
        </span>
      )}
      {isChecked && errors + warnings === 0 && (
        <span data-tone="good">
          <IconCircleCheck size={16} aria-hidden /> {t('none')}
        </span>
      )}
    </span>
  );
}

function ProblemRow({ problem }: { readonly problem: Problem }) {
  const t = useTexts(problemsTexts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const pipeline = useDesigner((state) => state.pipeline);
  const document = useDesigner((state) => state.history.document);
  const graph = useDesigner((state) => state.graph);
  const { focus } = useDesignerActions();
  const place = placeOfPointer(document, problem.at);
  const isError = problem.severity !== 'warning';
  const node = focusOf(place).node;
  const where =
    place.kind === 'rule' ? t('inRule', { key: place.key }) : node !== null ? t('inState', { name: graph.node(node)?.title ?? node }) : t('inPipeline');
  const go = (): void => {
    if (place.kind === 'rule') void navigate({ to: '/pipelines/$pipeline/rules', params: { pipeline }, search: { rule: place.key } });
    else focus(place);
  };
  const Icon = isError ? IconCircleX : IconAlertTriangle;
  return (
    <li>
      <UnstyledButton className={styles.row} onClick={go}>
        <span className={styles.icon} data-tone={isError ? 'error' : 'warning'}>
          <Icon size={16} aria-hidden />
          <span className="unseen">{t(isError ? 'error' : 'warning')}</span>
        </span>
        <span className={styles.text}>{inLocale(problem.text, language)}</span>
        <span className={styles.where}>{where}</span>
        <code className={styles.code}>{problem.code}</code>
      </UnstyledButton>
    </li>
  );
}
