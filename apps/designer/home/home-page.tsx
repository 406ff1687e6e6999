import { useMe, useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { useInboxFreshness } from '../inbox/use-inbox-freshness.js';
import { Page } from '../ui/page.js';
import { ShownWhole } from '../ui/shown-whole.js';
import { Begin } from './begin.js';
import styles from './home.module.css';
import { PipelineStrips } from './pipeline-strips.js';
import { homeTexts } from './texts.js';
import { Today } from './today.js';

/** What needs this person today, and how the pipelines stand. */
export function HomePage() {
  const t = useTexts(homeTexts);
  const me = useMe();
  const may = useMay();
  useInboxFreshness();
  return (
    <Page title={t('hello', { name: me.name })} lead={t('lead', { workspace: me.workspace.name })}>
      <div className={styles.columns}>
        <ShownWhole lines={8}>
          <Today />
        </ShownWhole>
        <ShownWhole lines={8} className={styles.side}>
          <PipelineStrips />
          {(may('import.run') || may('pipeline.edit')) && <Begin />}
        </ShownWhole>
      </div>
    </Page>
  );
}
