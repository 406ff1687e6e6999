import { Link } from '@tanstack/react-router';
import type { PipelineDocument } from '#pipeline';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './home.module.css';
import { stripOf } from './strip.js';
import { homeTexts } from './texts.js';

type Pipeline = Answer<'listPipelines'>['items'][number];

/** Each pipeline with open runs: how many stand in which stage; a click opens its board. */
export function PipelineStrips() {
  const t = useTexts(homeTexts);
  const pipelines = useAnswer('listPipelines', {});
  const shown = (pipelines.data?.items ?? []).filter(({ latestVersion, openRuns, archivedAt }) => latestVersion > 0 && openRuns > 0 && archivedAt === null);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="pipelines" className={styles.card}>
      <h2 id="pipelines">{t('pipelines')}</h2>
      <ul className={styles.strips}>
        {shown.map((pipeline) => (
          <Strip key={pipeline.key} pipeline={pipeline} />
        ))}
      </ul>
    </section>
  );
}

function Strip({ pipeline: { key, object, title, latestVersion, openRuns } }: { readonly pipeline: Pipeline }) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  const counts = useAnswer('summarise', { params: { object }, query: { pipeline: key, group: 'stage', filter: 'outcome=' } });
  const version = useAnswer('getVersion', { params: { key, version: latestVersion } }, { staleMs: Number.POSITIVE_INFINITY });
  const parts = counts.data && version.data ? stripOf(version.data.document as unknown as PipelineDocument, counts.data.groups, format.language) : [];
  return (
    <li>
      <Link to="/boards/$pipeline" params={{ pipeline: key }} className={styles.strip}>
        <span className={styles.stripHead}>
          <span>{title === null ? key : format.text(title as { en: string })}</span>
          <span className="quiet figures">{t('open', { count: openRuns })}</span>
        </span>
        <span className={styles.bar} aria-hidden>
          {parts.map(({ stage, count }) => (
            <span key={stage} style={{ flexGrow: count }} />
          ))}
        </span>
        <span className={styles.legend}>
          {parts.map(({ stage, name, count }) => (
            <span key={stage}>{t('inStage', { stage: name, count })}</span>
          ))}
        </span>
      </Link>
    </li>
  );
}
