import { unknownField } from '../fields/object-shape.js';
import { useObject } from '../fields/use-objects.js';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './score-panel.module.css';
import { scoreTexts } from './score-texts.js';
import type { RecordAnswer, RunHead } from './use-record.js';

/** The suggested next action: the first step of the shortest way to the outcome that the pipeline strives for. */
export function NextStep({ record }: { readonly record: RecordAnswer }) {
  const head = record.runs.find(({ endedAt }) => endedAt === null);
  return head ? <OfRun head={head} object={record.object} /> : null;
}

function OfRun({ head, object }: { readonly head: RunHead; readonly object: string }) {
  const t = useTexts(scoreTexts);
  const format = useFormat();
  const shape = useObject(object);
  const words = usePipelineWords(head.pipeline, head.version);
  const toward = words?.outcomes[0];
  const { data } = useAnswer(
    'explainRun',
    { params: { id: head.id }, query: toward === undefined ? {} : { toward } },
    { enabled: words !== undefined, keepsPrevious: true },
  );
  const [step] = data?.path?.steps ?? [];
  if (!step || !words) return null;
  const fields = new Intl.ListFormat(format.language, { type: 'conjunction' }).format(
    step.fill.map((field) => (shape?.byName.get(field) ?? unknownField(field)).title),
  );
  const what = step.kind === 'event' ? words.eventTitle(step.name) : step.kind === 'timer' ? t('waitTimer') : t('waitStep');
  return <p className={styles.next}>{step.fill.length > 0 ? t('nextFill', { what, fields }) : t('next', { what })}</p>;
}
