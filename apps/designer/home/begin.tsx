import { IconFileImport, IconSitemap, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import styles from './home.module.css';
import { homeTexts } from './texts.js';

/** The first three things a new workspace wants. */
export function Begin() {
  const t = useTexts(homeTexts);
  const may = useMay();
  return (
    <section aria-labelledby="begin" className={styles.card}>
      <h2 id="begin">{t('begin')}</h2>
      <ul className={styles.begin}>
        {may('import.run') && (
          <li>
            <Link to="/import">
              <IconFileImport size={20} stroke={1.6} aria-hidden />
              <span>
                <strong>{t('importCsv')}</strong>
                <span className="quiet">{t('importHint')}</span>
              </span>
            </Link>
          </li>
        )}
        {may('pipeline.edit') && (
          <li>
            <Link to="/pipelines">
              <IconSitemap size={20} stroke={1.6} aria-hidden />
              <span>
                <strong>{t('draw')}</strong>
                <span className="quiet">{t('drawHint')}</span>
              </span>
            </Link>
          </li>
        )}
        {may('member.edit') && (
          <li>
            <Link to="/settings/$section" params={{ section: 'people' }}>
              <IconUserPlus size={20} stroke={1.6} aria-hidden />
              <span>
                <strong>{t('invite')}</strong>
                <span className="quiet">{t('inviteHint')}</span>
              </span>
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}
