import { Button, UnstyledButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { useAnswer } from '../api/use-answer.js';
import type { ObjectShape } from '../fields/object-shape.js';
import { useObjects } from '../fields/use-objects.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import { ObjectIcon } from './object-icon.js';
import styles from './objects-page.module.css';
import { listTexts } from './texts.js';

/** /records: every kind of record with how many there are. */
export function ObjectsPage() {
  const t = useTexts(listTexts);
  const may = useMay();
  const objects = useObjects();
  const actions = may('import.run') && (
    <Button component={Link} to="/import" variant="default" leftSection={<IconFileImport size={16} aria-hidden />}>
      {t('import')}
    </Button>
  );
  return (
    <Page title={t('records')} lead={t('recordsLead')} actions={actions}>
      {objects ? (
        <ul className={styles.list}>
          {objects.map((object) => (
            <li key={object.key}>
              <ObjectTile object={object} />
            </li>
          ))}
        </ul>
      ) : (
        <LateSkeleton lines={8} height={32} />
      )}
    </Page>
  );
}

function ObjectTile({ object }: { readonly object: ObjectShape }) {
  const format = useFormat();
  const { data } = useAnswer('summarise', { params: { object: object.key }, query: { measure: 'count' } });
  const count = data?.groups.reduce((sum, { values }) => sum + Number(values['count'] ?? 0), 0);
  return (
    <UnstyledButton component={Link} to={`/records/${object.key}`} className={styles.tile}>
      <span className={styles.mark}>
        <ObjectIcon object={object.key} size={20} />
      </span>
      <strong>{object.plural}</strong>
      <span className="quiet figures">{count === undefined ? '' : format.number(count)}</span>
    </UnstyledButton>
  );
}
