import { Badge, Button, Select, Table } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/session.js';
import type { ObjectShape } from '../../fields/object-shape.js';
import { useObjects } from '../../fields/use-objects.js';
import { useTexts } from '../../i18n/texts.js';
import { LateSkeleton } from '../../ui/late-skeleton.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { FieldForm } from './field-form.js';
import { FIELD_TYPES } from './field-types.js';

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
      {isAdding && <FieldForm key={object.key} object={object} objects={objects} onClose={() => setAdding(false)} />}
      <Card>
        <FieldTable object={object} />
      </Card>
    </Section>
  );
}

function FieldTable({ object }: { readonly object: ObjectShape }) {
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
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
