import { Alert, Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useAnswer } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { OnnxForm } from './onnx-form.js';
import { onnxTexts } from './onnx-texts.js';
import type { Model } from './shapes.js';

/** The file of a model trained elsewhere; where it could not be run, what to install stands in place of the form. */
export function OnnxImport({ model }: { readonly model: Model }) {
  const t = useTexts(onnxTexts);
  const format = useFormat();
  const { change } = useInsightSearch();
  const runtime = useAnswer('getOnnxRuntime', {});
  const leave = (): void => change({ edit: undefined });
  return (
    <div className={styles.screen}>
      <h2 className={styles.heading}>{t('importOf', { title: format.text(model.title) })}</h2>
      <Answered answer={runtime}>
        {({ installed, package: name, install }) =>
          installed ? (
            <OnnxForm model={model} onLeave={leave} />
          ) : (
            <Alert
              color="yellow"
              className={styles.alert}
              classNames={{ title: styles.alertTitle ?? '' }}
              icon={<IconPlugConnectedX size={20} aria-hidden />}
              title={t('missing')}
            >
              <p>{t('missingHint', { package: name })}</p>
              <pre className={styles.command}>
                <code>{install}</code>
              </pre>
              <div className={styles.scope}>
                <Button variant="default" loading={runtime.isFetching} onClick={() => void runtime.refetch()}>
                  {t('lookAgain')}
                </Button>
                <Button variant="subtle" onClick={leave}>
                  {t('cancel')}
                </Button>
              </div>
            </Alert>
          )
        }
      </Answered>
    </div>
  );
}
