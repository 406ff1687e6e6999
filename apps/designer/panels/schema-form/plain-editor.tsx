import { Autocomplete, MultiSelect, NumberInput, Select } from '@mantine/core';
import { inLocale, isJsonObject, type Json } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { DateValue, RecordPicker, useDesk } from '../../rule-builder/index.js';
import { DelayEditor } from './delay-editor.js';
import type { EditorKind } from './editor-kind.js';
import { ExpressionEditor } from './expression-editor.js';
import { NamedEditor } from './named-editor.js';
import { FieldsEditor, MapEditor, MembersEditor, TextsEditor } from './nested-editors.js';
import { TemplateInput } from './template-input.js';
import { formTexts } from './texts.js';
import type { ValueProps } from './value-props.js';

/** A value that is given as it is, by its kind. */
// oxlint-disable-next-line complexity -- one case a kind, and nothing is decided in them.
export function PlainEditor(props: ValueProps) {
  const { label, editor, value, onChange, onBlur, isDisabled } = props;
  switch (editor.kind) {
    case 'text':
      return <TemplateInput label={label} value={asText(value)} onChange={onChange} onBlur={onBlur} isLong={editor.isLong} isDisabled={isDisabled} />;
    case 'number':
      return (
        <NumberInput
          aria-label={label}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
          onBlur={onBlur}
          hideControls
          disabled={isDisabled}
        />
      );
    case 'date':
      return (
        <DateValue
          label={label}
          value={asText(value)}
          withTime={editor.withTime}
          onChange={(next) => onChange(next ?? '')}
          onBlur={onBlur}
          isDisabled={isDisabled}
        />
      );
    case 'delay':
    case 'due':
      return <DelayEditor label={label} value={value} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} mayBeDate={editor.kind === 'due'} />;
    case 'record':
      return (
        <RecordPicker label={label} isLabelHidden object={editor.object} value={typeof value === 'string' && value !== '' ? value : null} onChange={onChange} />
      );
    case 'any':
      return typeof value === 'object' && value !== null ? (
        <ExpressionEditor label={label} value={value} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} isPlain />
      ) : (
        <TemplateInput label={label} value={asText(value)} onChange={(text) => onChange(asScalar(text))} onBlur={onBlur} isDisabled={isDisabled} />
      );
    case 'yes-no':
    case 'choice':
    case 'choices':
    case 'role':
    case 'person':
    case 'pipeline':
    case 'event':
    case 'calendar':
      return <PickOne {...props} editor={editor} />;
    case 'model':
    case 'segment-set':
      return <NamedEditor {...props} named={editor.kind} />;
    case 'texts':
      return <TextsEditor {...props} />;
    case 'object':
      return <MembersEditor {...props} value={isJsonObject(value) ? value : {}} members={editor.members} />;
    case 'map':
      return <MapEditor {...props} value={isJsonObject(value) ? value : {}} of={editor.of} />;
    case 'fields':
    case 'vars':
      return <FieldsEditor {...props} value={isJsonObject(value) ? value : {}} of={editor.kind} />;
  }
}

const asText = (value: Json): string => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value));
/** Of a value of unknown kind, numbers and yes/no are meant as such. */
const asScalar = (text: string): Json => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text === 'true' ? true : text === 'false' ? false : text);

type OneOf = Extract<EditorKind, { readonly kind: 'yes-no' | 'choice' | 'choices' | 'role' | 'person' | 'pipeline' | 'event' | 'calendar' }>;

function PickOne({ label, editor, value, onChange, onBlur, isDisabled }: ValueProps & { readonly editor: OneOf }) {
  const options = useOptions(editor);
  const shared = { 'aria-label': label, onBlur, disabled: isDisabled, comboboxProps: { withinPortal: true } };
  if (editor.kind === 'choices') {
    const chosen = (Array.isArray(value) ? (value as readonly Json[]) : []).map(String);
    return <MultiSelect {...shared} data={[...options]} value={chosen} onChange={onChange} />;
  }
  const text = value === null ? '' : String(value);
  // A role, event or person may be one that is not there yet.
  if (editor.kind === 'role' || editor.kind === 'event')
    return <Autocomplete {...shared} data={options.map((option) => option.value)} value={text} onChange={onChange} />;
  const data = text === '' || options.some((option) => option.value === text) ? options : [{ value: text, label: text }, ...options];
  return (
    <Select
      {...shared}
      data={data}
      value={text}
      onChange={(next) => onChange(editor.kind === 'yes-no' ? next === 'true' : next)}
      searchable={data.length > 7}
      error={text === ''}
    />
  );
}

function useOptions(editor: OneOf): { readonly value: string; readonly label: string }[] {
  const t = useTexts(formTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const named = (things: readonly { readonly id: string; readonly title: Parameters<typeof inLocale>[0] }[]) =>
    things.map(({ id, title }) => ({ value: id, label: inLocale(title, language) }));
  switch (editor.kind) {
    case 'yes-no':
      return [
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ];
    case 'choice':
    case 'choices':
      return editor.options.map(({ value, title }) => ({ value, label: inLocale(title, language) }));
    case 'role':
      return vocabulary.roles.map((role) => ({ value: role, label: role }));
    case 'person':
      return vocabulary.members.map(({ id, name }) => ({ value: id, label: name }));
    case 'pipeline':
      return named(vocabulary.pipelines);
    case 'event':
      return named(vocabulary.events);
    case 'calendar':
      return named(vocabulary.calendars);
  }
}
