import { IconFileAlert } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { AttachedRuleDocument } from '#pipeline';
import { inLocale, type Json } from '#kernel';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { openDocument } from '../document/index.js';
import { useLanguage } from '../i18n/language.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { ProblemState } from '../ui/problem-state.js';
import { Designer } from './designer.js';
import { createDesignerStore } from './designer-store.js';
import { DesignerContext } from './use-designer.js';
import { designerTexts } from './texts.js';

/** A pipeline: drawn, changed, simulated, reviewed and published. */
export function DesignerPage() {
  const { pipeline } = useParams({ strict: false });
  return pipeline === undefined ? null : <Loader key={pipeline} pipeline={pipeline} />;
}

function Loader({ pipeline }: { readonly pipeline: string }) {
  const params = { key: pipeline };
  const draft = useAnswer('getDraft', { params }, { staleMs: 0 });
  const rules = useAnswer('listRules', { params });
  if (draft.error) return <ProblemState error={draft.error} retry={() => void draft.refetch()} />;
  if (rules.error) return <ProblemState error={rules.error} retry={() => void rules.refetch()} />;
  // An older answer of the cache would be edited on a revision that is gone.
  if (!draft.data || !rules.data || !draft.isFetchedAfterMount) return null;
  return <Opened draft={draft.data} rules={rules.data.items.map(({ document }) => document as unknown as AttachedRuleDocument)} />;
}

function Opened({ draft, rules }: { readonly draft: Answer<'getDraft'>; readonly rules: readonly AttachedRuleDocument[] }) {
  const t = useTexts(designerTexts);
  const may = useMay();
  const { language } = useLanguage();
  const [opened] = useState(() => openDocument(draft.document as Json));
  const [store] = useState(() =>
    opened.ok ? createDesignerStore({ draft, document: opened.value, rules, locale: language, mayEdit: may('pipeline.edit') }) : null,
  );
  if (store !== null)
    return (
      <DesignerContext value={store}>
        <Designer store={store} />
      </DesignerContext>
    );
  const why = opened.ok || !opened.error[0] ? '' : inLocale(opened.error[0].text, language);
  return <EmptyState icon={IconFileAlert} title={t('notPipeline')} hint={t('notPipelineHint', { why })} />;
}
