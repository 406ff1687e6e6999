import { Button } from '@mantine/core';
import { IconAdjustments, IconArrowBackUp, IconFileImport, IconTrash } from '@tabler/icons-react';
import { useWrite } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { askSure } from '../../ui/ask-sure.js';
import { showDone } from '../../ui/show-done.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { modelFormTexts } from './form-texts.js';
import { onnxTexts } from './onnx-texts.js';
import type { Model } from './shapes.js';

/** What may be done to a model, for those who may train. */
export function ModelActions({ model }: { readonly model: Model }) {
  const t = useTexts(modelFormTexts);
  const onnx = useTexts(onnxTexts);
  const may = useMay();
  const { change } = useInsightSearch();
  if (!may('model.train')) return null;
  return (
    <>
      {model.kind === 'onnx' && (
        <Button leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => change({ edit: 'file' })}>
          {model.versions > 0 ? onnx('importAgain') : onnx('import')}
        </Button>
      )}
      <Button variant="default" leftSection={<IconAdjustments size={16} aria-hidden />} onClick={() => change({ edit: 'change' })}>
        {t('change')}
      </Button>
      <Removal model={model} />
    </>
  );
}

/** A shipped model is not removed but put back, where anybody touched it. */
function Removal({ model }: { readonly model: Model }) {
  const t = useTexts(modelFormTexts);
  const format = useFormat();
  const { change } = useInsightSearch();
  const remove = useWrite('removeModel', ['listModels', 'listModelVersions']);
  const title = format.text(model.title);
  const isShipped = model.shipped;
  const ask = (): void =>
    askSure({
      title: t(isShipped ? 'putBackOf' : 'removeOf', { title }),
      text: t(isShipped ? 'putBackText' : 'removeText'),
      confirm: t(isShipped ? 'putBack' : 'remove'),
      onYes: () =>
        remove.mutate(
          { params: { model: model.key } },
          {
            onSuccess: () => {
              showDone(t(isShipped ? 'wasPutBack' : 'removed'));
              change({ key: isShipped ? model.key : undefined, at: undefined });
            },
          },
        ),
    });
  return (
    <Button
      variant="subtle"
      color="red"
      leftSection={isShipped ? <IconArrowBackUp size={16} aria-hidden /> : <IconTrash size={16} aria-hidden />}
      loading={remove.isPending}
      onClick={ask}
    >
      {t(isShipped ? 'putBack' : 'remove')}
    </Button>
  );
}
