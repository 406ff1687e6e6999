import { MissingFields } from '../fields/index.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import type { Choice } from './moves.js';
import { type ActRecord, useActs } from './scope.js';
import { actTexts } from './texts.js';
import { type Moving, nameOf } from './use-moves.js';
import styles from './dialogs.module.css';

interface Props {
  readonly record: ActRecord;
  readonly choice: Choice;
  readonly moves: Moving;
  readonly onClose: () => void;
}

/** Asks exactly what the pipeline still misses, then completes the move. */
export function FillDialog({ record, choice, moves, onClose }: Props) {
  const t = useTexts(actTexts);
  const format = useFormat();
  const scope = useActs();
  const to = format.text(
    scope.chart.titleOf(choice.state !== null && choice.stage === scope.chart.stageOf(choice.state) ? choice.stage : (choice.state ?? choice.stage)),
  );
  return (
    <div className={styles.stack}>
      <p className="quiet">{t('fillLead', { name: nameOf(scope, record), to })}</p>
      <MissingFields
        object={scope.shape.key}
        names={choice.missing}
        record={record.fields}
        submitLabel={t('fillSubmit')}
        onCancel={onClose}
        onSubmit={(fields) => {
          onClose();
          void moves.send(record, choice, fields);
        }}
      />
    </div>
  );
}
