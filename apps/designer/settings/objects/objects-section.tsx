import { ActionIcon, Badge, Button, Select, Table } from '@mantine/core';
import { IconArchive, IconPencil, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import type { ObjectShape } from '../../fields/object-shape.js';
import { useObjects } from '../../fields/use-objects.js';
import { useTexts } from '../../i18n/texts.js';
import { Dialog } from '../../ui/dialog.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { FieldForm, type GivenField } from './field-form.js';
import { FIELD_TYPES } from './field-types.js';
import { RetireDialog } from './retire-dialog.js';
import { RetiredFields } from './retired-fields.js';

/** The kinds of record with their fields; admins add more. */
export function ObjectsSection() {
  const t = useTexts(settingsTexts);
  const may = useMay();
  const objects = useObjects();
  const navigate = useNavigate();
  const { object: chosen = 'deal' } = useSearch({ strict: false });
  const [isAdding, setAdding] = useState(false);
  const object = objects?.find(({ key }) => key === chosen) ?? objects?.[0];
  if (!objects || !object) return <LateSkeleton />;
  return (
    <Section
      title={t('objects')}
      lead={t('objectsLead')}
      action={
        may('object.edit') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)} disabled={isAdding}>
            {t('addField')}
          </Button>
        )
      }
    >
      <Select
        label={t('object')}
        value={object.key}
        onChange={(key) => key !== null && void navigate({ to: '.', search: { object: key }, replace: true })}
        data={objects.map(({ key, plural }) => ({ value: key, label: plural }))}
        allowDeselect={false}
        maw={320}
      />
      {isAdding && (
        <Card title={t('addField')}>
          <FieldForm key={object.key} object={object} objects={objects} onClose={() => setAdding(false)} />
        </Card>
      )}
      <ObjectFields object={object} objects={objects} mayEdit={may('object.edit')} />
    </Section>
  );
}

interface ObjectFieldsProps {
  readonly object: ObjectShape;
  readonly objects: readonly ObjectShape[];
  readonly mayEdit: boolean;
}

/** The fields of one object, those in use and the retired ones; added ones can be changed and retired. */
function ObjectFields({ object, objects, mayEdit }: ObjectFieldsProps) {
  const [act, setAct] = useState<FieldAct | null>(null);
  // With titles in both languages, as a form needs them.
  const given = useAnswer('listObjects', {}).data?.items.find(({ key }) => key === object.key);
  const acted = act && given?.fields.find(({ name }) => name === act.name);
  const close = (): void => setAct(null);
  return (
    <>
      <Card>
        <FieldTable object={object} onAct={mayEdit ? setAct : null} />
      </Card>
      <RetiredFields object={object.key} fields={given?.retiredFields ?? []} mayEdit={mayEdit} />
      {acted && act.kind === 'retire' && <RetireDialog object={object} field={acted} onClose={close} />}
      {acted && act.kind === 'edit' && <EditDialog object={object} objects={objects} field={acted} onClose={close} />}
    </>
  );
}

interface FieldAct {
  readonly kind: 'edit' | 'retire';
  readonly name: string;
}

interface EditProps {
  readonly object: ObjectShape;
  readonly objects: readonly ObjectShape[];
  readonly field: GivenField;
  readonly onClose: () => void;
}

function EditDialog({ object, objects, field, onClose }: EditProps) {
  const t = useTexts(settingsTexts);
  const title = object.byName.get(field.name)?.title ?? field.name;
  return (
    <Dialog title={t('editField', { field: title })} size="lg" onClose={onClose}>
      <FieldForm object={object} objects={objects} field={field} onClose={onClose} />
    </Dialog>
  );
}

function FieldTable({ object, onAct }: { readonly object: ObjectShape; readonly onAct: ((act: FieldAct) => void) | null }) {
  const t = useTexts(settingsTexts);
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing={6} aria-label={object.plural}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('field')}</Table.Th>
            <Table.Th>{t('type')}</Table.Th>
            <Table.Th>{t('marks')}</Table.Th>
            <Table.Th>{t('origin')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {object.fields.map(({ name, title, type, personal, required, unique, origin }) => {
            const known = FIELD_TYPES.find((one) => one === type);
            const marks = [personal && t('personal'), required && t('required'), unique && t('unique')].filter((mark) => mark !== false);
            return (
              <Table.Tr key={name}>
                <Table.Th scope="row">
                  {title}
                  <span className={styles.quietLine}>{name}</span>
                </Table.Th>
                <Table.Td>{known ? t(`type_${known}`) : type}</Table.Td>
                <Table.Td>
                  {marks.map((mark) => (
                    <Badge key={mark} variant="light" color="gray" tt="none" mr={4}>
                      {mark}
                    </Badge>
                  ))}
                </Table.Td>
                <Table.Td>{t(`origin_${origin}`)}</Table.Td>
                <Table.Td>
                  {onAct && origin === 'added' && (
                    <span className={styles.acts}>
                      <ActionIcon variant="subtle" color="gray" aria-label={t('editField', { field: title })} onClick={() => onAct({ kind: 'edit', name })}>
                        <IconPencil size={16} />
                      </ActionIcon>
                      <ActionIcon variant="subtle" color="gray" aria-label={t('retireField', { field: title })} onClick={() => onAct({ kind: 'retire', name })}>
                        <IconArchive size={16} />
                      </ActionIcon>
                    </span>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
