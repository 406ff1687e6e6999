import { Button } from '@mantine/core';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import type { ObjectShape } from '../../fields/object-shape.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { Dialog } from '../../ui/dialog.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import type { GivenField } from './field-form.js';

interface Props {
  readonly object: ObjectShape;
  readonly field: GivenField;
  readonly onClose: () => void;
}

/** Says what still names a field, and takes it out of use; that can be undone. */
export function RetireDialog({ object, field, onClose }: Props) {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const params = { object: object.key, field: field.name };
  const usage = useAnswer('fieldUsage', { params }).data;
  const retire = useWrite('retireField', ['listObjects']);
  const bringBack = useWrite('bringBackField', ['listObjects']);
  const title = format.text(field.title);
  const done = (): void => {
    showDone(t('fieldRetired', { field: title }), () => bringBack.mutate({ params }));
    onClose();
  };
  return (
    <Dialog title={t('retireField', { field: title })} onClose={onClose}>
      <div className={styles.section}>
        <p>{t('retireMeans')}</p>
        {usage ? (
          <>
            <p>{t('filledRecords', { count: usage.filled })}</p>
            <Uses uses={usage.uses} />
          </>
        ) : (
          <LateSkeleton />
        )}
        <div className={styles.foot}>
          <Button loading={retire.isPending} disabled={!usage} onClick={() => retire.mutate({ params }, { onSuccess: done })}>
            {t('retire')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

type Use = NonNullable<ReturnType<typeof useAnswer<'fieldUsage'>>['data']>['uses'][number];

function Uses({ uses }: { readonly uses: readonly Use[] }) {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const label = t('namedBy', { count: uses.length });
  if (uses.length === 0) return <p>{t('namedByNone')}</p>;
  return (
    <div>
      <p>{label}</p>
      <ul aria-label={label}>
        {uses.map(({ kind, key, name }) => (
          <li key={`${kind} ${key}`}>{t(`use_${kind}`, { name: name ? format.text(name) : t('privateUse') })}</li>
        ))}
      </ul>
    </div>
  );
}
