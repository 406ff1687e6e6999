import { UnstyledButton } from '@mantine/core';
import type { PipelineDocument } from '#pipeline';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { StageStrip } from './stage-strip.js';
import { stagesOf } from './stages-of.js';
import { pipelinesTexts } from './texts.js';
import styles from './pipelines.module.css';

export type Template = Answer<'listTemplates'>['items'][number];

/** The pipelines that come with the product; one is chosen. */
export function TemplateList({ chosen, onChoose }: { readonly chosen: string | null; readonly onChoose: (template: Template) => void }) {
  const t = useTexts(pipelinesTexts);
  const templates = useAnswer('listTemplates', {}, { staleMs: Infinity });
  if (templates.error) return <ProblemState error={templates.error} retry={() => void templates.refetch()} />;
  if (!templates.data) return <LateSkeleton lines={6} />;
  return (
    <ul className={styles.templates} aria-label={t('templates')}>
      {templates.data.items.map((template) => (
        <li key={template.key}>
          <TemplateButton template={template} isChosen={template.key === chosen} onChoose={() => onChoose(template)} />
        </li>
      ))}
    </ul>
  );
}

function TemplateButton({ template, isChosen, onChoose }: { readonly template: Template; readonly isChosen: boolean; readonly onChoose: () => void }) {
  const t = useTexts(pipelinesTexts);
  const format = useFormat();
  const title = format.text(template.title);
  return (
    <UnstyledButton className={styles.template} aria-pressed={isChosen} onClick={onChoose}>
      <strong>{title}</strong>
      {template.description && <span className="quiet">{format.text(template.description)}</span>}
      <StageStrip stages={stagesOf(template.document as unknown as PipelineDocument)} title={title} />
      {template.rules.length > 0 && <small className="quiet">{t('withRules', { count: template.rules.length })}</small>}
    </UnstyledButton>
  );
}
