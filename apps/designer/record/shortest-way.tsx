import { IconArrowNarrowRight } from '@tabler/icons-react';
import type { Answer } from '../api/operations.js';
import { unknownField } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useObject } from '../fields/use-objects.js';
import { useOutcomeTitle } from '../fields/use-outcome-title.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './next-actions.module.css';
import { recordTexts } from './texts.js';

type Way = NonNullable<Answer<'explainRun'>['path']>;
type Step = NonNullable<Way['steps']>[number];

interface Props {
  readonly path: Way;
  readonly outcome: string;
  readonly words: PipelineWords;
  readonly object: string;
}

/** The fewest allowed steps to the outcome that the pipeline strives for. */
export function ShortestWay({ path, outcome, words, object }: Props) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const said = useOutcomeTitle()(outcome);
  const shape = useObject(object);
  const sayStep = ({ kind, name, fill }: Step): readonly string[] => {
    const fields = format.list(fill.map((field) => (shape?.byName.get(field) ?? unknownField(field)).title));
    const what = kind === 'event' ? words.eventTitle(name) : kind === 'timer' ? t('wayTimer') : t('wayResult');
    return fields === '' ? [what] : [t('wayFill', { fields }), what];
  };
  const steps = path.steps?.flatMap(sayStep);
  if (steps?.length === 0) return null;
  return (
    <div className={styles.wayBox}>
      <p className="quiet">{steps ? t('wayTo', { outcome: said }) : path.cut ? t('cutWay') : t('noWay', { outcome: said })}</p>
      {steps && (
        <ol className={styles.way}>
          {steps.map((step, place) => (
            // Steps may repeat; their order is what they are.
            <li key={`${place} ${step}`}>
              {place > 0 && <IconArrowNarrowRight size={16} aria-hidden />}
              {step}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
