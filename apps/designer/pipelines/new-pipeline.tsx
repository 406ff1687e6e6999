import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Text } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import { ImportSource } from './import-source.js';
import { asPipeline, emptyDocument, freshPipelineKey, isPipelineKey } from './new-document.js';
import { TemplateList, type Template } from './template-list.js';
import { pipelinesTexts } from './texts.js';
import { useCreate } from './use-create.js';
import styles from './pipelines.module.css';

/** What a new pipeline begins from. */
export type Source = { readonly kind: 'template' | 'import' | 'empty' } | { readonly kind: 'copy'; readonly document: PipelineDocument };

interface Props {
  readonly source: Source;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

/** Asks what a new pipeline begins from and how it is called, and makes it as a draft. */
export function NewPipeline({ source, taken, onClose }: Props) {
  const t = useTexts(pipelinesTexts);
  const [kind, setKind] = useState(source.kind);
  const [template, setTemplate] = useState<Template | null>(null);
  const [imported, setImported] = useState<PipelineDocument | null>(null);
  const from = chosenDocument(source, kind, template, imported);
  const isReady = kind === 'empty' || from !== null;
  return (
    <Dialog onClose={onClose} title={t(kind === 'copy' ? 'duplicate' : 'newPipeline')} size="xl">
      <div className={styles.dialog}>
        {kind !== 'copy' && (
          <SegmentedControl
            aria-label={t('from')}
            value={kind}
            onChange={(next) => setKind(next as typeof kind)}
            data={[
              { value: 'template', label: t('template') },
              { value: 'empty', label: t('empty') },
              { value: 'import', label: t('importFile') },
            ]}
          />
        )}
        {kind === 'template' && <TemplateList chosen={template?.key ?? null} onChoose={setTemplate} />}
        {kind === 'import' && <ImportSource onRead={setImported} />}
        {isReady && (
          <Identity
            key={`${kind} ${from?.key ?? ''}`}
            from={from}
            isCopy={kind === 'copy'}
            rules={kind === 'template' ? (template?.rules ?? []) : []}
            taken={taken}
            onClose={onClose}
          />
        )}
      </div>
    </Dialog>
  );
}

function chosenDocument(source: Source, kind: Source['kind'], template: Template | null, imported: PipelineDocument | null): PipelineDocument | null {
  switch (kind) {
    case 'copy':
      return source.kind === 'copy' ? source.document : null;
    case 'template':
      return (template?.document as unknown as PipelineDocument | undefined) ?? null;
    case 'import':
      return imported;
    case 'empty':
      return null;
  }
}

interface IdentityProps {
  readonly from: PipelineDocument | null;
  readonly isCopy: boolean;
  readonly rules: Template['rules'];
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

function Identity({ from, isCopy, rules, taken, onClose }: IdentityProps) {
  const t = useTexts(pipelinesTexts);
  const format = useFormat();
  const navigate = useNavigate();
  const start = startTitle(from, isCopy ? (title) => t('copyTitle', { title }) : null);
  const [en, setEn] = useState(start.en);
  const [zh, setZh] = useState(start['zh-CN'] ?? '');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [object, setObject] = useState('deal');
  const [withRules, setWithRules] = useState(rules.length > 0);
  const objects = useAnswer('listObjects', {}).data?.items ?? [];
  const key = ownKey ?? freshPipelineKey(from && !isCopy && !taken.includes(from.key) && en === start.en ? from.key : en, taken);
  const keyProblem = useKeyProblem(key, taken);
  const create = useCreate((made) => {
    onClose();
    void navigate({ to: `/pipelines/${made}` });
  });
  const submit = (): void => {
    const identity = { key, title: titled(en.trim(), zh.trim()) };
    create.run(from ? asPipeline(from, identity) : emptyDocument(identity, object), withRules ? rules : []);
  };
  return (
    <form
      className={styles.identity}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput label={t('name')} value={en} onChange={(event) => setEn(event.currentTarget.value)} required data-autofocus />
      <TextInput label={t('nameZh')} lang="zh-CN" value={zh} onChange={(event) => setZh(event.currentTarget.value)} />
      <TextInput
        label={t('key')}
        description={t('keyHint')}
        value={key}
        onChange={(event) => setOwnKey(event.currentTarget.value)}
        error={en === '' ? undefined : keyProblem}
      />
      {!from && (
        <Select
          label={t('object')}
          data={objects.map((one) => ({ value: one.key, label: format.text(one.title) }))}
          value={object}
          onChange={(next) => next !== null && setObject(next)}
        />
      )}
      {rules.length > 0 && (
        <Checkbox label={t('attachRules')} checked={withRules} onChange={(event) => setWithRules(event.currentTarget.checked)} className={styles.wide} />
      )}
      <div className={styles.dialogFoot}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={create.isPending} disabled={en.trim() === '' || keyProblem !== null}>
          {t('create')}
        </Button>
      </div>
    </form>
  );
}

const titled = (en: string, zh: string): Text => (zh === '' ? { en } : { en, 'zh-CN': zh });

function useKeyProblem(key: string, taken: readonly string[]): string | null {
  const t = useTexts(pipelinesTexts);
  if (!isPipelineKey(key)) return t('keyForm');
  return taken.includes(key) ? t('keyTaken') : null;
}

function startTitle(from: PipelineDocument | null, copied: ((title: string) => string) | null): Text {
  if (!from) return { en: '' };
  if (!copied) return from.title;
  return { en: copied(from.title.en), ...(from.title['zh-CN'] === undefined ? {} : { 'zh-CN': copied(from.title['zh-CN']) }) };
}
