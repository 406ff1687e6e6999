import { Select, TagsInput } from '@mantine/core';
import type { PipelineDocument } from '#pipeline';
import { ROOT, type Patch, type Place } from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../../rule-builder/index.js';
import { FieldList } from './field-list.js';
import { Section, TextPair } from './fields.js';
import { ListedActions } from './listed-actions.js';
import { VariableList } from './variable-list.js';
import { WayList } from './way-list.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

const ZONES = Intl.supportedValuesOf('timeZone');
type Values = Patch<Pick<PipelineDocument, 'title' | 'description' | 'timeZone'>>;

/** The pipeline itself: what it is called, its roles, fields, variables, and what holds in every state. */
export function PipelineInspector({ place }: { readonly place: Place | null }) {
  const t = useTexts(inspectorTexts);
  const format = useFormat();
  const { vocabulary } = useDesk();
  const { do: act, seal } = useDesignerActions();
  const document = useDesigner((state) => state.history.document);
  const isDisabled = useDesigner((state) => !state.mayEdit);
  const set = (values: Values): boolean => act({ kind: 'pipeline.set', values });
  const object = vocabulary.objects[document.object];
  return (
    <>
      <h2 className={styles.title}>
        <span className={styles.kind}>{t('pipeline')}</span>
        {format.text(document.title)}
      </h2>
      <Section title={t('moreSettings')}>
        <TextPair kind="title" value={document.title} isDisabled={isDisabled} onChange={(title) => title && set({ title })} />
        <TextPair kind="note" value={document.description} isDisabled={isDisabled} onChange={(description) => set({ description })} />
        <dl className={styles.facts}>
          <dt>{t('key')}</dt>
          <dd>
            <code>{document.key}</code>
          </dd>
          <dt>{t('object')}</dt>
          <dd>{object ? format.text(object.title) : document.object}</dd>
        </dl>
        <Select
          label={t('timeZone')}
          data={[{ value: '', label: t('workspaceZone') }, ...ZONES.map((zone) => ({ value: zone, label: zone }))]}
          value={document.timeZone ?? ''}
          onChange={(timeZone) => set({ timeZone: timeZone === '' ? null : timeZone })}
          searchable
          limit={60}
          disabled={isDisabled}
          comboboxProps={{ withinPortal: true }}
        />
        <TagsInput
          label={t('roles')}
          description={t('rolesHint')}
          value={[...(document.roles ?? [])]}
          onChange={(roles) => act({ kind: 'roles.set', roles: roles.map((role) => role.trim()).filter((role) => role !== '') })}
          onBlur={seal}
          disabled={isDisabled}
        />
      </Section>
      <FieldList place={place} isDisabled={isDisabled} />
      <VariableList isDisabled={isDisabled} />
      <WayList id={ROOT} />
      <Section title={t('entry')} count={document.entry?.length ?? 0} startsOpen={(document.entry?.length ?? 0) > 0}>
        <ListedActions label={t('entry')} list={{ kind: 'entry', state: ROOT }} place={place} />
      </Section>
    </>
  );
}
