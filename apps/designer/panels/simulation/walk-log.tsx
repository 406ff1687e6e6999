import { inLocale, type Json } from '#kernel';
import type { Decision } from '#pipeline';
import { useDesigner } from '../../designer/use-designer.js';
import { useFormat } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk, useSayRule, variableAt } from '../../rule-builder/index.js';
import { StepRow } from '../actions/index.js';
import { simulationTexts } from './texts.js';
import { useValues } from './use-values.js';
import type { Did, Walk, WalkStep } from './walk.js';
import styles from './simulation.module.css';

/** What happened so far, the newest first: what was done, which conditions decided, what followed. */
export function WalkLog({ walk }: { readonly walk: Walk }) {
  const t = useTexts(simulationTexts);
  return (
    <section className={styles.part}>
      <h3>{t('log')}</h3>
      <ol className={styles.log} reversed>
        {walk.steps.toReversed().map((step, n) => (
          <li key={walk.steps.length - n}>
            <StepView step={step} isNewest={n === 0} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function StepView({ step, isNewest }: { readonly step: WalkStep; readonly isNewest: boolean }) {
  const t = useTexts(simulationTexts);
  const format = useFormat();
  const title = useDidTitle(step.did);
  const { entry, effects } = step;
  const timers = effects.filter((effect) => effect.kind === 'timer');
  const decisions = (entry?.decisions ?? []).filter(({ read }) => Object.keys(read).length > 0);
  const isQuiet = entry !== null && entry.actions.length === 0 && timers.length === 0;
  return (
    <details open={isNewest}>
      <summary>
        {title} <span className={styles.small}>{format.moment(step.at)}</span>
      </summary>
      {entry === null && <p className={styles.small}>{t('late')}</p>}
      <ul className={styles.effects}>
        {entry?.actions.map((action) => (
          <StepRow key={action.id} kind={action.do} input={action.input} />
        ))}
        {timers.map((effect) => (
          <li key={effect.id} className={styles.small}>
            {t('clockSet', { moment: format.moment(effect.due) })}
          </li>
        ))}
        {effects.some(({ kind }) => kind === 'cancel') && <li className={styles.small}>{t('cancelled')}</li>}
      </ul>
      {isQuiet && <p className={styles.small}>{t('nothing')}</p>}
      {decisions.length > 0 && (
        <>
          <p className={styles.small}>{t('decided')}</p>
          <ul className={styles.decisions}>
            {decisions.map((decision, n) => (
              <DecisionRow key={n} decision={decision} />
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function useDidTitle(did: Did): string {
  const t = useTexts(simulationTexts);
  const format = useFormat();
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  switch (did.kind) {
    case 'event': {
      const title = vocabulary.events.find(({ id }) => id === did.name)?.title;
      return t('did-event', { name: title ? inLocale(title, language) : did.name });
    }
    case 'change':
      return t('did-change', {
        fields: format.list(Object.keys(did.fields).map((name) => inLocale(variableAt(`record.${name}`, vocabulary).label, language))),
      });
    case 'done':
    case 'fails':
      return t(`did-${did.kind}`, { name: did.invoke });
    default:
      return t(`did-${did.kind}`);
  }
}

function DecisionRow({ decision: { at, held, read } }: { readonly decision: Decision }) {
  const t = useTexts(simulationTexts);
  const { vocabulary } = useDesk();
  const say = useSayRule(vocabulary);
  const document = useDesigner((state) => state.history.document);
  const rules = useDesigner((state) => state.rules);
  const values = useValues(read);
  const [, first, key = ''] = at.split('/');
  const rule =
    first === 'rules'
      ? valueAt(rules.find((one) => one.key === key) as unknown as Json, at.split('/').slice(3))
      : valueAt(document as unknown as Json, at.split('/').slice(1));
  return (
    <li data-held={held}>
      <span aria-hidden>{held ? '✓' : '✗'}</span>
      <div>
        <span className="unseen">{t(held ? 'held' : 'notHeld')}</span>
        {rule !== undefined && say(rule)}
        <small>{t('read', { values })}</small>
      </div>
    </li>
  );
}

function valueAt(value: Json | undefined, segments: readonly string[]): Json | undefined {
  return segments.reduce<Json | undefined>((at, segment) => {
    if (typeof at !== 'object' || at === null) return undefined;
    return (at as Readonly<Record<string, Json>>)[segment.replace(/~1/g, '/').replace(/~0/g, '~')];
  }, value);
}
